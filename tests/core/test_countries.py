"""The table of countries: complete, named in both languages, refused in a sentence."""

import pytest

from lockgate.core.countries import COUNTRIES, country
from lockgate.core.errors import Invalid


def test_every_country_and_territory_has_a_name_in_english_and_chinese():
    assert len(COUNTRIES) == 250
    for code, row in COUNTRIES.items():
        assert row.code == code
        assert code.isascii() and code.isupper() and len(code) == 2
        assert row.name_en.strip() == row.name_en != ""
        assert any("\u4e00" <= letter <= "\u9fff" for letter in row.name_zh)
        assert "*" not in row.name_en + row.name_zh


def test_no_two_countries_share_a_name():
    assert len({row.name_en for row in COUNTRIES.values()}) == 250
    assert len({row.name_zh for row in COUNTRIES.values()}) == 250


def test_namibia_kosovo_and_taiwan_are_there():
    assert country("NA").name_en == "Namibia"
    assert country("XK").name_zh == "科索沃"
    assert country("TW") == ("TW", "Taiwan", "台湾")


def test_the_table_cannot_be_changed_by_a_reader():
    with pytest.raises(TypeError):
        COUNTRIES["ZZ"] = COUNTRIES["JP"]  # type: ignore[index]


@pytest.mark.parametrize("code", ["ZZ", "jp", "", "JPN", "日本"])
def test_an_unknown_country_is_refused_and_the_sentence_says_how_to_write_one(code):
    with pytest.raises(Invalid) as caught:
        country(code)
    assert repr(code) in caught.value.sentence
    assert "two capital letters" in caught.value.mend
