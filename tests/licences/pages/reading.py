"""What a test reads of a page: its words without tags, and the hidden fields of its form."""

import html
import re
from typing import Any


def words(answer: Any) -> str:
    """Return the words of a page, blanks drawn together; what only keeps a piece whole parts no words."""
    whole = re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", answer.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", whole)).split())


def hidden(answer: Any, name: str) -> str:
    """Return the value of a hidden field; fail where there is none."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found is not None, f"no field {name}"
    return html.unescape(found[1])
