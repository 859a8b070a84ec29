"""Is this row among those that were sealed? Merkle trees after RFC 9162, section 2.1, with SHA-256. Pure.

Leaves and nodes are hashed under different prefixes, so that no node can be passed off as a leaf. Called
by the sealer and by verification; a proof is checked with nothing but its leaf and the root.
"""

from collections.abc import Sequence
from hashlib import sha256

LEAF_PREFIX = b"\x00"
NODE_PREFIX = b"\x01"


def leaf_hash(data: bytes) -> bytes:
    """Hash what one leaf stands for."""
    return sha256(LEAF_PREFIX + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two hashes that lie side by side."""
    return sha256(NODE_PREFIX + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Tell the root over leaf hashes in their order; over none it is the hash of nothing.

    >>> a, b, c = (leaf_hash(data) for data in (b"a", b"b", b"c"))
    >>> merkle_root([a, b, c]) == node_hash(node_hash(a, b), c)
    True
    """
    if not leaves:
        return sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        # A last hash without a neighbour goes up as it is: the same tree as RFC 9162's split at a power of two.
        paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """List the hashes that lead from the leaf at `position` (from 0) up to the root.

    Raises ValueError where there is no such leaf.
    """
    if not 0 <= position < len(leaves):
        raise ValueError(f"There is no leaf {position} among {len(leaves)}.")
    if len(leaves) == 1:
        return []
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if position < split:
        return [*inclusion_proof(leaves[:split], position), merkle_root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], position - split), merkle_root(leaves[:split])]


def is_included(leaf: bytes, position: int, leaf_count: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether a proof leads from the leaf at `position` of `leaf_count` to the root (RFC 9162, 2.1.3.2).

    >>> leaves = [leaf_hash(bytes([n])) for n in range(5)]
    >>> is_included(leaves[4], 4, 5, inclusion_proof(leaves, 4), merkle_root(leaves))
    True
    >>> is_included(leaves[3], 4, 5, inclusion_proof(leaves, 4), merkle_root(leaves))
    False
    """
    if not 0 <= position < leaf_count:
        return False
    path, last, computed = position, leaf_count - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if path % 2 or path == last:
            computed = node_hash(sibling, computed)
            while path % 2 == 0 and path:
                path, last = path >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        path, last = path >> 1, last >> 1
    return last == 0 and computed == root
