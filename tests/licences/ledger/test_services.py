"""The five acts on the ledger, as customs and holders call them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lockgate.accounts.idempotency import IdempotencyConflict
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import Invalid, LockgateError, NotAllowed, NotFound
from lockgate.core.permissions import OPERATOR, STRANGER, Role
from lockgate.licences.ledger.entry import Totals
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.ledger.refusals import (
    BalanceExceeded,
    InvalidQuantity,
    LicenceExpired,
    LicenceRevoked,
    LicenceSuspended,
    NotYetValid,
    ReservationLapsed,
    ReservationResolved,
    UnitMismatch,
)
from lockgate.licences.ledger.services import (
    confirm_reservation,
    draw_down,
    reserve,
    reverse_draw_down,
    void_reservation,
)
from lockgate.licences.ledger.tables import LedgerEntry
from lockgate.licences.models import Licence
from tests.factories.licences import licence
from tests.factories.people import person

pytestmark = pytest.mark.django_db
KG = 10**9


def kg(quantity, **words):
    return Declared(str(quantity), "KGM", **words)


def draw(by, quantity, key="k", unit="KGM", **words):
    declared = Declared(str(quantity), unit, "D-1", "Shanghai")
    return draw_down(by=by, licence="HELD-1", line=1, declared=declared, key=key, **words).body


def hold(by, quantity, key="r"):
    return reserve(by=by, licence="HELD-1", line=1, declared=kg(quantity), key=key).body["entry"]


def totals(held):
    (found,) = totals_of([line.pk for line in held.lines.all()]).values()
    return found


def kinds(held):
    return list(LedgerEntry.objects.filter(chain__line__licence=held).values_list("kind", flat=True))


def stand(standing):
    Licence.objects.update(standing=standing)


def test_draw_down_takes_from_the_balance_and_says_what_is_left(customs):
    held = licence()
    body = draw(customs, "1.5")
    assert {**body, "entry": ""} == {
        "entry": "",
        "sequence": 2,
        "quantity": "1.5",
        "unit": "KGM",
        "drawn_after": "1.5",
        "reserved_after": "0",
        "allowed_after": "10",
        "balance": "8.5",
        "journal_head": "",
    }
    entry = LedgerEntry.objects.get(pk=body["entry"])
    assert (entry.declaration, entry.office, entry.by, entry.amount) == (
        "D-1",
        "Shanghai",
        customs.account,
        3 * KG // 2,
    )
    assert totals(held) == Totals(3 * KG // 2, 0, 10 * KG)


def test_draw_down_counts_in_the_unit_of_the_line_and_rounds_up_against_the_holder(customs):
    held = licence()
    assert draw(customs, "1", unit="GRN")["drawn_after"] == "0.000064799"
    assert totals(held).drawn == 64799


def test_draw_down_takes_the_last_of_it_and_not_a_microgram_more(customs):
    licence()
    with pytest.raises(BalanceExceeded, match=r"10\.000000001 KGM is more than the 10 KGM left on line 1"):
        draw(customs, "10.000000001", "a")
    assert draw(customs, "10", "b")["balance"] == "0"
    with pytest.raises(BalanceExceeded):
        draw(customs, "0.000000001", "c")


def test_what_is_left_as_it_is_told_can_be_drawn_down_whole(customs):
    licence("HELD-1", "10 LBR")
    assert draw(customs, "0.333333333333333", "a", unit="KGM")["balance"] != "0"
    left = draw(customs, "1", "b", unit="ONZ")["balance"]
    assert draw(customs, left, "c", unit="LBR")["balance"] == "0"


@pytest.mark.parametrize(
    "quantity", ["0", "0.0", "-1", "NaN", "1e308", "Infinity", "1." + "0" * 40, "", "9" * 19, "１"]
)
def test_draw_down_refuses_what_is_no_quantity(customs, quantity):
    held = licence()
    with pytest.raises(InvalidQuantity) as refused:
        draw(customs, quantity)
    assert "quantity" in refused.value.fields
    assert kinds(held) == ["amount"]


@pytest.mark.parametrize("unit", ["LTR", "H87", "XXX", "", "kgm"])
def test_draw_down_refuses_a_unit_that_does_not_convert(customs, unit):
    licence()
    with pytest.raises(UnitMismatch):
        draw(customs, "1", unit=unit)


def test_draw_down_asks_in_the_written_order_why_not(customs):
    """Each refusal stands before all that come later in the order, also where those hold too."""
    day = date(2026, 3, 1)
    licence("HELD-1", "10 KGM", days=(day, day))
    before, on, after = (FrozenClock(datetime(2026, 2, 28, 12, tzinfo=UTC) + timedelta(days=days)) for days in range(3))

    def refusal(clock, quantity, unit):
        with use_clock(clock), pytest.raises(LockgateError) as refused:
            draw(customs, quantity, f"{clock} {quantity} {unit} {Licence.objects.get().standing}", unit=unit)
        return type(refused.value)

    assert refusal(on, "11", "KGM") is BalanceExceeded
    assert refusal(on, "-1", "KGM") is InvalidQuantity
    assert refusal(on, "-1", "LTR") is UnitMismatch
    assert refusal(after, "-1", "LTR") is LicenceExpired
    assert refusal(before, "-1", "LTR") is NotYetValid
    stand("suspended")
    assert [refusal(clock, "-1", "LTR") for clock in (before, on, after)] == [LicenceSuspended] * 3
    stand("revoked")
    assert [refusal(clock, "-1", "LTR") for clock in (before, on, after)] == [LicenceRevoked] * 3


def test_the_day_of_a_licence_is_that_of_its_regime(customs):
    day = date(2026, 3, 1)
    licence("HELD-1", "10 KGM", regime="cn-dual-use", days=(day, day))
    with use_clock(FrozenClock(datetime(2026, 2, 28, 15, 59, tzinfo=UTC))), pytest.raises(NotYetValid):
        draw(customs, "1", "a")
    with use_clock(FrozenClock(datetime(2026, 2, 28, 16, 0, tzinfo=UTC))):
        draw(customs, "1", "b")


def test_a_repeat_is_given_the_first_answer_and_draws_nothing(customs):
    held = licence()
    declared = kg(1)
    first = draw_down(by=customs, licence="HELD-1", line=1, declared=declared, key="k")
    draw(customs, "2", "another")
    again = draw_down(by=customs, licence="HELD-1", line=1, declared=declared, key="k")
    assert (first.repeated, again.repeated, again.body) == (False, True, first.body)
    assert totals(held).drawn == 3 * KG


def test_a_repeat_of_what_was_refused_is_refused_alike_though_it_would_be_lawful_now(customs):
    held = licence()
    stand("suspended")
    with pytest.raises(LicenceSuspended) as first:
        draw(customs, "1", "k")
    stand("in_force")
    with pytest.raises(InvalidQuantity) as unreadable:
        draw(customs, "none", "q")
    with pytest.raises(LicenceSuspended) as again:
        draw(customs, "1", "k")
    with pytest.raises(InvalidQuantity) as unreadable_again:
        draw(customs, "none", "q")
    assert str(again.value) == str(first.value)
    assert unreadable_again.value.fields == unreadable.value.fields
    assert kinds(held) == ["amount"]


def test_a_key_stands_for_one_thing_of_one_account_and_one_act(customs):
    licence("HELD-1", "10 KGM", "10 KGM")
    draw(customs, "1", "k")
    with pytest.raises(IdempotencyConflict):
        draw(customs, "2", "k")
    with pytest.raises(IdempotencyConflict):
        draw_down(by=customs, licence="HELD-1", line=2, declared=kg(1, declaration="D-1", office="Shanghai"), key="k")
    hold(customs, "1", "k")
    draw(person(Role.CUSTOMS, "other.customs"), "1", "k")


@pytest.mark.parametrize("key", ["", "k" * 201, "line\nbreak"])
def test_an_act_needs_a_key(customs, key):
    held = licence()
    with pytest.raises(Invalid, match="key"):
        draw(customs, "1", key)
    assert kinds(held) == ["amount"]


def test_a_dry_run_says_what_would_be_promises_nothing_and_writes_nothing(customs):
    held = licence()
    body = draw(customs, "4", "", dry_run=True)
    assert (body["balance"], body["dry_run"]) == ("6", True)
    assert "promised" in body["promise"]
    with pytest.raises(BalanceExceeded):
        draw(customs, "11", "", dry_run=True)
    assert kinds(held) == ["amount"]


def test_a_reservation_holds_balance_and_is_confirmed_for_less_and_the_rest_is_free(customs):
    held = licence()
    entry = hold(customs, "8")
    with pytest.raises(BalanceExceeded, match="2 KGM left"):
        draw(customs, "3", "a")
    with pytest.raises(BalanceExceeded):
        confirm_reservation(by=customs, entry=entry, declared=Declared("8.1", ""), key="more")
    body = confirm_reservation(by=customs, entry=entry, declared=Declared("5", "", "D-9"), key="c").body
    assert (body["quantity"], body["unit"], body["reserved_after"], body["balance"]) == ("5", "KGM", "0", "5")
    assert LedgerEntry.objects.get(pk=body["entry"]).declaration == "D-9"
    with pytest.raises(ReservationResolved, match="confirmed before"):
        void_reservation(by=customs, entry=entry, key="v")
    assert totals(held) == Totals(5 * KG, 0, 10 * KG)


def test_confirm_reservation_without_a_quantity_draws_all_of_it(customs):
    held = licence()
    confirm_reservation(by=customs, entry=hold(customs, "8"), declared=Declared("", ""), key="c")
    assert totals(held) == Totals(8 * KG, 0, 10 * KG)


def test_void_reservation_frees_it_whatever_has_become_of_the_licence(customs):
    held = licence()
    entry = hold(customs, "8")
    stand("revoked")
    void_reservation(by=customs, entry=entry, key="v", reason="The ship did not come.")
    assert totals(held) == Totals(0, 0, 10 * KG)
    with pytest.raises(ReservationResolved, match="voided before"):
        void_reservation(by=customs, entry=entry, key="w")


def test_a_key_that_settled_an_entry_stands_for_all_that_was_said_then(customs):
    licence()
    entry = hold(customs, "4")

    def confirm(**said):
        return confirm_reservation(by=customs, entry=entry, declared=Declared("", ""), key="c", **said)

    first = confirm(reason="Loaded.")
    assert confirm(reason="Loaded.").body == first.body
    with pytest.raises(IdempotencyConflict):
        confirm(reason="Left over.")
    other = hold(customs, "4", "other")
    void_reservation(by=customs, entry=other, key="v", quantity="4")
    with pytest.raises(IdempotencyConflict):
        void_reservation(by=customs, entry=other, key="v", quantity="4", unit="KGM")


def test_suspension_stops_the_next_draw_down_at_once_also_that_of_a_reservation(customs):
    held = licence()
    entry = hold(customs, "8")
    stand("suspended")
    with pytest.raises(LicenceSuspended):
        confirm_reservation(by=customs, entry=entry, declared=Declared("", ""), key="c")
    with pytest.raises(LicenceSuspended):
        hold(customs, "1", "another")
    assert kinds(held) == ["amount", "reserve"]


def test_a_reservation_lapses_after_thirty_days_and_the_next_act_writes_its_expiry(customs):
    held = licence()
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with use_clock(FrozenClock(start)):
        first = hold(customs, "6", "r1")
        hold(customs, "1", "r2")
    with use_clock(FrozenClock(start + timedelta(days=20))):
        hold(customs, "1", "r3")
    with use_clock(FrozenClock(start + timedelta(days=30, microseconds=-1))):
        assert totals(held).free == 2 * KG
    with use_clock(FrozenClock(start + timedelta(days=30))):
        assert totals(held).free == 9 * KG
        with pytest.raises(ReservationLapsed):
            confirm_reservation(by=customs, entry=first, declared=Declared("", ""), key="c")
        with pytest.raises(BalanceExceeded):
            draw(customs, "9.1", "too much")
        assert kinds(held) == ["amount", "reserve", "reserve", "reserve"]
        assert draw(customs, "9", "d")["balance"] == "0"
        assert totals(held) == Totals(9 * KG, KG, 10 * KG)
        with pytest.raises(ReservationLapsed, match="There is nothing to void: what it held is free again"):
            void_reservation(by=customs, entry=first, key="v")
    assert kinds(held) == ["amount", "reserve", "reserve", "reserve", "expire", "expire", "draw_down"]


def test_a_reversal_may_be_partial_and_takes_back_no_more_than_was_drawn(customs):
    held = licence()
    entry = draw(customs, "5", "d")["entry"]
    stand("suspended")
    Licence.objects.update(valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 2))
    body = reverse_draw_down(by=customs, entry=entry, quantity="2", key="a", reason="Two did not leave.").body
    assert (body["drawn_after"], body["balance"]) == ("3", "7")
    with pytest.raises(BalanceExceeded, match="3 KGM of the draw-down"):
        reverse_draw_down(by=customs, entry=entry, quantity="3.1", key="b")
    assert reverse_draw_down(by=customs, entry=entry, key="c").body["quantity"] == "3"
    with pytest.raises(BalanceExceeded, match="reversed before"):
        reverse_draw_down(by=customs, entry=entry, key="d")
    with pytest.raises(LicenceSuspended):
        draw(customs, "1", "e")
    assert totals(held) == Totals(0, 0, 10 * KG)


def test_a_confirmation_can_be_reversed_and_a_reservation_cannot(customs):
    licence()
    entry = hold(customs, "4")
    with pytest.raises(NotFound, match=r"is a reservation, not a draw-down or a confirmation\. Name"):
        reverse_draw_down(by=customs, entry=entry, key="a")
    confirmed = confirm_reservation(by=customs, entry=entry, declared=Declared("", ""), key="c").body["entry"]
    assert reverse_draw_down(by=customs, entry=confirmed, key="b").body["balance"] == "10"
    with pytest.raises(NotFound):
        void_reservation(by=customs, entry=confirmed, key="v")


def test_an_exporter_draws_down_on_what_it_holds_from_elsewhere_and_not_on_what_was_granted(exporter):
    licence("HELD-1")
    licence("LI-1", origin="granted", regime="cn-dual-use")
    assert draw(exporter, "1")["balance"] == "9"
    with pytest.raises(NotAllowed, match="it is customs that draws down"):
        draw_down(by=exporter, licence="LI-1", line=1, declared=kg(1), key="k")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SENIOR_OFFICER, Role.ANALYST, Role.ADMINISTRATOR])
def test_who_sees_a_licence_and_may_not_draw_down_is_told_so(customs, role):
    licence()
    entry = hold(customs, "1")
    someone = person(role)
    with pytest.raises(NotAllowed):
        draw(someone, "1")
    with pytest.raises(NotAllowed):
        void_reservation(by=someone, entry=entry, key="k")


def test_whoever_does_not_see_a_licence_is_told_what_is_told_of_one_that_is_not_there(customs):
    licence("HELD-1", exporter="Somebody else")
    entry = hold(customs, "1")
    others = [STRANGER, OPERATOR, person(Role.EXPORTER, "rival", "Rival Magnets"), person(Role.ADVISER)]
    for someone in others:
        with pytest.raises(NotFound) as hidden:
            draw(someone, "1")
        with pytest.raises(NotFound):
            reverse_draw_down(by=someone, entry=entry, key="k")
        with pytest.raises(NotFound) as absent:
            draw_down(by=someone, licence="HELD-2", line=1, declared=kg(1), key="k")
        assert str(hidden.value).replace("HELD-1", "HELD-2") == str(absent.value)


@pytest.mark.parametrize("entry", ["", "1", "not an id", "0197f000-0000-7000-8000-000000000000", "\x00"])
def test_an_entry_that_is_not_there_is_not_found(customs, entry):
    licence()
    with pytest.raises(NotFound):
        void_reservation(by=customs, entry=entry, key="k")


def test_an_entry_of_another_licence_than_the_one_named_is_not_found(customs):
    licence()
    licence("HELD-2")
    with pytest.raises(NotFound):
        void_reservation(by=customs, entry=hold(customs, "1"), licence="HELD-2", key="k")


def test_a_text_that_cannot_be_kept_is_refused_before_anything_is_written(customs):
    held = licence()
    with pytest.raises(Invalid, match="office"):
        draw_down(by=customs, licence="HELD-1", line=1, declared=kg(1, office="x" * 101), key="k")
    assert kinds(held) == ["amount"]
