"""Derive src/lockgate/core/countries.csv and currencies.csv from the country table in ../shared/data.

Run by hand, `python tools/derive_countries.py [FOLDER]`; the same source gives the same bytes. The
rules that are our own stand here as tables, and in words in SOURCE.md beside the result.
"""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "data" / "country_codes" / "country-codes.csv"
TARGET = ROOT / "src" / "lockgate" / "core"

ENGLISH = {
    "BA": "Bosnia and Herzegovina",
    "CC": "Cocos (Keeling) Islands",
    "CD": "Congo (Democratic Republic of the)",
    "CG": "Congo (Republic of the)",
    "GB": "United Kingdom",
    "UM": "United States Minor Outlying Islands",
    "US": "United States",
    "VI": "United States Virgin Islands",
}
"""Names where CLDR's display name is an abbreviation or would be mistaken for a neighbour."""

CHINESE = {
    "BN": "文莱",
    "BO": "玻利维亚",
    "CD": "刚果（金）",
    "CG": "刚果（布）",
    "FM": "密克罗尼西亚",
    "GB": "英国",
    "HK": "中国香港",
    "IR": "伊朗",
    "KP": "朝鲜",
    "KR": "韩国",
    "LA": "老挝",
    "MD": "摩尔多瓦",
    "MO": "中国澳门",
    "NL": "荷兰",
    "RU": "俄罗斯",
    "SY": "叙利亚",
    "TW": "台湾",
    "TZ": "坦桑尼亚",
    "US": "美国",
    "VA": "梵蒂冈",
    "VE": "委内瑞拉",
}
"""Everyday short names where the UN's column holds the full one, or none (TW)."""

ADDED = {"XK": ("Kosovo", "科索沃")}
"""Territories that ISO 3166 lacks and trade needs."""

CURRENCIES_ADDED = {"TRY": "2"}
"""The Turkish lira: the source's row for Türkiye names no currency."""


def english_name(row: dict[str, str]) -> str:
    """The short English name: ours if we have one, else CLDR's with its abbreviations written out."""
    name = row["CLDR display name"].replace(" & ", " and ").replace("St. ", "Saint ")
    return ENGLISH.get(row["ISO3166-1-Alpha-2"], name)


def chinese_name(row: dict[str, str]) -> str:
    """The short Chinese name: ours if we have one, else the UN's without its footnote marks."""
    name = row["UNTERM Chinese Short"].rstrip(" *") or row["official_name_cn"]
    return CHINESE.get(row["ISO3166-1-Alpha-2"], name)


def countries(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """(code, name_en, name_zh), sorted by code."""
    found = {row["ISO3166-1-Alpha-2"]: (english_name(row), chinese_name(row)) for row in rows} | ADDED
    nameless = [code for code, names in found.items() if not all(names)]
    if nameless:
        raise SystemExit(f"No name for {', '.join(nameless)}: add it to ENGLISH or CHINESE in {__file__}.")
    return [(code, *found[code]) for code in sorted(found)]


def currencies(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """(code, minor_digits), sorted by code; a country with several currencies lists them with commas."""
    found = dict(CURRENCIES_ADDED)
    for row in rows:
        codes = [code for code in row["ISO4217-currency_alphabetic_code"].split(",") if code]
        digits = [digit for digit in row["ISO4217-currency_minor_unit"].split(",") if digit]
        for code, digit in zip(codes, digits, strict=True):
            if found.setdefault(code, digit) != digit:
                raise SystemExit(f"{code} has two numbers of digits in {SOURCE}: {found[code]} and {digit}.")
    return sorted(found.items())


def write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write a table as UTF-8 csv with plain newlines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(target: Path) -> None:
    """Write both tables into `target`."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    write(target / "countries.csv", ("code", "name_en", "name_zh"), countries(rows))
    write(target / "currencies.csv", ("code", "minor_digits"), currencies(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
