"""Every number of the world that is not drawn by lot, each with where it comes from: a source, "assumed" or "fitted".

The sources are named in docs/methods/simulation.md. What is fitted was chosen by tools/fit_magnet_episode.py (or by
hand, where it says so) so that the world comes near to what was reported of the real episode: it explains nothing and
predicts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = date(2025, 3, 1)
LIST_CHANGES = date(2025, 4, 4)
"""No. 18 of 2025 of the Ministry of Commerce and the customs administration: seven rare earths (sourced)."""
ENDS = date(2025, 9, 30)
FULL_SIZE = 1000
"""The size at which one synthetic case costs one case's effort; elsewhere effort and mass a case scale with 1/size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The numbers of a world. Masses in kg, effort in an officer's hours, spans in calendar days unless they say so."""

    # firms at the full size and above; fewer in smaller worlds
    exporters: int = 90
    """Assumed."""
    consignees: int = 430
    """Assumed."""
    end_users: int = 280
    """Assumed; with the two above some 800 firms."""

    # trade
    magnet_kg_a_day: float = 5_322_000 / 31
    """Derived: all rare-earth magnets exported in March 2025, the last whole month without the control."""
    share_free: float = 0.209
    """Fitted: the part of it that needs no licence (magnets without samarium, terbium or dysprosium)."""
    other_kg_a_day: float = 2_000
    """Assumed: metals, oxides, alloys, compounds and targets, which the tariff line of magnets does not hold."""
    pipeline_days: float = 15.9
    """Fitted: over so many days after the change goods that had been cleared still leave, fewer each day."""
    sea_days: int = 32
    """Assumed: on the way by sea, as everything went before the change."""
    air_days: int = 6
    """Assumed: on the way by air, as what was waited for goes after it."""
    stock_days: float = 70
    """Assumed: the median stock of a site before the change; sites differ by `stock_spread`."""
    stock_spread: float = 0.5
    """Assumed: standard deviation of the logarithm."""
    restart_days: float = 3
    """Assumed: a site that stood still starts again with stock for so many days."""
    thrift_days: float = 30
    """Assumed: with stock for less a site is thrifty ..."""
    thrift: float = 0.6
    """... and uses this part of its need (assumed)."""
    wanted_stock: float = 1.62
    """Fitted: the stock, with what is on its way, that a site wants again, as a multiple of its stock before."""
    lot_days: float = 25
    """Fitted: so many days' use are flown in at once ..."""
    lot_gap_days: int = 14
    """... and the next ones not before so many days, for makers work through a backlog (assumed)."""
    making_days: int = 17
    """Fitted by hand: from the licence to the first declaration at the earliest."""

    # orders
    links_a_case: float = 0.6
    """Assumed: relations of a site with a supplier and an end user, for each application ("one licence per customer",
    Reuters, 2025-05-13)."""
    rush_days_automotive: float = 12
    """Assumed: mean days from the change to a vehicle supplier's first order."""
    rush_days: float = 24
    """Assumed: the same for everybody else."""
    horizon_days: int = 183
    """Assumed: a relation orders for half a year in all, as a licence is valid six months."""
    anticipation: float = 3.6
    """Fitted: by so much at most is an order of the first two months larger than what is used. Above 2 or so it changes
    little, for the ration cuts it."""
    reorder_days: float = 45
    """Assumed: a relation orders again when what is left of its licences lasts for less."""
    ration_days: float = 180
    """Assumed in size, what a licence's six months use: firms were told not to stockpile, volumes were held down
    (Financial Times, 2025-08-20)."""

    # the department
    officers: int = 60
    """Assumed."""
    seniors: int = 6
    """Assumed."""
    hours_a_day: float = 6
    """Assumed: of an officer's working day, on cases."""
    hours_a_case: float = 15
    """Assumed; only its ratio to the shares of hours below matters."""
    hours_to_mid_may: float = 0.111
    """Fitted, as the four below (late May and June by hand): the share of the department's hours that goes to these
    cases."""
    hours_late_may: float = 0.9
    hours_june: float = 0.53
    hours_july: float = 0.232
    hours_from_august: float = 0.136
    vetting_begins: date = date(2025, 4, 22)
    """The first licence was of late April (Reuters, 2025-05-13)."""
    vetting_days: float = 3.76
    """Fitted: working days for one maker's compliance, before its first licence, until mid-May."""
    vetting_speed_up: float = 12
    """Assumed: how many times faster makers are vetted from mid-May on."""
    priority_from: date = date(2025, 5, 16)
    """Assumed: makers of vehicle parts had licences by the end of May (Mint, 2025-06-04); from then on civil automotive
    cases come first ..."""
    priority_hours: float = 0.797
    """... in this share of the hours (fitted)."""
    luck_days: float = 20
    """Assumed: mean of the days by which a file falls behind its turn, by lot."""
    province_days: float = 6
    """Assumed: mean days at a province before the department has the papers; provinces differ (CLEPA, 2025-06-04)."""
    slow_days: int = 25
    """Assumed in size: goods for the United States or through India were slower (CLEPA, 2025-06-30)."""
    faulty_share: float = 0.13
    """Assumed: papers that are sent back (some for procedure, CLEPA, 2025-06-04)."""
    faulty_share_from_september: float = 0.2
    """Assumed in size: more returns since September (Reuters, 2025-10-14)."""
    query_share: float = 0.28
    """Assumed."""
    unanswered_share: float = 0.06
    """Assumed: queries that are not answered within the episode."""
    silent_share: float = 0.12
    """Assumed: reviews in which the advising ministry says nothing until its day has passed."""
    desk_days: float = 4
    """Assumed: mean working days that a file lies on an officer's desk between two steps."""
    withdrawal_hazard: float = 0.004
    """Assumed: a day, for an application that nobody has taken after sixty days."""
    mistake_share: float = 0.012
    """Assumed: declarations at customs that say more than is left."""

    # the chamber
    member_share: float = 0.6
    """Assumed: of the applications for consignees in the European Union, those of a chamber's members."""
    chamber_hazard: float = 0.0272
    """Fitted: the daily chance that a member brings a case which has waited for sixty days; it grows in
    proportion to the wait."""


FITTED = Parameters()
