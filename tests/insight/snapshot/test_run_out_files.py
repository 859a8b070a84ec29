"""What waits for sites is told to run-out in whole numbers, and no piece of it is lost by the arithmetic."""

from datetime import date

import pyarrow as pa
import pytest

from lockgate.insight.pace.table import pace_table
from lockgate.insight.run_out.table import run_out_table
from lockgate.insight.snapshot.run_out_files import run_out_files
from tests.insight.hanging.test_open_cases import flow, gate, line


@pytest.mark.parametrize(
    ("asked", "parts", "unshared"),
    [(49, ["1", "48"], 0), (98, ["2", "96"], 0), (75, ["1", "73"], 0), (30, ["29"], 1)],
)
def test_sites_that_share_a_line_get_the_whole_pieces_of_their_parts(asked, parts, unshared):
    # The needs are 1 and 48 a day; of 30 pieces the first site's part is less than one.
    both = [flow(usage_a_day=1), flow(declaration=2, site="Second plant", usage_a_day=48)]
    files = run_out_files(gate({"lines": [line(asked=asked)], "flows": both}, {"CA-1": 5}))
    assert (files.pending["quantity"].to_pylist(), files.unshared) == (parts, unshared)


def test_what_a_licence_allows_from_a_later_day_on_is_granted_for_that_day_and_not_in_stock():
    licence = {"allowed": 900, "drawn": 100, "valid_from": "2025-11-30", "valid_to": "2026-05-29"}
    files = run_out_files(gate({"lines": [line()], "flows": [flow(stock=600)], "licences": [licence]}, {"CA-1": 5}))
    assert files.stock["stock"].to_pylist() == ["600"]
    assert [(row["quantity"], row["arrives_on"]) for row in files.granted.to_pylist()] == [("800", date(2025, 11, 30))]
    ended = {"id": ["1"], "submitted_on": ["2025-01-01"], "decided_on": ["2025-01-11"], "outcome": ["granted"]}
    pace = pace_table(pa.table(ended)).pace
    [told] = run_out_table(files.stock, files.pending, pace, files.granted, as_of=date(2025, 10, 1)).table.to_pylist()
    assert told["cover_days"] == 60 + 80, "the stock lasts up to the day on which the licence begins"
