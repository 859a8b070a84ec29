"""Who is who, who may do what and who sees what, as DESIGN tells it: the model's own tables, not the product's."""

from typing import NamedTuple

GANZHOU, BAOTOU, LICENSING = "Ganzhou Magnet Works", "Baotou Alloys", "Licensing Department"
INDUSTRY, DEFENCE, CUSTOMS = "Ministry of Industry", "Ministry of Defence", "Customs, Shanghai"

WHO = {
    "ganzhou": (("exporter", GANZHOU),),
    "baotou": (("exporter", BAOTOU),),
    "officer": (("officer", LICENSING),),
    "second": (("officer", LICENSING),),
    "senior": (("senior_officer", LICENSING),),
    "chief": (("officer", LICENSING), ("senior_officer", LICENSING)),
    "industry": (("adviser", INDUSTRY),),
    "defence": (("adviser", DEFENCE),),
    "customs": (("customs", CUSTOMS),),
    "analyst": (("analyst", LICENSING),),
    "administrator": (("administrator", LICENSING),),
    "two hats": (("exporter", BAOTOU), ("senior_officer", LICENSING)),
    "newcomer": (),
    "operator": (("operator", ""),),
    "stranger": (),
}
"""Everybody who tries something; the last three hold no role in any organisation."""

OFFICERS = {"officer", "senior_officer"}
INSIDE = OFFICERS | {"analyst"}
MAY = {
    "start": {"exporter"},
    "write": {"exporter"},
    "submit": {"exporter"},
    "withdraw": {"exporter"},
    "assign": OFFICERS,
    "ask": OFFICERS,
    "answer": {"exporter"},
    "review": OFFICERS,
    "recommend": {"adviser"},
    "announce": OFFICERS,
    "answer refusal": {"exporter"},
    "propose": OFFICERS,
    "send back": OFFICERS,
    "confirm": {"senior_officer"},
    "appeal": {"exporter"},
    "import": OFFICERS | {"exporter", "administrator"},
    "suspend": OFFICERS,
    "reinstate": {"senior_officer"},
    "revoke": {"senior_officer"},
    "ledger": {"customs", "exporter"},
}


class Actor(NamedTuple):
    """Somebody by name, with the roles and the organisations in which they are held."""

    name: str

    @property
    def roles(self) -> set[str]:
        return {role for role, _ in WHO[self.name]}

    def homes_as(self, role: str) -> set[str]:
        return {home for held, home in WHO[self.name] if held == role}

    def may(self, act: str) -> bool:
        return bool(self.roles & MAY[act])

    def owns(self, exporter: str) -> bool:
        return exporter in self.homes_as("exporter")

    def sees_application(self, exporter: str, *, submitted: bool) -> bool:
        return self.owns(exporter) or (submitted and bool(self.roles & (INSIDE | {"operator"})))

    def sees_case(self, exporter: str, sent_to: set[str]) -> bool:
        return bool(self.roles & INSIDE) or self.owns(exporter) or bool(self.homes_as("adviser") & sent_to)

    def sees_licence(self, exporter: str) -> bool:
        return self.owns(exporter) or bool(self.roles & (INSIDE | {"administrator", "customs"}))

    def may_draw(self, exporter: str, *, held: bool) -> bool:
        return "customs" in self.roles or (held and self.owns(exporter))


ACTORS = tuple(Actor(name) for name in WHO)
