"""Where each room's pages are mounted; knows every room, and only mounts."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from lockgate.accounts.pages import sign_in, sign_out
from lockgate.api import api
from lockgate.applications.pages import check, dependence, end_use, lines, parties, questions
from lockgate.applications.pages.application import confirmation, withdraw
from lockgate.applications.pages.application_list import applications
from lockgate.applications.pages.signing import end_use_statement
from lockgate.applications.pages.start import start
from lockgate.applications.pages.statements import statements
from lockgate.casework.pages import deciding, people_acts, proposing, text_acts
from lockgate.front.application_page import application
from lockgate.front.case_page import case
from lockgate.front.case_queue import cases
from lockgate.front.change_page import changes
from lockgate.front.home import home
from lockgate.front.journal_head import journal_head
from lockgate.front.licence_list import customs_desk_page, licence_list_page
from lockgate.front.licence_page import licence_ledger_file, licence_page
from lockgate.front.notice_page import notice
from lockgate.front.regime_page import entry, regime
from lockgate.front.self_check import self_check
from lockgate.front.timeline import timeline
from lockgate.health import healthz, readyz
from lockgate.insight.pages.dashboard import dashboard
from lockgate.insight.pages.dependence import dependence_page, item_page
from lockgate.insight.pages.figure_file import figure_file
from lockgate.insight.pages.observer import observer_page
from lockgate.insight.pages.open_cases import open_cases_page
from lockgate.insight.pages.pace import pace_page
from lockgate.insight.pages.run_out import run_out_page
from lockgate.licences.pages.importing import import_page
from lockgate.licences.pages.moving import move_page
from lockgate.licences.pages.settling import CONFIRM, REVERSE, VOID, settle_page
from lockgate.licences.pages.standing import REINSTATE, REVOKE, SUSPEND, change_standing_page

handler500 = "lockgate.web.error_pages.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("api/v1/", api.urls),
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", sign_out, name="sign_out"),
    path("cases/", cases, name="cases"),
    path("cases/<str:reference>/", case, name="case"),
    path("cases/<str:reference>/answer/", text_acts.answer_query, name="answer_query"),
    path("cases/<str:reference>/appeal/", text_acts.appeal_case, name="appeal_case"),
    path("cases/<str:reference>/assignment/", people_acts.assign_case, name="assign_case"),
    path("cases/<str:reference>/confirmation/", deciding.confirm_decision, name="confirm_decision"),
    path("cases/<str:reference>/proposal/", proposing.propose_decision, name="propose_decision"),
    path("cases/<str:reference>/query/", text_acts.ask_query, name="ask_query"),
    path("cases/<str:reference>/recommendation/", people_acts.give_recommendation, name="give_recommendation"),
    path("cases/<str:reference>/refusal/", text_acts.announce_refusal, name="announce_refusal"),
    path("cases/<str:reference>/refusal/answer/", text_acts.answer_refusal, name="answer_refusal"),
    path("cases/<str:reference>/return/", text_acts.send_back_proposal, name="send_back_proposal"),
    path("cases/<str:reference>/review/", people_acts.request_review, name="request_review"),
    path("check/", self_check, name="self_check"),
    path("customs/", customs_desk_page, name="customs_desk"),
    path("licence-import/", import_page, name="import_licences"),
    path("licences/", licence_list_page, name="licences"),
    path("licences/<str:licence>/", licence_page, name="licence"),
    path("licences/<str:licence>/ledger.csv", licence_ledger_file, name="licence_ledger"),
    path("licences/<str:licence>/lines/<int:line>/", move_page, name="move_line"),
    path(
        "ledger-entries/<str:entry>/confirmation/", settle_page, {"settling": CONFIRM}, name="reservation_confirmation"
    ),
    path("ledger-entries/<str:entry>/void/", settle_page, {"settling": VOID}, name="reservation_void"),
    path("ledger-entries/<str:entry>/reversal/", settle_page, {"settling": REVERSE}, name="draw_down_reversal"),
    path("licences/<str:licence>/suspension/", change_standing_page, {"change": SUSPEND}, name="suspend_licence"),
    path(
        "licences/<str:licence>/reinstatement/", change_standing_page, {"change": REINSTATE}, name="reinstate_licence"
    ),
    path("licences/<str:licence>/revocation/", change_standing_page, {"change": REVOKE}, name="revoke_licence"),
    path("healthz", healthz, name="healthz"),
    path("insight/", dashboard, name="insight"),
    path("insight/dependence/", dependence_page, name="insight_dependence"),
    path("insight/dependence/<path:item>/", item_page, name="insight_item"),
    path("insight/figures/<str:name>.csv", figure_file, name="insight_figure"),
    path("insight/observer/", observer_page, name="insight_observer"),
    path("insight/open-cases/", open_cases_page, name="insight_open_cases"),
    path("insight/pace/", pace_page, name="insight_pace"),
    path("insight/run-out/", run_out_page, name="insight_run_out"),
    path("journal/head/", journal_head, name="journal_head"),
    path("notices/<str:reference>/", notice, name="notice"),
    path("readyz", readyz, name="readyz"),
    path("regimes/<str:regime>/", regime, name="regime"),
    path("regimes/<str:regime>/timeline/", timeline, name="timeline"),
    path("regimes/<str:regime>/changes/<str:day>/", changes, name="changes"),
    path("regimes/<str:regime>/entries/<path:code>/", entry, name="entry"),
    path("applications/", applications, name="applications"),
    path("applications/start/", start, name="start_application"),
    path("applications/<str:reference>/", application, name="application"),
    path("applications/<str:reference>/lines/", lines.lines, name="application_lines"),
    path("applications/<str:reference>/lines/<int:number>/removal/", lines.remove, name="remove_line"),
    path("applications/<str:reference>/parties/", parties.parties, name="application_parties"),
    path("applications/<str:reference>/parties/<int:place>/", parties.change, name="change_party"),
    path("applications/<str:reference>/parties/removal/", parties.remove, name="remove_party"),
    path("applications/<str:reference>/end-use/", end_use.end_use, name="application_end_use"),
    path("applications/<str:reference>/questions/", questions.questions, name="application_questions"),
    path("applications/<str:reference>/dependence/", dependence.dependence, name="application_dependence"),
    path("applications/<str:reference>/lines/<int:number>/dependence/", dependence.declare, name="declare_dependence"),
    path(
        "applications/<str:reference>/lines/<int:number>/dependence/removal/",
        dependence.remove,
        name="remove_dependence",
    ),
    path("applications/<str:reference>/statements/", statements, name="application_statements"),
    path("applications/<str:reference>/check/", check.check, name="application_check"),
    path("applications/<str:reference>/submitted/", confirmation, name="application_submitted"),
    path("applications/<str:reference>/withdrawal/", withdraw, name="withdraw_application"),
    path("end-use/<str:token>/", end_use_statement, name="end_use_statement"),
]
if apps.is_installed("lockgate.demo"):
    urlpatterns.append(path("demo/", include("lockgate.demo.urls")))
