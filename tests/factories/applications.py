"""Applications made through the services that make them in life: magnets (1C904.a.4) from China to Japan."""

from dataclasses import replace
from typing import Any

from lockgate.applications.dependence import Alternative, DependenceFacts
from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.applications.line import LineFacts
from lockgate.applications.models import Application
from lockgate.applications.party_role import PartyFacts
from lockgate.applications.services import draft_application, submit_application
from lockgate.core.permissions import Person

MAGNETS = LineFacts(
    entry="1C904.a.4",
    goods_code="8505111000",
    description="Sintered neodymium magnets with terbium",
    quantity="1200",
    unit="KGM",
    value="96000.00",
    currency="USD",
)
MOTOR_MAKER = PartyFacts("consignee", "Nagoya Motors", "JP", "1-1 Nakamura, Nagoya", ("unlisted",))
END_USER = replace(MOTOR_MAKER, role="end_user", facts=("civil", "unlisted"))
CIVIL = EndUse(
    words=("civil",),
    text="Traction motors of passenger cars.",
    answers={"M-2026-01-2": False},  # asked of exports to Japan since 2026-01-06
)
DEPENDENCE = DependenceFacts(
    site="Nagoya plant 2",
    stock="300",
    usage_a_day="15.5",
    share_percent="62.5",
    alternatives=(Alternative("Osaka Magnetics", 240), Alternative("Rhine Magnets")),
    product="Traction motors",
)
UNITED_STATES = {
    "regime": "us-ear",
    "destination": "JP",
    "end_use": EndUse(("civil",), "Laboratory work.", {"US-744.5-READ": False}),
}


def american_line(entry: str) -> DraftLine:
    """Return a line of the us-ear regime: 0A503 to Japan needs a licence, 3A991.a does not."""
    return DraftLine(LineFacts(entry=entry, description=entry, quantity="1", unit="H87", value="9.00", currency="USD"))


def magnets(**facts: Any) -> Draft:
    """Return an application for magnets to Japan as values, complete; `facts` replace those of the draft."""
    whole = Draft(
        regime="cn-dual-use",
        destination="JP",
        parties=(MOTOR_MAKER, END_USER),
        lines={1: DraftLine(MAGNETS, (DEPENDENCE,))},
        end_use=CIVIL,
    )
    return replace(whole, **facts)


def drafted_application(exporter: Person, **facts: Any) -> Application:
    """Draft that application for the exporter, complete and not submitted."""
    return draft_application(by=exporter, draft=magnets(**facts))


def submitted_application(exporter: Person, **facts: Any) -> Application:
    """Draft and submit that application for the exporter."""
    return submit_application(by=exporter, application=drafted_application(exporter, **facts).reference)
