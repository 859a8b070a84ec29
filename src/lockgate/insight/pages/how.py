"""How each figure is computed, in a few sentences, and the page of docs/ that has the equations."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class How(NamedTuple):
    """The sentences, and the page with all of it."""

    sentences: tuple[str, ...]
    method: str


_PACE = How(
    (
        (
            "Each line waits from its submission to its decision. A line that is still pending counts as waiting for "
            "as long as it has, and nothing is assumed of what comes after (Aalen and Johansen 1978)."
        ),
        (
            "The dark band is the 95 % interval of one day by itself; the light one holds the whole curve at once "
            "with 95 % (1,000 Gaussian draws on the influence function)."
        ),
        (
            "Of all submitted and of those decided are two figures: an authority that decides little and grants "
            "nearly all of it has a low first one and a high second."
        ),
    ),
    "docs/methods/pace.md",
)

HOW: Mapping[str, How] = MappingProxyType(
    {
        "pace": _PACE,
        "pace_by_destination": _PACE,
        "civil": How(
            (
                (
                    "A line is assessed as civil when it is decided. One that is not assessed yet, or undetermined, "
                    "may be civil or not: the bounds are the least and the greatest share over every choice of them."
                ),
            ),
            "docs/methods/pace.md",
        ),
        "calibration": How(
            (
                (
                    "On each of the days named, the curve was computed from what was known that day, each case that "
                    "then waited was given its forecast, and the forecast is held against what became of the case."
                ),
            ),
            "docs/methods/forecast.md",
        ),
        "queue_by_age": How(
            ("Every line that is pending on the data's date, by the days since its submission.",),
            "docs/methods/pace.md",
        ),
        "dependence": How(
            (
                (
                    "What sites declared that they take a day, by item and supplier. What was not declared may all "
                    "come from one supplier (the upper bound) or from endlessly many (the lower)."
                ),
                "The index of concentration (HHI) is the sum of the squared shares: 1 is a single supplier.",
            ),
            "docs/methods/dependence.md",
        ),
        "run_out": How(
            (
                (
                    "A site's stock, what is granted and on its way, and each pending case with the chance that it is"
                    " granted by each day, given how long it has waited. A site stops on the first day whose usage "
                    "exceeds what is there."
                ),
            ),
            "docs/methods/run-out.md",
        ),
        "hanging": How(
            (
                (
                    "For each open case: the production-days that its sites lose within 90 days if it is refused, "
                    "against the same case granted on the median day of its forecast. Several items missing at one "
                    "site count once, by the largest missing share, and a day that another item stops in any case "
                    "counts for none. A fact that was not declared gives two figures; lines of which nothing is "
                    "declared are left out, and it is said how many."
                ),
            ),
            "docs/methods/hanging.md",
        ),
    }
)
