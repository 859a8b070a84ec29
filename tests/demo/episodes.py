"""A tiny episode, written by hand: one exporter, one consignee, every kind of happening once."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from lockgate.simulation import happenings as told

ZONE = ZoneInfo("Asia/Shanghai")
FIRMS = (
    told.Firm("x1", "Weishan Magnet Works", "CN", "exporter", 2, "magnets"),
    told.Firm("c1", "Talheim Motor Parts", "DE", "consignee", 1, "automotive", "Talheim plant", "Talheim"),
    told.Firm("u1", "Orlabruck Vehicles", "DE", "end_user", 0, "automotive", "Orlabruck line", "Orlabruck"),
)


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=ZONE)


def drafted(key: str, day: str, *, kg: int = 1000, replaces: str = "", declared: bool = True) -> list[told.Happening]:
    dependence = told.Declared(1, "Talheim plant", 300, Decimal("12.5"), 625, (("Osaka Magnetics", 240),), None)
    return [
        told.Drafted(
            at(day, 8),
            key,
            "x1",
            "c1",
            "u1",
            "civil",
            "Traction motors of passenger cars.",
            (told.AskedLine("1C905.a.4", "magnets with dysprosium", kg, 90_000),),
            (dependence,) if declared else (),
            replaces,
        ),
        told.Signed(at(day, 9), key, "A. Signer"),
        told.Submitted(at(day, 10), key),
        told.Taken(at(day, 11), key, 0),
    ]


def proposed(
    key: str, day: str, outcome: str, *, kg: int | None = None, texts: tuple[str, ...] = ()
) -> list[told.Happening]:
    assessment, evidence = ("undetermined", "") if outcome == "returned" else ("civil", "A signed statement.")
    line = told.DecidedLine(1, outcome, assessment, evidence, kg, texts)
    return [
        told.Proposed(at(day, 14), key, 0, "As the papers show.", 6, (line,)),
        told.Confirmed(at(day, 15), key, 0),
    ]


def tiny_episode() -> told.Episode:
    happenings: list[told.Happening] = [
        *drafted("a1", "2025-04-08"),
        told.QueryAsked(at("2025-04-09"), "a1", 0, "Which vehicles are they for?"),
        told.QueryAnswered(at("2025-04-11"), "a1", "Passenger cars."),
        told.ReviewRequested(at("2025-04-14"), "a1", 0, date(2025, 4, 28)),
        told.RecommendationGiven(at("2025-04-21"), "a1", "grant", "No objection."),
        *proposed("a1", "2025-05-12", "granted_with_conditions", kg=600, texts=("Report each delivery.",)),
        told.Declaration(at("2025-05-19"), "a1", 1, 400, "D-1", "Tianjin"),
        told.Declaration(at("2025-05-20"), "a1", 1, 300, "D-2", "Tianjin", "balance-exceeded"),
        told.Suspended(at("2025-06-02"), "a1", 0, "The end user is looked at again."),
        told.Declaration(at("2025-06-03"), "a1", 1, 100, "D-3", "Tianjin", "licence-suspended"),
        told.Reinstated(at("2025-06-04"), "a1", 0, "It was no cause for concern."),
        told.Declaration(at("2025-06-05"), "a1", 1, 200, "D-4", "Tianjin"),
        *drafted("a2", "2025-06-09", declared=False),
        told.RefusalAnnounced(at("2025-06-10"), "a2", 0, "The end use is not shown."),
        told.RefusalAnswered(at("2025-06-12"), "a2", "We add the contract."),
        *proposed("a2", "2025-07-01", "refused", texts=("The end use is not shown.",)),
        *drafted("a3", "2025-07-07"),
        *proposed("a3", "2025-07-08", "returned"),
        *drafted("a4", "2025-07-14", replaces="a3"),
        *drafted("a5", "2025-08-04"),
        told.Withdrawn(at("2025-09-01"), "a5"),
    ]
    return told.Episode(
        seed=7,
        size=5,
        begins=date(2025, 3, 1),
        ends=date(2025, 9, 30),
        control_list_changes=date(2025, 4, 4),
        firms=FIRMS,
        officers=2,
        seniors=1,
        happenings=tuple(happenings),
        free_kg={date(2025, 3, 1) + timedelta(days=day): 10 for day in range(214)},
        populations={"european_automotive": frozenset({"a1", "a2"}), "brought_to_the_chamber": frozenset({"a4"})},
        standstills=(told.Standstill("c1", date(2025, 6, 1), date(2025, 6, 5), "1C905.a.4"),),
    )
