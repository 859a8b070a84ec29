"""`lockgate observe`: bounds from public claims alone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_DESCRIPTION = """\
From public statements alone, without any database: the least and the most that every count of applications and firms,
and every share approved, can be, on each day of the statements.

CLAIMS.csv has one statement a row:
  id,date,speaker,speaker_kind,population,measure,counts,relation,value,high,reading,source
  measure   applications, approved, refused, returned, withdrawn, pending, share_approved
  counts    applications or firms
  relation  =  <  <=  >  >=  about  between
            "about" is 20 % up and down, unless the reading has a range such as ±10 % or 10..20; "=" of a share means
            rounded to the digits given; "between" is from value to high
`lockgate insight template observe` prints one to begin with.

It writes OUT.csv (bounds, and the statements that each rests on), and beside it OUT.conflicts.csv (statements that
cannot all be true), OUT.unread.csv (what could not be used, and why) and OUT.next.csv (which single number, if it were
published, would narrow the share approved most)."""


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add `observe`."""
    parser = verbs.add_parser("observe", description=_DESCRIPTION, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("claims", metavar="CLAIMS.csv", type=Path, help="the statements, one a row")
    parser.add_argument("out", metavar="OUT.csv", type=Path, help="where the bounds go")
    parser.add_argument(
        "--populations", metavar="P.csv", type=Path, help="population,within: which population lies in which other"
    )
    parser.set_defaults(run=run_observe)


def run_observe(arguments: Namespace) -> None:
    """Read the files, write the four tables, and say what became of the claims."""
    from lockgate.insight.observer.columns import CLAIMS, POPULATIONS
    from lockgate.insight.observer.observing import observe
    from lockgate.insight.own_file.reading import UnreadableFile, read_table
    from lockgate.insight.own_file.writing import beside, check_all_different, write_tables

    more = {name: beside(arguments.out, name) for name in ("conflicts", "unread", "next")}
    given = [arguments.claims, *filter(None, [arguments.populations])]
    check_all_different([*given, arguments.out, *more.values()])
    claims = read_table(arguments.claims, CLAIMS)
    populations = None
    if arguments.populations:
        read = read_table(arguments.populations, POPULATIONS)
        if read.set_aside:
            wrong = read.set_aside[0]
            raise UnreadableFile(f"{arguments.populations}, line {wrong.line}: {wrong.reason}", mend="Mend that row.")
        populations = read.rows
    observed = observe(claims.rows, populations, claims.set_aside)
    write_tables({arguments.out: observed.bounds, **{path: getattr(observed, name) for name, path in more.items()}})
    used = claims.rows.num_rows + len(claims.set_aside) - observed.unread.num_rows
    print(f"{used} claims read, {observed.unread.num_rows} not; {observed.conflicts.num_rows} contradicting sets.")
    print(f"{observed.bounds.num_rows} bounds are in {arguments.out}.")
