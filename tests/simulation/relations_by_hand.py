"""A site in Germany that uses ten kilograms a day from each of its suppliers, and an application for each."""

from datetime import date
from random import Random

from lockgate.simulation.happenings import AskedLine, Firm
from lockgate.simulation.items import INDUSTRIES
from lockgate.simulation.relations import Case, Link, Site

MAGNETS = "1C905.a.4"


def site(suppliers: int = 1) -> Site:
    makers = [Firm(f"maker-{n}", f"Somewhere Magnetics {n}", "CN", "exporter", 2, "magnets") for n in range(suppliers)]
    user = Firm("user", "Somewhere Cars", "DE", "end_user", 0, "vehicles")
    works = Firm("site", "Somewhere Motors", "DE", "consignee", 1, "vehicles")
    made = Site(works, INDUSTRIES["vehicles"], "motors", [user], {MAGNETS: 10.0 * suppliers}, makers)
    made.links = [Link(number, made, maker, user, {MAGNETS: 10.0}) for number, maker in enumerate(makers)]
    return made


def application(link: Link, submitted_on: date) -> Case:
    line = AskedLine(MAGNETS, "magnets", 5000, 1)
    case = Case(f"case-{link.number}", link, (line,), Random(1), False, False, True, False, "civil", "civil", "")
    case.submitted_on = submitted_on
    link.cases.append(case)
    return case
