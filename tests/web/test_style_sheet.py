"""The style sheet: a reader in the dark has the same page in other colours, and nothing else is other there."""

import re
from pathlib import Path

import lockgate.web

STYLE = Path(lockgate.web.__file__).parent / "static/web/lockgate.css"
IN_THE_DARK = re.compile(r"@media[^{]*prefers-color-scheme: dark[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
SETTING = re.compile(r"([\w-]+)\s*:\s*([^;{}]+);")
COLOURED = re.compile(r"(color|background-color|border(-\w+)?-color|outline-color|fill|stroke)")
COLOUR = re.compile(r"#[0-9a-f]{3,8}|var\(--[\w-]+\)")


def test_in_the_dark_only_colours_change():
    style = STYLE.read_text(encoding="utf-8")
    blocks = [found[1] for found in IN_THE_DARK.finditer(style)]
    assert len(blocks) == style.count("prefers-color-scheme") >= 1
    assert "light-dark(" not in style and style.count("color-scheme:") == 1 + len(blocks)
    changed = [setting for block in blocks for setting in SETTING.findall(block)]
    assert len(changed) > 20
    other = [
        f"{name}: {value}"
        for name, value in changed
        if not COLOUR.fullmatch(value) or not (name.startswith("--") or COLOURED.fullmatch(name))
    ]
    assert not other, f"axe reads only colours in the dark, but there these change too: {other}"
