"""What is wrong with a form, as the components show it: a summary that leads to the fields, and a sentence at each.

A page catches `Invalid`, hands it over with the labels of its own fields, and shows the form again with status 422.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lockgate.core.errors import Invalid


class Line(NamedTuple):
    """A line of the summary; `field` is the id of the field it leads to, "" where the form has no such field."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FormErrors:
    """The summary with what stands above its lines, and the sentence of each faulty field by the field's name."""

    intro: str
    summary: tuple[Line, ...]
    fields: Mapping[str, str]


def form_errors(error: Invalid, labels: Mapping[str, str]) -> FormErrors:
    """Lay out what was refused, for a form whose fields have these labels by their names.

    A field that the form doesn't have is still named in the summary. What a service says of a field as the end of a
    sentence ("is missing") is completed with its label.

    >>> wrong = Invalid("The name is missing.", mend="Write up to 200 characters.", fields={"name": "is missing"})
    >>> form_errors(wrong, {"name": "Name"}).fields["name"]
    'The name is missing. Write up to 200 characters.'
    """
    if len(error.fields) > 1:
        said = {name: _sentence(text, labels.get(name) or _label(name)) for name, text in error.fields.items()}
        intro = str(error)
    else:
        said, intro = dict.fromkeys(error.fields or {"": ""}, str(error)), ""
    summary = tuple(Line(name if name in labels else "", sentence) for name, sentence in said.items())
    return FormErrors(intro, summary, {name: sentence for name, sentence in said.items() if name in labels})


def _label(name: str) -> str:
    words = name.replace(".", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _sentence(text: str, label: str) -> str:
    whole = text if text[:1].isupper() else f"{label} {text}"
    return whole if whole.endswith((".", "?", "!")) else f"{whole}."
