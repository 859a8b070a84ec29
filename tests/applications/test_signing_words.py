"""The end user's page says the same in each of its languages."""

from lockgate.applications.signing_words import LANGUAGES, SENTENCES, language_of


def test_every_language_has_every_sentence():
    assert set(LANGUAGES) == set(SENTENCES)
    assert len({frozenset(said) for said in SENTENCES.values()}) == 1
    assert all(all(said.values()) for language, said in SENTENCES.items() if language != "en")


def test_a_language_that_the_page_lacks_is_english():
    assert [language_of(asked) for asked in ("zh", "", "tlh")] == ["zh", "en", "en"]
