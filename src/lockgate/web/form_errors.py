"""What is wrong with a form, as the components show it: a summary that leads to the fields, and a sentence at each.

A page catches `Invalid`, hands it over with the labels of its own fields, and shows the form again with status 422.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lockgate.core.errors import Invalid
from lockgate.core.faults import GatheredFaults


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


def form_errors(error: Invalid, labels: Mapping[str, str], names: Mapping[str, str] | None = None) -> FormErrors:
    """Lay out what was refused, for a form whose fields have these labels by their names.

    `names` tells which field of the form is at a place that the error calls otherwise. A field that the form doesn't
    have is still named in the summary. A fault of several fields stands there once; of several faults in the same
    words each stands there, behind the label of its field. What a service says of a field as the end of a sentence
    ("is missing") is completed with its label.

    >>> wrong = Invalid("The name is missing.", mend="Write up to 200 characters.", fields={"name": "is missing"})
    >>> form_errors(wrong, {"name": "Name"}).fields["name"]
    'The name is missing. Write up to 200 characters.'
    """
    renamed = names or {}
    given, intro = _told(error)
    faults = {renamed.get(place, place): fault for place, fault in given.items()}
    said = {name: _sentence(str(fault), labels.get(name) or _label(name)) for name, fault in faults.items()}
    first = {fault: name for name, fault in reversed(faults.items())}
    times = Counter(said[name] for name in first.values())
    summary = tuple(
        Line(name if name in labels else "", _told_apart(said[name], labels.get(name, ""), times[said[name]]))
        for name, fault in faults.items()
        if first[fault] == name
    )
    return FormErrors(intro, summary, {name: sentence for name, sentence in said.items() if name in labels})


def _told(error: Invalid) -> tuple[Mapping[str, Invalid | str], str]:
    """Return the fault of each place, or what is said of it, and what stands above them all."""
    if isinstance(error, GatheredFaults):
        return error.each, ""
    if len(error.fields) > 1:
        return error.fields, str(error)
    return dict.fromkeys(error.fields or {"": ""}, str(error)), ""


def _told_apart(sentence: str, label: str, times: int) -> str:
    return f"{label}: {sentence}" if label and times > 1 else sentence


def _label(name: str) -> str:
    words = name.replace(".", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _sentence(text: str, label: str) -> str:
    whole = text if text[:1].isupper() else f"{label} {text}"
    return whole if whole.endswith((".", "?", "!")) else f"{whole}."
