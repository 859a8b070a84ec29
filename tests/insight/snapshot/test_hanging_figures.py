"""What hangs on the cases of a regime is reckoned with what the same sites declared of items of other regimes."""

from lockgate.insight.snapshot.hanging_figures import hanging_figures
from tests.insight.facts.told import told
from tests.insight.hanging.test_open_cases import flow, line

ENDED = {"decided_at": "2025-04-20 01:00:00", "case_state": "decided", "submitted_at": "2025-04-10 01:00:00"}
OTHER = {"entry": "1C904.a.4", "regime": "us-ear"}


def test_a_site_that_an_item_of_another_regime_stops_has_nothing_hanging_on_the_cases_of_this_one():
    granted = [line(number, outcome="granted", granted=5, **ENDED) for number in range(3, 7)]
    lines = [line(), line(2, outcome="refused", **ENDED, **OTHER), *granted]
    lost = {}
    for stock in (10**15, 0):
        found = hanging_figures(told(lines=lines, flows=[flow(), flow(2, stock=stock, **OTHER)]))["cn-dual-use"]
        assert set(found) == {"hanging", "hanging_by_supplier", "hanging_by_item", "hanging_by_destination"}
        lost[stock] = [row["refused_high"] for table in found.values() for row in table.to_pylist()]
    assert lost == {10**15: [60] * 4, 0: [0] * 4}
