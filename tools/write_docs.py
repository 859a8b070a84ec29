"""Write the generated parts of the documentation: `./run docs`. Tests fail where one of them is not fresh."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).parents[1]
FLOW = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- reactions: written by ./run docs -->\n", "<!-- end of reactions -->\n"


def generated() -> dict[Path, str]:
    """Return what each page with a generated part should read. Django must be set up."""
    from lockgate.journal.reactions import reactions_table
    from lockgate.settings.environment import settings_page

    pages = {ROOT / "docs/reference/settings.md": settings_page()}
    if FLOW.exists():
        pages[FLOW] = _with_part(FLOW.read_text(encoding="utf-8"), "\n" + reactions_table() + "\n")
    return pages


def _with_part(page: str, part: str) -> str:
    before, begun, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        sys.exit(f"{FLOW.name} needs the lines {BEGIN.strip()} and {END.strip()} around the table of reactions.")
    return before + BEGIN + part + END + after


def main() -> None:
    """Write every page that is not fresh, and say which."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lockgate.settings.test")
    django.setup()
    for page, text in generated().items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
            print(f"wrote {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
