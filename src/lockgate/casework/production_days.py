"""Production-days in words, the same wherever such a figure stands. Pure."""

NOTHING_DECLARED = "nothing is declared"


def days_between(low: float, high: float) -> str:
    """Write days at least and at most, to the tenth and rounded outwards, so that a little never reads as none.

    >>> days_between(60, 84.52), days_between(0, 0.04), days_between(12.5, 12.5), days_between(0.04, 0.04)
    ('60 to 84.6', '0 to 0.1', '12.5', 'under 0.1')
    """
    least, most = round(low * 1000), round(high * 1000)
    if least == most:
        return "under 0.1" if 0 < most < 50 else _tenths(round(most / 100))
    return f"{_tenths(least // 100)} to {_tenths(-(-most // 100))}"


def without_words(undeclared: int, lines: int) -> str:
    """Say which lines a figure leaves out; "" where it leaves out none.

    >>> without_words(2, 3)
    'without 2 of 3 lines, of which nothing is declared'
    """
    return f"without {undeclared:,} of {lines:,} lines, of which {NOTHING_DECLARED}" if undeclared else ""


def _tenths(tenths: int) -> str:
    return f"{tenths / 10:,.1f}".removesuffix(".0")
