"""What sites declared of their suppliers is told to `dependence` as it was declared."""

from lockgate.insight.dependence.table import dependence_table
from lockgate.insight.snapshot.supply_figures import flows_told, newest_declarations
from tests.insight.facts.told import told


def shares(**usage):
    """Return the share of each supplier as (name, least, most), of 50 %, 30 % and an undeclared rest."""
    rows = [
        {"supplier": supplier, "share_permille": share, "declaration": number, **usage}
        for number, (supplier, share) in enumerate([("Weishan", 500), ("Osaka", 300)], 1)
    ]
    table, set_aside = dependence_table(flows_told(newest_declarations(told(flows=rows).flows)))
    assert not set_aside
    return [
        (row["name"], row["low"], row["high"])
        for row in table.to_pylist()
        if (row["level"], row["measure"]) == ("all", "share")
    ]


def test_the_shares_of_a_few_pieces_a_day_are_those_that_were_declared():
    assert shares(usage_a_day=3, dimension="count") == [("Osaka", 0.3, 0.5), ("Weishan", 0.5, 0.7)]
    assert shares(usage_a_day=2**63 - 1, dimension="mass") == [("Osaka", 0.3, 0.5), ("Weishan", 0.5, 0.7)]
