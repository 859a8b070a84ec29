"""What is missing is sorted by the part of the application in which it stands."""

from lockgate.applications.completeness import Missing
from lockgate.applications.progress import Part, lacking, part_of


def test_each_place_belongs_to_one_part():
    places = {
        "lines": Part.LINES,
        "lines.3.entry": Part.LINES,
        "lines.3.dependence.1.stock": Part.DEPENDENCE,
        "parties.consignee": Part.PARTIES,
        "end_use.text": Part.END_USE,
        "end_use.answers.M-1": Part.QUESTIONS,
    }
    assert {place: part_of(place) for place in places} == places


def test_a_part_that_lacks_nothing_is_not_named():
    missing = [Missing("end_use.text", "Not described.", ""), Missing("lines", "No line.", "")]
    assert list(lacking(missing)) == [Part.LINES, Part.END_USE]
