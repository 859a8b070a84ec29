"""What is hashed: the digest of a row, its leaf in a seal, and the head of a seal. Pure.

A row's digest covers its open part (act, actor's id, subject, time) and the digest of its closed part (the
actor's label and the content, with a salt). The closed part can be redacted later: its digest stays, so
the open part of a redacted row is still proved, and nobody can guess what was redacted by trying.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from lockgate.core.errors import Invalid

NO_HEAD = "0" * 64
"""What the first seal is chained to."""
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_EXACT = frozenset({str, int, bool, type(None)})


def canonical_json(content: Mapping[str, Any]) -> str:
    """Write content so that equal content gives equal text: sorted keys, no blanks, and no floats.

    Raises Invalid where there is something that JSON or exactness does not admit.

    >>> canonical_json({"quantity": 2, "code": "3A001"})
    '{"code":"3A001","quantity":2}'
    """
    _refuse_inexact(content, "content")
    try:
        text = _CANONICAL.encode(content)
        text.encode()
    except (TypeError, ValueError) as error:
        raise Invalid(
            f"The content cannot be recorded: {error}.", mend="Record text, whole numbers and lists."
        ) from None
    return text


def _refuse_inexact(value: object, path: str) -> None:
    if isinstance(value, float):
        raise Invalid(f"{path} is the float {value}.", mend="Record an amount as text or as a whole number.")
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise Invalid(f"{path} has the key {key!r}, which is no text.", mend="Use text as keys.")
            if type(item) not in _EXACT:
                _refuse_inexact(item, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            if type(item) not in _EXACT:
                _refuse_inexact(item, f"{path}.{index}")


def _hash(domain: str, fields: Mapping[str, Any]) -> str:
    return sha256(f"lockgate journal {domain} 1\n{canonical_json(fields)}".encode()).hexdigest()


def written(moment: datetime | str) -> str:
    """Write a moment as it is hashed and printed: UTC, to the microsecond; text that is none as it stands."""
    if isinstance(moment, str):
        return moment
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def closed_digest(*, salt: str, by_label: str, content: str | None) -> str:
    """Hash the part of a row that may be redacted; `content` is canonical JSON, or None for no content."""
    return _hash("closed part", {"salt": salt, "by_label": by_label, "content": content})


def row_digest(*, act: str, by_id: str, subject: str, at: datetime | str, closed: str) -> str:
    """Hash a row: its open part and the digest of its closed part."""
    return _hash("row", {"act": act, "by_id": by_id, "subject": subject, "at": written(at), "closed": closed})


def leaf_data(row_id: int, digest: str) -> bytes:
    """Write what a leaf of the Merkle tree stands for: this row, with this digest."""
    return f"{row_id}:{digest}".encode()


def seal_head(
    *,
    sequence: int,
    previous_head: str,
    root: str,
    leaf_count: int,
    rows_sealed: int,
    sealed_at: datetime | str,
    public_key: str,
) -> str:
    """Hash all that a seal says, and so, through the head before, all that was ever sealed."""
    return _hash(
        "seal",
        {
            "sequence": sequence,
            "previous_head": previous_head,
            "root": root,
            "leaf_count": leaf_count,
            "rows_sealed": rows_sealed,
            "sealed_at": written(sealed_at),
            "public_key": public_key,
        },
    )
