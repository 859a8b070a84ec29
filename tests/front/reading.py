"""Reads a page for its structure: links, forms, headings, and whether every tag is closed."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FORM_FIELDS = {"input", "select", "textarea"}


class Reading(HTMLParser):
    """What stands on a page. `faults` names what is not well formed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.fields: list[dict[str, str | None]] = []
        self.texts: dict[str, list[str]] = {}
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]
        self.faults += [f"id {held} stands twice" for held in {one for one in self.ids if self.ids.count(one) > 1}]
        if self.tags.count("h1") != 1:
            self.faults.append(f"{self.tags.count('h1')} h1")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in FORM_FIELDS:
            self.fields.append({"tag": tag, **given})
        self.faults += [f"{name} on <{tag}>" for name in given if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts.setdefault(tag, []).append(data)

    def text(self, tag: str) -> str:
        """Return what stands inside every `tag`, blanks folded."""
        return " ".join("".join(self.texts.get(tag, [])).split())

    def values(self, name: str) -> list[str]:
        """Return the values of the fields of a name, in the order of the page."""
        return [str(field.get("value") or "") for field in self.fields if field.get("name") == name]
