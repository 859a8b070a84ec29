"""What is said of parties reaches the question of the regime without being said of somebody else."""

import pytest

from lockgate.applications.party_role import (
    PartyFacts,
    checked_facts,
    checked_role,
    end_user_words,
    other_parties,
)
from lockgate.core.errors import Invalid
from lockgate.regimes.determination import Party
from lockgate.regimes.shelf import law_of


def party(role, name, *facts):
    return PartyFacts(role, name, "JP", facts=facts)


def test_one_civil_end_user_does_not_make_the_other_civil():
    assert end_user_words([party("end_user", "A", "civil", "unlisted"), party("end_user", "B", "civil")]) == ("civil",)
    assert end_user_words([party("end_user", "A", "civil"), party("end_user", "B", "military")]) == ("military",)


def test_the_facts_of_a_consignee_are_not_those_of_the_end_user():
    parties = [party("consignee", "A", "listed:control_list:CN-2026-11"), party("end_user", "B", "civil")]
    assert end_user_words(parties) == ("civil",)
    assert other_parties(parties) == (Party("consignee", ("listed:control_list:CN-2026-11",)),)


def test_what_is_said_of_an_organisation_in_one_role_holds_in_the_other():
    parties = [party("consignee", "A"), party("end_user", "A", "unlisted")]
    assert other_parties(iter(parties)) == (Party("consignee", ("unlisted",)),)


def test_a_namesake_in_another_country_is_somebody_else():
    parties = [PartyFacts("consignee", "A", "KR"), party("end_user", "A", "unlisted")]
    assert other_parties(parties) == (Party("consignee", ()),)


@pytest.mark.parametrize("role", ["", "broker", "END_USER"])
def test_an_unknown_role_is_refused(role):
    with pytest.raises(Invalid, match="no role of a party"):
        checked_role(role)


def test_a_fact_that_is_no_word_of_the_regime_is_refused():
    with pytest.raises(Invalid, match="'friendly' is no word for end user"):
        checked_facts(law_of("cn-dual-use"), ["friendly"])
