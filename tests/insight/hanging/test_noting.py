"""What is noted on a case says in sentences where something is lost, of what, and what is unknown."""

from lockgate.insight.hanging.noting import found_risks
from lockgate.insight.hanging.open_cases import hanging_table
from tests.insight.hanging.test_open_cases import flow, gate, line


def noted(more_days=5, **rows):
    table = hanging_table(gate({"lines": [line()], "flows": [flow()], **rows}, {"CA-1": more_days}), late=30)
    [found] = found_risks(table, horizon=90, late=30)
    return found


def test_both_figures_are_noted_in_thousandths_with_what_they_leave_out():
    found = noted(lines=[line(), line(line=2)], flows=[flow(share_permille=625)])
    # A need of 7 a day: the stock lasts 42 of 90 days, and the goods are there on day 35 when they are late.
    assert (found.low, found.high, found.late_low, found.late_high) == (48 * 625, 48 * 625, 0, 0)
    assert (found.late_days, found.lines, found.undeclared) == (30, 2, 1)
    assert found.reason == "Within 90 days, at one site. The items go into: motors."


def test_where_no_site_loses_a_day_the_reason_does_not_speak_of_a_site_that_does():
    # The alternative delivers before anything of the case may come, and the stock is unknown all the same.
    found = noted(flows=[flow(stock=None, alternatives='[{"supplier": "Osaka", "qualify_days": 3}]')])
    assert (found.low, found.high) == (0, 0)
    assert found.reason == (
        "Within 90 days no site loses a day if it is refused. The items go into: motors. "
        "Of one site a fact, or the day of the grant, is unknown."
    )


def test_where_nothing_is_declared_there_is_no_figure_and_the_reason_says_so():
    found = noted(flows=[])
    assert (found.low, found.high, found.late_low, found.late_high) == (None, None, None, None)
    assert found.reason == "No site declared how it depends on this."
