"""Small packs for tests: one written out as files to break a row of, and builders and strategies for packs as values.

`lay_out(folder)` gives a sound pack of an invented country with something in every table; `with_row` breaks it by a
row more. `packs()` draws packs that are sound but otherwise as odd as the format allows.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import (
    FOR_EVER,
    SINCE_EVER,
    CalendarDay,
    Entry,
    GoodsCode,
    GroupMember,
    Instrument,
    Kind,
    Measure,
    Pack,
    PartyList,
    Regime,
    Suspension,
    Word,
)

# --- A pack as files --------------------------------------------------------------------------------------------

REGIME_TOML = """\
code = "tiny"
name = { en = "Controls of Exampleland", zh = "例国管制" }
authority = "Ministry of Trade of Exampleland"
territory = ["IS"]
languages = ["en", "zh"]
law_from = 2024-01-01
law_known_to = 2025-12-31
complete = true
synthetic = true
time_zone = "Atlantic/Reykjavik"

[code_grammar]
pattern = '[0-9][A-E][0-9]{3}(\\.[a-z0-9]+)*'
example = "1A001.a"

[groups]
Friends = "Friendly countries"

[scopes_not_held]
annex9 = "Annex 9 of Order 1, published on paper only"

[end_uses.space_launch]
label = "space launch"
asks = "Is the item for a space launch vehicle?"
beside_civil = true
implies = ["missile"]

[lists."entity_list:ORDER-2"]
label = "Entity list of Order 2"
parties = 7
"""

TABLES = {
    "instruments.csv": """\
id,number,title_en,title_zh,in_force_from,in_force_to
ORDER-1,Order 1,First list,第一号令,2024-01-01,
ORDER-2,Order 2,Second list,第二号令,2024-07-01,
ORDER-3,Order 3,Suspension of Order 2,,2025-03-01,
ORDER-4,Order 4,Order without rules,,2025-05-01,
""",
    "entries.csv": """\
code,parent,continues,earlier_law,later_code,heading_en,heading_zh,instrument,valid_from,valid_to
1A001,,,,,Pumps and their parts,泵及其零件,ORDER-1,2024-01-01,
1A001.a,1A001,,,,Vacuum pumps,真空泵,ORDER-1,2024-01-01,
1A001.b,1A001,,,,Pump parts,泵零件,ORDER-1,2024-01-01,
1C001,,,unknown,,Rare metals,稀有金属,ORDER-1,2024-01-01,2024-06-30
1C001.a,1C001,,unknown,,Dysprosium metal,金属镝,ORDER-1,2024-01-01,2024-06-30
1C002,,1C001,,,Rare metals,稀有金属,ORDER-2,2024-07-01,
1C002.a,1C002,1C001.a,,,Dysprosium metal,金属镝,ORDER-2,2024-07-01,
1C002.b,1C002,,,,Dysprosium oxide,氧化镝,ORDER-2,2024-07-01,
2B001,,,,not held,Lathe,车床,ORDER-1,2024-01-01,2024-12-31
""",
    "goods.csv": """\
entry,goods_code,nomenclature,relation,instrument,valid_from,valid_to
1A001.a,841410,HS2022,part,,,
1C002.b,28469017,IS,exact,ORDER-2,2024-07-01,
""",
    "groups.csv": """\
group,member,valid_from,valid_to
Friends,NO,,
Friends,DE,2024-07-01,
""",
    "measures.csv": """\
id,part_of,kind,entries,part,destinations,except_destinations,end_users,end_uses,asks,review_policy,raises_to,instrument,\
citation,valid_from,valid_to
M-LIST,,licence,*,,all,Friends,,,,,,ORDER-1,Order 1 section 2,2024-01-01,
M-PUMPS,M-LIST,licence,1A001,,all,,,,,,,ORDER-1,Order 1 section 2,2024-01-01,
M-METALS,,licence,1C002,,all,,,,,,,ORDER-2,Order 2 section 1,2024-07-01,
M-ARMS,,prohibition,*,,all,,,military,,,,ORDER-1,Order 1 section 3,2024-01-01,
M-LISTED,,prohibition,any,,all,,listed:entity_list:ORDER-2,,,,,ORDER-2,Order 2 section 4,2024-07-01,
M-STRICT,,review,1C002,,US,,,,,presumption of denial,,ORDER-2,Order 2 section 3,2024-08-01,
M-CATCH,,reading,any,,all,,,missile,,,prohibited,ORDER-1,Order 1 section 5,2024-01-01,
M-REGION,,licence,1A001.b,,UA,,,,Is it for the region in dispute?,,,ORDER-1,Order 1 section 6,2024-01-01,
""",
    "suspensions.csv": """\
suspends,instrument,citation,valid_from,valid_to,afterwards
ORDER-2,ORDER-3,Order 3,2025-03-01,2025-08-31,unknown
M-REGION,ORDER-3,Order 3,2025-03-01,2025-04-30,resumes
""",
    "calendar.csv": """\
date,kind,name
2024-01-01,holiday,New Year's Day
2024-01-06,working_weekend,
""",
}

CASES = """\
- name: Metals to the United States need a licence
  on: 2024-09-01
  question: {entry: 1C002.a, destination: US, end_use: civil}
  answer: {outcome: licence_required, review_policy: presumption of denial, requirements: [M-METALS]}
  law: Order 2
"""

FILES: Mapping[str, str] = {"regime.toml": REGIME_TOML, **TABLES, "cases.yaml": CASES, "SOURCE.md": "Invented.\n"}
"""A sound pack: nine entries of which one was renamed, a group, a suspension with an unknown end, a list."""


def lay_out(folder: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """Write files into a folder named after the tiny regime, and return it."""
    place = folder / "tiny"
    place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (place / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def with_row(name: str, row: str) -> tuple[dict[str, str], int]:
    """Return the sound files with one row more in a table, and the line of that row."""
    text = FILES[name] + row + "\n"
    return {**FILES, name: text}, FILES[name].count("\n") + 1


def with_text(name: str, old: str, new: str) -> tuple[dict[str, str], int]:
    """Return the sound files with a text replaced in one of them, and the line on which it stands."""
    assert FILES[name].count(old) == 1, f"'{old}' must stand once in {name}"
    return {**FILES, name: FILES[name].replace(old, new)}, FILES[name].partition(old)[0].count("\n") + 1


# --- Packs as values ----------------------------------------------------------------------------------------------

A_REGIME = Regime(
    code="tiny",
    names={"en": "Controls of Exampleland"},
    authority="Ministry of Trade of Exampleland",
    territory=("IS",),
    languages=("en",),
    law_from=date(2024, 1, 1),
    law_known_to=date(2025, 12, 31),
    complete=True,
    grammar=r"[0-9][A-E][0-9]{3}(\.[a-z0-9]+)*",
    example="1A001.a",
    time_zone="Atlantic/Reykjavik",
    synthetic=True,
)


def instrument(name: str = "ORDER-1", **cells) -> Instrument:
    """Build an instrument."""
    return Instrument(**{"id": name, "titles": {"en": f"Title of {name}"}, "number": name.title(), **cells})


def entry(code: str = "1A001", **cells) -> Entry:
    """Build an entry listed since ever; its parent is the text before the last dot."""
    standard = {"parent": code.rpartition(".")[0], "headings": {"en": f"Thing {code}"}, "instrument": "ORDER-1"}
    return Entry(**{"code": code, **standard, **cells})


def measure(name: str = "M-1", kind: Kind = Kind.LICENCE, **cells) -> Measure:
    """Build a measure on every listed entry to every destination."""
    standard = {"entries": ("*",), "instrument": "ORDER-1", "citation": f"Order 1, {name}"}
    return Measure(**{"id": name, "kind": kind, **standard, **cells})


def suspension(suspends: str, valid_from: date, valid_to: date = FOR_EVER, **cells) -> Suspension:
    """Build a suspension by ORDER-1."""
    standard = {"instrument": "ORDER-1", "citation": "Order 1, last section"}
    return Suspension(**{"suspends": suspends, "valid_from": valid_from, "valid_to": valid_to, **standard, **cells})


def pack(*rows: object, **regime) -> Pack:
    """Build a pack from rows of any table; ORDER-1 is always there, keywords change the regime."""
    held = [row for row in rows if isinstance(row, Instrument)]
    if "ORDER-1" not in {row.id for row in held}:
        held.insert(0, instrument())
    return Pack(
        regime=replace(A_REGIME, **regime),
        instruments=tuple(held),
        entries=tuple(row for row in rows if isinstance(row, Entry)),
        measures=tuple(row for row in rows if isinstance(row, Measure)),
        goods=tuple(row for row in rows if isinstance(row, GoodsCode)),
        groups=tuple(row for row in rows if isinstance(row, GroupMember)),
        suspensions=tuple(row for row in rows if isinstance(row, Suspension)),
        calendar=tuple(row for row in rows if isinstance(row, CalendarDay)),
    )


def law(*rows: object, **regime) -> Law:
    """Build a pack from rows, as `pack` does, and make it ready to answer."""
    return Law(pack(*rows, **regime))


def without_lines(held: Pack) -> Pack:
    """Return the pack with every line number 0, to compare packs that stand in different files."""
    tables = ("instruments", "entries", "measures", "goods", "groups", "suspensions", "calendar")
    bare: dict[str, Any] = {name: tuple(replace(row, line=0) for row in getattr(held, name)) for name in tables}
    return replace(held, **bare)


# --- Packs drawn by hypothesis ------------------------------------------------------------------------------------

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
DESTINATIONS = ("DE", "JP", "US", "NO", "XK")
GROUPS = ("Friends", "Column 1")
INSTRUMENTS = ("ORDER-1", "ORDER-2", "ORDER-3")
END_USE_WORDS = ("civil", "military", "nuclear", "space_launch")
END_USER_WORDS = ("civil", "military", "unlisted", "listed:entity_list:ORDER-2")
POLICIES = ("", "case by case", "presumption of approval", "presumption of denial", "by decision of the minister")

_doubts = st.sampled_from(("", "derived", "remembered"))
_days = st.dates(FIRST, LAST)
_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=12)
"""Any script, and what csv and TOML must quote: commas, quotes, backslashes."""


@st.composite
def _spans(draw, *, open_ended: bool = True) -> dict[str, date]:
    first, last = sorted((draw(_days), draw(_days)))
    if open_ended:
        first, last = draw(st.sampled_from((first, SINCE_EVER))), draw(st.sampled_from((last, FOR_EVER)))
    return {"valid_from": first, "valid_to": last}


def _some(of: tuple[str, ...], *, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=most, unique=True).map(tuple)


@st.composite
def entry_trees(draw) -> list[Entry]:
    """Draw a tree of entries, some of them renamed in the middle of the law's span."""
    rows: list[Entry] = []
    for head in draw(
        st.lists(st.sampled_from(("1A001", "1A002", "2B001", "3C001")), min_size=1, max_size=3, unique=True)
    ):
        span = draw(_spans())
        renamed_on = draw(st.none() | st.dates(FIRST + timedelta(days=1), LAST))
        if renamed_on and span["valid_from"] < renamed_on <= span["valid_to"]:
            rows += _rows(draw, head, {**span, "valid_to": renamed_on - timedelta(days=1)})
            successor = f"9{head[1:]}"
            rows.append(entry(successor, continues=head, valid_from=renamed_on, valid_to=span["valid_to"]))
        else:
            rows += _rows(draw, head, span)
    return rows


def _rows(draw, head: str, span: dict[str, date]) -> list[Entry]:
    below = draw(st.lists(st.sampled_from(("a", "b", "a.1", "a.2", "b.1")), max_size=4, unique=True))
    codes = sorted({head, *(f"{head}.{part}" for part in below), *(f"{head}.{part[0]}" for part in below)})
    return [
        entry(
            code,
            headings={"en": draw(_texts.filter(bool)), "zh": "物项"},
            instrument=draw(st.sampled_from(INSTRUMENTS)),
            earlier_law=draw(st.sampled_from(("", "", "unknown"))),
            later_code=draw(st.sampled_from(("", "", "not held"))) if span["valid_to"] < FOR_EVER else "",
            doubt=draw(_doubts),
            **span,
        )
        for code in codes
    ]


@st.composite
def measures(draw, codes: tuple[str, ...], name: str) -> Measure:
    """Draw a measure with any of its cells filled, on some of `codes`, on all or on any."""
    kind = draw(st.sampled_from([*Kind, Kind.LICENCE, Kind.LICENCE, Kind.PROHIBITION, Kind.READING]))
    entries = draw(_some(codes) | st.sampled_from((("*",), ("any",)))) or ("*",)
    part, asks = draw(st.sampled_from((("", ""), ("", ""), ("wider than 5 mm", ""), ("", "Is it wider than 5 mm?"))))
    return Measure(
        id=name,
        kind=kind,
        entries=entries,
        instrument=draw(st.sampled_from(INSTRUMENTS)),
        citation=f"section of {name}",
        except_entries=draw(_some(codes, most=1)),
        part=part,
        destinations=draw(_some((*DESTINATIONS, *GROUPS))),
        except_destinations=draw(_some((*DESTINATIONS, *GROUPS), most=1)),
        end_users=draw(_some(END_USER_WORDS)),
        end_uses=draw(_some(END_USE_WORDS)),
        asks=asks,
        reason=draw(st.sampled_from(("", "NS"))),
        review_policy=draw(st.sampled_from(POLICIES[1:] if kind is Kind.REVIEW else POLICIES)),
        raises_to=draw(st.sampled_from(("", "licence_required", "prohibited"))) if kind is Kind.READING else "",
        condition=draw(_texts),
        abroad=draw(st.sampled_from((False, False, False, True))),
        doubt=draw(_doubts),
        note=draw(_texts),
        **draw(_spans()),
    )


@st.composite
def _suspensions(draw, ids: tuple[str, ...]) -> list[Suspension]:
    return [
        Suspension(
            suspends=suspended,
            instrument="ORDER-3",
            citation="Order 3",
            afterwards=draw(st.sampled_from(("resumes", "unknown"))),
            doubt=draw(_doubts),
            note=draw(_texts),
            **draw(_spans(open_ended=False)),
        )
        for suspended in draw(_some(ids, most=3))
    ]


@st.composite
def packs(draw, *, complete: bool | None = None) -> Pack:
    """Draw a sound small pack: a tree of entries, customs codes, groups, up to six measures, suspensions."""
    entries = draw(entry_trees())
    codes = tuple(dict.fromkeys(row.code for row in entries))
    rules = [draw(measures(codes, f"M-{number}")) for number in range(draw(st.integers(0, 6)))]
    regime = replace(
        A_REGIME,
        names={"en": draw(_texts.filter(bool)), "zh": "管制"},
        languages=("en", "zh"),
        complete=draw(st.booleans()) if complete is None else complete,
        group_labels={"Friends": "Friendly countries", "Column 1": draw(_texts)},
        scopes_not_held={"annex9": "An annex on paper"},
        end_uses={"space_launch": Word("space_launch", "space launch", "For space?", True, ("missile",))},
        lists={"entity_list:ORDER-2": PartyList("entity_list:ORDER-2", "Entity list", draw(st.none() | st.just(7)))},
        statutory_working_days=draw(st.none() | st.just(45)),
    )
    return Pack(
        regime=regime,
        instruments=tuple(instrument(name, doubt=draw(_doubts), note=draw(_texts)) for name in INSTRUMENTS),
        entries=tuple(entries),
        measures=tuple(rules),
        goods=tuple(
            GoodsCode(code, f"85{number:04}", "HS2022", draw(st.sampled_from(("exact", "part", "indicative"))))
            for number, code in enumerate(draw(_some(codes)))
        ),
        groups=tuple(
            GroupMember(group, member, doubt=draw(_doubts), **draw(_spans()))
            for group in GROUPS[:1]
            for member in draw(_some(DESTINATIONS, most=3))
        ),
        suspensions=tuple(draw(_suspensions((*INSTRUMENTS, *(rule.id for rule in rules))))),
        calendar=(CalendarDay(date(2024, 12, 25), "holiday", draw(_texts)),),
    )


@st.composite
def questions(draw, held: Pack) -> dict[str, object]:
    """Draw the words of a question that can be asked of a pack, as keywords for `ask`."""
    codes = sorted({row.code for row in held.entries})
    goods = sorted({row.goods_code for row in held.goods})
    item = draw(st.sampled_from([*codes, f"{codes[0]}.z"]))
    by_goods = draw(st.sampled_from(["", "", "", *goods]))
    answerable = [rule.id for rule in held.measures if rule.part or rule.asks]
    return {
        "entry": "" if by_goods and draw(st.booleans()) else item,
        "goods_code": by_goods,
        "destination": draw(st.sampled_from((*DESTINATIONS, "BR"))),
        "end_use": draw(_some(END_USE_WORDS)),
        "end_user": draw(_some(END_USER_WORDS)),
        "answers": {name: draw(st.booleans()) for name in answerable if draw(st.booleans())},
    }


def days() -> st.SearchStrategy[date]:
    """Draw a legal day within the law that drawn packs know, or shortly after it."""
    return st.dates(FIRST, LAST + timedelta(days=60))
