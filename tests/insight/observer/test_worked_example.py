"""The public claims of 2025: every report is encoded or said not to be, every number of a page is cited."""

import csv
import io

from lockgate.insight.observer.observing import observe
from lockgate.insight.observer.worked_example import FOLDER, tables, worked_example
from lockgate.insight.own_file.writing import write_table


def test_every_report_is_encoded_or_listed_with_the_reason():
    example = worked_example()
    encoded = {report.line for report in example.report_of.values()}
    listed = {one.report.line for one in example.not_encoded}
    assert encoded | listed == {report.line for report in example.reports} and len(example.reports) == 23
    assert all(one.reason for one in example.not_encoded)


def test_every_number_of_a_report_is_a_claim_of_it():
    example = worked_example()
    measures = {"applications": {"applications"}, "approved": {"approved"}, "pending": {"pending"}}
    with (FOLDER / "reported.csv").open(encoding="utf-8", newline="") as stream:
        for line, row in enumerate(csv.DictReader(stream), 2):
            of_it = [claim for claim in example.claims if example.report_of[claim.id].line == line]
            told = {claim.quantity.measure.value for claim in of_it}
            for name, wanted in measures.items():
                assert not row[name] or wanted <= told, (line, name)
            # A share of none is said by the count; every other is a claim of its own.
            assert row["share"] in ("", "0") or "share_approved" in told, line


def test_every_claim_has_a_reading_a_speaker_and_a_source_of_its_report():
    example = worked_example()
    for claim in example.claims:
        report = example.report_of[claim.id]
        assert claim.reading and (claim.speaker, claim.source) == (report.speaker, report.source)
        assert claim.quantity.date <= report.date


def test_every_figure_that_says_something_is_cited():
    for figure in worked_example().figures:
        says_something = figure.low or (figure.high is not None and figure.high != 1)
        assert not says_something or figure.rests_on, figure


def test_the_figures_are_what_the_claims_give(tmp_path):
    observed = observe(*tables())
    for name in ("bounds", "conflicts", "next"):
        target = tmp_path / name
        write_table(target, getattr(observed, name))
        kept = FOLDER / ("bounds.csv" if name == "bounds" else f"bounds.{name}.csv")
        # Where several sets of claims imply a bound, or several values are worst, one of them is named: any will do.
        assert without_choice(target) == without_choice(kept), name
    assert observed.unread.num_rows == 0


def without_choice(path):
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return [{name: cell for name, cell in row.items() if name not in ("binding", "note")} for row in rows]
