"""Each refusal says what mends it, in the words of the act that was refused."""

from datetime import UTC, date, datetime

import pytest

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import NotFound
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.refusals import BalanceExceeded, LicenceSuspended, NotYetValid, UnitMismatch
from lockgate.licences.ledger.services import (
    confirm_reservation,
    draw_down,
    reserve,
    reverse_draw_down,
    void_reservation,
)
from lockgate.licences.models import Licence
from tests.factories.licences import licence

pytestmark = pytest.mark.django_db


def draw(by, quantity, key, unit="KGM"):
    return draw_down(by=by, licence="HELD-1", line=1, declared=Declared(quantity, unit), key=key).body


def test_a_refusal_that_time_mends_says_that_it_takes_a_new_key(customs):
    day = date(2026, 3, 1)
    licence("HELD-1", "10 KGM", days=(day, day))
    with use_clock(FrozenClock(datetime(2026, 2, 1, tzinfo=UTC))), pytest.raises(NotYetValid) as early:
        draw(customs, "1", "k")
    Licence.objects.update(standing="suspended")
    with use_clock(FrozenClock(datetime(2026, 3, 1, 12, tzinfo=UTC))), pytest.raises(LicenceSuspended) as suspended:
        draw(customs, "1", "s")
    assert early.value.mend == "Wait until then, and ask again, over REST or by command under a new key."
    assert "reinstates it, and ask again, over REST or by command under a new key." in suspended.value.mend


def test_what_is_too_much_is_mended_in_the_words_of_the_act(customs):
    licence()
    drawn = draw(customs, "2", "d")["entry"]
    held = reserve(by=customs, licence="HELD-1", line=1, declared=Declared("3", "KGM"), key="h").body["entry"]
    with pytest.raises(BalanceExceeded) as more_than_is_left:
        draw(customs, "9", "m")
    with pytest.raises(BalanceExceeded) as taken_back:
        reverse_draw_down(by=customs, entry=drawn, quantity="2.5", key="r")
    with pytest.raises(BalanceExceeded) as confirmed:
        confirm_reservation(by=customs, entry=held, declared=Declared("3.5", "KGM"), key="c")
    with pytest.raises(BalanceExceeded) as voided:
        void_reservation(by=customs, entry=held, quantity="3.5", key="v")
    assert more_than_is_left.value.mend == "Declare no more than that, or use another licence as well."
    assert taken_back.value.mend == "Take back no more than that."
    assert confirmed.value.mend == "Confirm no more than that, and draw down the rest by itself."
    assert voided.value.mend == "Leave the quantity out to void all of it."


def test_what_names_another_kind_of_entry_is_told_what_it_is(customs):
    licence()
    drawn = draw(customs, "1", "d")["entry"]
    with pytest.raises(NotFound, match=r"is a draw-down, not a reservation\. Name the entry of a reservation\."):
        confirm_reservation(by=customs, entry=drawn, declared=Declared("", ""), key="c")


@pytest.mark.parametrize(
    ("held", "declared", "said"),
    [
        ("10 KGM", "H87", "H87 counts pieces, and this licence line is held by mass. Declare it in a unit of mass"),
        (
            "10 H87",
            "KGM",
            "KGM is a unit of mass, and this licence line is counted in pieces. Declare it in a unit of p",
        ),
        ("10 LTR", "KGM", "KGM is a unit of mass, and this licence line is held by volume. Declare it in a unit of v"),
    ],
)
def test_a_unit_that_measures_something_else_is_told_how_the_line_is_held(customs, held, declared, said):
    licence("HELD-1", held)
    with pytest.raises(UnitMismatch, match=said):
        draw(customs, "1", "k", declared)
