"""Acts a script of happenings out through the services, as whoever does each thing in the episode.

Nothing is written here: every act is a service's, which checks, records and reacts as it does for anybody. A refusal
at the border is counted; a refusal of anything else is an error of the script, and ends the play.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatchmethod

from lockgate.applications.dependence import Alternative, DependenceFacts
from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.applications.line import LineFacts
from lockgate.applications.party_role import PartyFacts, PartyRole
from lockgate.applications.services.draft import draft_application
from lockgate.applications.services.statements import request_statement, sign_statement
from lockgate.applications.services.submit import submit_application, withdraw_application
from lockgate.casework.decision import GRANTS, LineOutcome, ProposedLine
from lockgate.casework.queries import visible_cases
from lockgate.casework.services.assigning import assign_case
from lockgate.casework.services.deciding import confirm_decision
from lockgate.casework.services.proposing import propose_decision
from lockgate.casework.services.querying import answer_query, ask_query
from lockgate.casework.services.refusing import announce_refusal, answer_refusal
from lockgate.casework.services.reviewing import give_recommendation, request_review
from lockgate.core.errors import LockgateError
from lockgate.core.permissions import STRANGER, Person
from lockgate.demo import people
from lockgate.demo.stage import Cast
from lockgate.licences.ledger.movement import Declared as DeclaredAtBorder
from lockgate.licences.ledger.services import draw_down
from lockgate.licences.queries import visible_licences
from lockgate.licences.services.standing import reinstate_licence, suspend_licence
from lockgate.simulation import happenings as told

REGIME = "cn-dual-use"
UNIT = "KGM"
CURRENCY = "USD"


class Player:
    """Acts happenings out, in their order, and remembers which application, case and licence each key stands for."""

    def __init__(self, episode: told.Episode, cast: Cast) -> None:
        self.accepted = 0
        self.refused: Counter[str] = Counter()
        self._cast = cast
        self._firms = {firm.key: firm for firm in episode.firms}
        self._applications: dict[str, str] = {}
        self._exporters: dict[str, Person] = {}
        self._cases: dict[str, str] = {}
        self._licences: dict[str, str] = {}
        self._links: dict[str, str] = {}

    @singledispatchmethod
    def act(self, happening: told.Happening) -> None:
        """Do what happened; the clock stands at its moment already."""
        raise TypeError(f"The player knows no {type(happening).__name__}.")

    @act.register
    def _drafted(self, happening: told.Drafted) -> None:
        by = self._cast.exporters[happening.exporter]
        application = draft_application(by=by, draft=self._draft(happening)).reference
        self._applications[happening.application] = application
        self._exporters[happening.application] = by
        end_user = self._firms[happening.end_user].name
        self._links[happening.application] = request_statement(by=by, application=application, party=end_user).token

    @act.register
    def _signed(self, happening: told.Signed) -> None:
        link = self._links.pop(happening.application)
        sign_statement(by=STRANGER, token=link, signer_name=happening.signer, signer_position="Head of purchasing")

    @act.register
    def _submitted(self, happening: told.Submitted) -> None:
        submit_application(
            by=self._exporters[happening.application], application=self._applications[happening.application]
        )

    @act.register
    def _withdrawn(self, happening: told.Withdrawn) -> None:
        by = self._exporters[happening.application]
        withdraw_application(by=by, application=self._applications[happening.application])

    @act.register
    def _taken(self, happening: told.Taken) -> None:
        assign_case(by=self._cast.officers[happening.officer], case=self._case(happening.application))

    @act.register
    def _query_asked(self, happening: told.QueryAsked) -> None:
        officer = self._cast.officers[happening.officer]
        ask_query(by=officer, case=self._case(happening.application), question=happening.question)

    @act.register
    def _query_answered(self, happening: told.QueryAnswered) -> None:
        exporter = self._exporters[happening.application]
        answer_query(by=exporter, case=self._case(happening.application), answer=happening.answer)

    @act.register
    def _review_requested(self, happening: told.ReviewRequested) -> None:
        officer = self._cast.officers[happening.officer]
        case = self._case(happening.application)
        request_review(by=officer, case=case, body=people.ADVISING, due_on=happening.due_on)

    @act.register
    def _recommendation_given(self, happening: told.RecommendationGiven) -> None:
        give_recommendation(
            by=self._cast.adviser,
            case=self._case(happening.application),
            recommendation=happening.recommendation,
            reasons=happening.reasons,
        )

    @act.register
    def _refusal_announced(self, happening: told.RefusalAnnounced) -> None:
        officer = self._cast.officers[happening.officer]
        announce_refusal(by=officer, case=self._case(happening.application), reasons=happening.reasons)

    @act.register
    def _refusal_answered(self, happening: told.RefusalAnswered) -> None:
        exporter = self._exporters[happening.application]
        answer_refusal(by=exporter, case=self._case(happening.application), answer=happening.answer)

    @act.register
    def _proposed(self, happening: told.Proposed) -> None:
        propose_decision(
            by=self._cast.officers[happening.officer],
            case=self._case(happening.application),
            reasons=happening.reasons,
            lines=[_proposed_line(line) for line in happening.lines],
            valid_months=happening.valid_months,
        )

    @act.register
    def _confirmed(self, happening: told.Confirmed) -> None:
        confirm_decision(by=self._cast.seniors[happening.senior], case=self._case(happening.application))

    @act.register
    def _declaration(self, happening: told.Declaration) -> None:
        declared = DeclaredAtBorder(str(happening.quantity_kg), UNIT, happening.declaration, happening.office)
        licence = self._licence(happening.application)
        key = f"{happening.declaration}/{happening.line}"
        try:
            draw_down(by=self._cast.customs, licence=licence, line=happening.line, declared=declared, key=key)
        except LockgateError as refusal:
            self.refused[refusal.code] += 1
            if refusal.code.rpartition(".")[2].replace("_", "-") != happening.expected:
                raise
        else:
            self.accepted += 1
            if happening.expected:
                raise RuntimeError(f"{happening} was to be refused, and was drawn down.")

    @act.register
    def _suspended(self, happening: told.Suspended) -> None:
        senior = self._cast.seniors[happening.senior]
        suspend_licence(by=senior, licence=self._licence(happening.application), reason=happening.reason)

    @act.register
    def _reinstated(self, happening: told.Reinstated) -> None:
        senior = self._cast.seniors[happening.senior]
        reinstate_licence(by=senior, licence=self._licence(happening.application), reason=happening.reason)

    @property
    def references(self) -> Mapping[str, str]:
        """The reference of each application by the key that the script has for it."""
        return self._applications

    def _case(self, application: str) -> str:
        if application not in self._cases:
            of = visible_cases(self._exporters[application]).filter(
                application__reference=self._applications[application]
            )
            self._cases[application] = of.values_list("reference", flat=True).get()
        return self._cases[application]

    def _licence(self, application: str) -> str:
        if application not in self._licences:
            of = visible_licences(self._exporters[application]).filter(case__reference=self._case(application))
            self._licences[application] = of.values_list("number", flat=True).get()
        return self._licences[application]

    def _draft(self, happening: told.Drafted) -> Draft:
        consignee, end_user = self._firms[happening.consignee], self._firms[happening.end_user]
        use = "civil" if happening.use == "civil" else "military"
        declared: dict[int, list[DependenceFacts]] = {}
        for one in happening.dependence:
            declared.setdefault(one.line, []).append(_dependence(one))
        return Draft(
            regime=REGIME,
            destination=consignee.country,
            parties=(
                _party(PartyRole.CONSIGNEE, consignee, "unlisted"),
                _party(PartyRole.END_USER, end_user, use, "unlisted"),
            ),
            lines={
                number: DraftLine(_line(line), tuple(declared.get(number, ())))
                for number, line in enumerate(happening.lines, 1)
            },
            end_use=EndUse((happening.use,), happening.use_text),
            replaces=self._applications[happening.replaces] if happening.replaces else "",
        )


def _party(role: PartyRole, firm: told.Firm, *facts: str) -> PartyFacts:
    return PartyFacts(role.value, firm.name, firm.country, firm.address, facts)


def _line(line: told.AskedLine) -> LineFacts:
    return LineFacts(
        str(line.quantity_kg), UNIT, str(line.worth_usd), CURRENCY, entry=line.entry, description=line.description
    )


def _dependence(one: told.Declared) -> DependenceFacts:
    facts = DependenceFacts(
        site=one.site,
        unit=UNIT,
        stock="" if one.stock_kg is None else str(one.stock_kg),
        usage_a_day="" if one.usage_kg_a_day is None else str(one.usage_kg_a_day),
        share_percent="" if one.share_permille is None else f"{one.share_permille // 10}.{one.share_permille % 10}",
        alternatives=None if one.alternatives is None else tuple(Alternative(*held) for held in one.alternatives),
        product=one.product or "",
    )
    return replace(facts, unknown=tuple(facts.open_facts()))


def _proposed_line(line: told.DecidedLine) -> ProposedLine:
    return ProposedLine(
        line=line.line,
        outcome=line.outcome,
        assessment=line.assessment,
        evidence=line.evidence,
        quantity="" if line.granted_kg is None or line.outcome not in GRANTS else str(line.granted_kg),
        unit="" if line.granted_kg is None else UNIT,
        conditions=line.texts if line.outcome == LineOutcome.GRANTED_WITH_CONDITIONS else (),
        refusal_reasons=line.texts if line.outcome == LineOutcome.REFUSED else (),
    )
