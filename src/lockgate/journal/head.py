"""The head of the journal as it is published, printed and compared: six lines of text, or one in short. Pure.

A head commits to everything that was sealed before it. Whoever keeps one can show later that the
journal was cut or rewritten; the signature covers the five lines above it.
"""

import re
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lockgate.core.errors import Invalid

_FORM = re.compile(
    r"lockgate journal head 1\n"
    r"sequence (?P<sequence>[1-9][0-9]{0,18})\n"
    r"rows (?P<rows>[1-9][0-9]{0,18})\n"
    r"head (?P<head>[0-9a-f]{64})\n"
    r"key (?P<public_key>[0-9a-f]{64})\n"
    r"signature (?P<signature>[0-9a-f]{128})"
)

SHORT_DIGITS = 16


class Head(NamedTuple):
    """The newest seal in short: its number, how many rows lie in all seals up to it, its head and signature."""

    sequence: int
    rows: int
    head: str
    public_key: str
    signature: str

    def signed_text(self) -> str:
        """Write the lines that the signature covers."""
        return (
            f"lockgate journal head 1\nsequence {self.sequence}\nrows {self.rows}\n"
            f"head {self.head}\nkey {self.public_key}\n"
        )

    def text(self) -> str:
        """Write the head as it is published; parse_head reads it again."""
        return f"{self.signed_text()}signature {self.signature}\n"

    def short(self) -> str:
        """Write the head in short, for answers and papers: its number and the first 16 digits of its hash.

        >>> Head(12, 340, "3f9a0c1b2d4e5f60" + "0" * 48, "", "").short()
        '12:3f9a0c1b2d4e5f60'

        64 bits show any change that was not searched for; proof are the six lines.
        """
        return f"{self.sequence}:{self.head[:SHORT_DIGITS]}"

    def is_signed(self) -> bool:
        """Tell whether the signature is that of the key it names; whether that key is trusted is another question."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(bytes.fromhex(self.signature), self.signed_text().encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def parse_head(text: str) -> Head:
    """Read a head as it was published, whatever ends its lines; raise Invalid where it is none."""
    found = _FORM.fullmatch("\n".join(line.strip() for line in text.strip().splitlines()))
    if not found:
        raise Invalid(
            "This is no head of a journal.",
            mend="Give the six lines that `lockgate journal head` prints, from 'lockgate journal head 1' on.",
        )
    return Head(int(found["sequence"]), int(found["rows"]), found["head"], found["public_key"], found["signature"])
