"""Several faults of one input, gathered so that whoever wrote it mends them in one go.

Each step of a check runs under the place that it reads; `raise_any` then tells all faults at once, each by its place.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from lockgate.core.errors import Invalid


def place_of(steps: Iterable[str | int]) -> str:
    """Write a place in an input; the rows of a list are counted from 1, as people count them.

    >>> place_of(["lines", 1, "quantity"])
    'lines.2.quantity'
    """
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in steps)


class GatheredFaults(Invalid):
    """What `raise_any` raises: an Invalid that still knows its single faults, by their place."""

    def __init__(self, each: Mapping[str, Invalid]) -> None:
        self.each = dict(each)
        alike: dict[Invalid, list[str]] = {}
        for place, error in each.items():
            alike.setdefault(error, []).append(place)
        told = [(", ".join(place for place in places if place), error) for error, places in alike.items()]
        fields = {place: str(error) for place, error in each.items() if place}
        if len(told) == 1:
            ((places, error),) = told
            super().__init__(
                f"{places}: {error.sentence}" if places else error.sentence, mend=error.mend, fields=fields
            )
        else:
            listed = " ".join(f"{places}: {error}" if places else str(error) for places, error in told)
            super().__init__(f"{len(told)} things are wrong. {listed}", fields=fields)


class Faults:
    """The faults found so far, by their place in the input."""

    def __init__(self) -> None:
        self._found: dict[str, Invalid] = {}

    def __len__(self) -> int:
        return len(self._found)

    @contextmanager
    def at(self, place: str = "", *, one_field: bool = False, untold: Collection[str] = ()) -> Iterator[None]:
        """Keep an Invalid that the block raises, under `place`, or each of its fields under `place.field`.

        Where `place` is `one_field` of the input, what the error calls its field is not told. Nor is a fault of a
        field among `untold`: one that may only follow from another that was found before.
        """
        try:
            yield
        except Invalid as error:
            each = (
                error.each
                if isinstance(error, GatheredFaults)
                else dict.fromkeys((not one_field and error.fields) or [""], error)
            )
            told = {field: fault for field, fault in each.items() if field not in untold}
            for field, fault in told.items():
                self._found.setdefault(".".join(step for step in (place, field) if step), fault)

    def raise_any(self) -> None:
        """Raise one Invalid that tells every fault with its place; do nothing where there is none.

        >>> faults = Faults()
        >>> with faults.at("lines.2"):
        ...     raise Invalid("The quantity is zero.", mend="Give what is exported.", fields={"quantity": "zero"})
        >>> faults.raise_any()
        Traceback (most recent call last):
        lockgate.core.faults.GatheredFaults: lines.2.quantity: The quantity is zero. Give what is exported.
        """
        if self._found:
            raise GatheredFaults(self._found)
