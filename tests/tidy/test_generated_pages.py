"""What documentation says about code is written from the code, and not stale."""

from tools.write_docs import ROOT, generated


def test_every_generated_page_is_fresh():
    stale = [
        str(page.relative_to(ROOT))
        for page, text in generated().items()
        if not page.exists() or page.read_text(encoding="utf-8") != text
    ]
    assert not stale, f"./run docs writes them again: {stale}"
