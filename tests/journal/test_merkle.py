"""Merkle trees of RFC 9162: published vectors, proofs of every leaf, and no proof of anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.journal.merkle import inclusion_proof, is_included, leaf_hash, merkle_root

# The test vectors of certificate-transparency: the roots over the first n of these leaves.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
trees = st.integers(1, 70).map(lambda count: [leaf_hash(count.to_bytes(4, "big")) for count in range(count)])


@pytest.mark.parametrize("count", range(1, 9))
def test_roots_are_those_of_the_published_vectors(count):
    assert merkle_root([leaf_hash(leaf) for leaf in LEAVES[:count]]).hex() == ROOTS[count - 1]


def test_the_root_over_nothing_is_the_hash_of_nothing():
    assert merkle_root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(trees)
def test_every_leaf_is_proved_by_as_many_hashes_as_the_tree_is_deep(leaves):
    root = merkle_root(leaves)
    for position, leaf in enumerate(leaves):
        proof = inclusion_proof(leaves, position)
        assert is_included(leaf, position, len(leaves), proof, root)
        assert len(proof) <= (len(leaves) - 1).bit_length()


@given(trees, st.data())
def test_a_proof_proves_no_other_leaf_no_other_position_and_no_other_tree(leaves, data):
    position = data.draw(st.integers(0, len(leaves) - 1))
    proof, root = inclusion_proof(leaves, position), merkle_root(leaves)
    other = data.draw(st.integers(-1, len(leaves)).filter(lambda each: each != position))
    assert not is_included(leaves[position], other, len(leaves), proof, root)
    assert not is_included(leaf_hash(b"another"), position, len(leaves), proof, root)
    assert not is_included(leaves[position], position, len(leaves), proof, leaf_hash(b"another"))
    assert not is_included(leaves[position], position, len(leaves), [*proof, root], root)
    if proof:
        assert not is_included(leaves[position], position, len(leaves), proof[:-1], root)
        at = data.draw(st.integers(0, len(proof) - 1))
        broken = [*proof[:at], leaf_hash(b"another"), *proof[at + 1 :]]
        assert not is_included(leaves[position], position, len(leaves), broken, root)


def test_a_proof_says_how_many_leaves_there_are():
    leaves = [leaf_hash(b"a"), leaf_hash(b"b")]
    proof, root = inclusion_proof(leaves, 0), merkle_root(leaves)
    assert [count for count in range(9) if is_included(leaves[0], 0, count, proof, root)] == [2]


def test_a_node_cannot_be_passed_off_as_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != merkle_root([left, right])


@pytest.mark.parametrize("position", [-1, 3])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(position):
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof([leaf_hash(bytes([n])) for n in range(3)], position)
