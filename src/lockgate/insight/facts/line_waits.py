"""How long each line has waited and what became of it, as pace takes it: days, and a code of Outcome. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.casework.decision import GRANTS
from lockgate.insight.pace.outcome import Outcome

OUTCOME_CODES: Mapping[str, Outcome] = MappingProxyType(
    {
        "": Outcome.PENDING,
        **{word.value: Outcome.GRANTED for word in GRANTS},
        "refused": Outcome.REFUSED,
        "returned": Outcome.RETURNED,
        "withdrawn": Outcome.WITHDRAWN,
    }
)
"""What casework calls an outcome, and "" where a line is pending."""


class LineWaits(NamedTuple):
    """Days from submission to the end of waiting, or to the data's date; and what became of the line."""

    days: NDArray[np.int64]
    codes: NDArray[np.int64]


def waits_of_lines(lines: pa.Table, data_date: date) -> LineWaits:
    """Return the waits of the fact table of lines, in its order; a line of a later day has waited no day."""
    until = pa.scalar(data_date, pa.date32())
    ended = pc.fill_null(lines["ended_on"], until).cast(pa.int32()).to_numpy()
    days = np.maximum(ended - lines["submitted_on"].cast(pa.int32()).to_numpy(), 0).astype(np.int64)
    words = pc.fill_null(lines["outcome"], "")
    codes = np.array([int(code) for code in OUTCOME_CODES.values()], dtype=np.int64)
    place = pc.index_in(words, value_set=pa.array(list(OUTCOME_CODES), pa.string())).to_numpy()
    return LineWaits(days, np.asarray(codes[place]))
