"""Every way into Lockgate, tried by everybody: what comes of it is what the table of access.py says, and no more.

The scene is built once; each try is undone. Nothing that is refused leaves a row in the journal, and what is hidden is
answered word for word as what there is not.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction

from lockgate.access import TABLE, Audience, Line, Openly
from lockgate.core.clock import use_clock
from lockgate.core.permissions import Role
from lockgate.insight.services import snapshots
from lockgate.insight.snapshot.taking import take_snapshot
from lockgate.journal.models import Row
from tests.access.attempts import ATTEMPTS, Attempt
from tests.access.scene import NOBODY, SEES, TODAY, UNKNOWN, Scene, Walker, scene
from tests.access.trying import Outcome, Verdict, tried
from tests.factories.demo import demo_account, tell_of_demo
from tests.insight.facts.told import told

LINES = {way: line for line in TABLE for way in line.ways()}


@pytest.fixture(scope="module")
def there(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), use_clock(TODAY), transaction.atomic():
        yield scene()
        transaction.set_rollback(True)


@pytest.fixture
def installation(attempt, settings, tmp_path) -> None:
    """Have this installation be a demo, or one with a snapshot, where the attempt asks for it."""
    if attempt.in_a_demo or attempt.has_snapshot:
        settings.DATA_DIR = tmp_path
    if attempt.in_a_demo:
        tell_of_demo(tmp_path)
    if attempt.has_snapshot:
        take_snapshot(snapshots(), told(lines=[{}], flows=[{}]))


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
@pytest.mark.usefixtures("installation")
def test_what_everybody_is_told_is_what_the_table_says(attempt, there):
    line, found = LINES[attempt.way], {}
    for walker in there.walkers.values():
        told, rows = _undone(attempt, walker, _name(attempt, there))
        found[walker.name] = told
        assert bool(rows) == (told.done and _writes(attempt, line)), f"{walker.name} left {rows} rows in the journal"
        if told.verdict is Verdict.HIDDEN and walker.name != NOBODY:
            _check_nothing_is_told_apart(attempt, there, walker, told)
    expected = {name: _expected(line, attempt, there, walker) for name, walker in there.walkers.items()}
    other = {
        name: f"{told.verdict}, not {expected[name]}"
        for name, told in found.items()
        if told.verdict is not expected[name]
    }
    assert other == {}
    succeeded = any(told.done for told in found.values())
    assert succeeded != attempt.is_done_by_nobody, [told.said for told in found.values()]


def _expected(line: Line, attempt: Attempt, there: Scene, walker: Walker) -> Verdict:
    if isinstance(line.what, Openly) and line.what.to is Audience.PUBLIC:
        return Verdict.MAY
    if walker.name == NOBODY:
        return Verdict.SIGN_IN
    kind = there.things[attempt.thing].kind if attempt.thing else ""
    if kind and walker.name not in SEES[kind]:
        return Verdict.HIDDEN
    if isinstance(line.what, Openly):
        return Verdict.MAY
    holds_a_role = not walker.roles.isdisjoint(line.what.roles)
    return Verdict.MAY if holds_a_role and walker.name not in attempt.refused else Verdict.REFUSED


def _writes(attempt: Attempt, line: Line) -> bool:
    if attempt.writes_nothing or attempt.way.startswith(("page GET", "REST GET")):
        return False
    return line.what.is_act if isinstance(line.what, Openly) else ".read_" not in line.what.name


def _name(attempt: Attempt, there: Scene) -> str:
    return there.things[attempt.thing].name if attempt.thing else ""


def _undone(attempt: Attempt, walker: Walker, name: str) -> tuple[Outcome, int]:
    """Try it, count the rows that it left in the journal, and undo it all."""
    with transaction.atomic():
        if attempt.in_a_demo:
            demo_account(Role.OFFICER)
        before = Row.objects.count()
        told = tried(attempt, walker, name)
        rows = Row.objects.count() - before
        transaction.set_rollback(True)
    return told, rows


def _check_nothing_is_told_apart(attempt: Attempt, there: Scene, walker: Walker, told: Outcome) -> None:
    thing = there.things[attempt.thing]
    unknown = UNKNOWN[thing.kind]
    nothing, _ = _undone(attempt, walker, unknown)
    assert nothing.said.replace(unknown, "…") == told.said.replace(thing.name, "…")
    assert nothing.verdict is told.verdict
