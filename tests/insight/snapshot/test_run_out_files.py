"""What waits for sites is told to run-out in whole numbers, and no piece of it is lost by the arithmetic."""

import pytest

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
