"""The whole way as a newcomer walks it: an empty folder, the documented commands or routes, the documented examples."""

import http.client
import json
import tomllib
from typing import Any

import pytest

from tests.whole.installation import EXAMPLES, PEOPLE, NewInstallation

APPLICATION, PROPOSAL = EXAMPLES / "application.toml", EXAMPLES / "proposal.toml"
DECLARED = ("--declaration", "CN-2201-7", "--office", "Shanghai")


@pytest.fixture
def installation(tmp_path, own_database):
    made = NewInstallation(tmp_path, own_database)
    try:
        made.set_up()
        yield made
    finally:
        made.end()


def test_from_init_to_reconcile_by_commands_alone(installation):
    done, refused = installation.done, installation.refused
    applied = done("application", "submit", str(APPLICATION), "--as", "exporter@example.org")
    assert applied["state"] == "submitted"
    assert "There is no application" in refused(
        "application", "show", applied["reference"], "--as", "rival@example.org"
    )

    (waiting,) = done("case", "list", "--as", "officer@example.org")["cases"]
    case = waiting["reference"]
    assert done("case", "propose", case, "--file", str(PROPOSAL), "--as", "officer@example.org")["state"] == "in_review"
    assert "You may not confirm a decision." in refused("case", "confirm", case, "--as", "officer@example.org")
    assert done("case", "confirm", case, "--as", "senior@example.org")["state"] == "decided"
    assert "There is no case" in refused("case", "show", case, "--as", "customs@example.org")

    (issued,) = done("licence", "list", "--as", "customs@example.org")["licences"]
    licence = issued["licence"]
    draw = ("licence", "draw-down", licence, "1", "150.5", "KGM", *DECLARED, "--as", "customs@example.org")
    assert done(*draw, "--key", "first", "--dry-run")["balance"] == "249.5"
    first = done(*draw, "--key", "first")
    assert (first["sequence"], first["balance"]) == (2, "249.5")
    assert done(*draw, "--key", "first") == first
    assert "is more than the 249.5 KGM left" in refused(
        "licence", "draw-down", licence, "1", "249.6", "KGM", "--key", "second", "--as", "customs@example.org"
    )
    held = done(
        "licence", "reserve", licence, "1", "49.5", "KGM", "--key", "h", *DECLARED, "--as", "customs@example.org"
    )
    assert held["balance"] == "200"

    reason = ("--reason", "The end user was listed.")
    done("licence", "suspend", licence, *reason, "--as", "officer@example.org")
    assert f"Licence {licence} is suspended." in refused(*draw, "--key", "third")
    confirm = ("licence", "confirm", licence, held["entry"], "--as", "customs@example.org")
    assert f"Licence {licence} is suspended." in refused(*confirm, "--key", "c1")
    assert "You may not reinstate" in refused("licence", "reinstate", licence, *reason, "--as", "officer@example.org")
    done("licence", "reinstate", licence, *reason, "--as", "senior@example.org")
    assert done(*confirm, "--key", "c2")["balance"] == "200"
    back = (
        "licence",
        "reverse",
        licence,
        first["entry"],
        "--quantity",
        "0.5",
        "--key",
        "r",
        "--as",
        "customs@example.org",
    )
    assert done(*back)["balance"] == "200.5"

    shown = done("licence", "show", licence, "--as", "exporter@example.org")
    assert [(line["line"], line["drawn"], line["balance"]) for line in shown["lines"]] == [(1, "199.5", "200.5")]
    listed = installation.lockgate("licence", "entries", licence, "--csv", "--as", "customs@example.org")[
        1
    ].splitlines()
    assert [row.split(",")[3] for row in listed[1:]] == ["amount", "draw_down", "reserve", "confirm", "reverse"]
    _the_auditors_agree(installation)


def test_from_init_to_reconcile_over_rest_alone(installation):
    keys = {email: installation.lockgate("key", "add", email)[1].split()[-1] for email in PEOPLE}
    installation.serve(workers=1)
    rest = Rest(installation.port, keys)
    exporter, officer, senior, customs = (
        rest.by(f"{who}@example.org") for who in ("exporter", "officer", "senior", "customs")
    )

    status, draft = exporter("POST", "/applications", tomllib.loads(APPLICATION.read_text(encoding="utf-8")))
    assert (status, draft["state"], draft["missing"]) == (201, "draft", [])
    place = f"/applications/{draft['reference']}"
    assert rest.by("rival@example.org")("GET", place)[0] == 404
    assert exporter("POST", f"{place}/submission")[1]["state"] == "submitted"

    (waiting,) = officer("GET", "/cases?state=submitted")[1]["cases"]
    case = f"/cases/{waiting['reference']}"
    proposal = tomllib.loads(PROPOSAL.read_text(encoding="utf-8"))
    assert officer("POST", f"{case}/proposals", proposal)[1]["state"] == "in_review"
    assert officer("POST", f"{case}/confirmation")[0] == 403
    assert customs("POST", f"{case}/confirmation")[0] == 404
    assert senior("POST", f"{case}/confirmation")[1]["state"] == "decided"

    (issued,) = customs("GET", "/licences")[1]["licences"]
    licence = f"/licences/{issued['licence']}"
    draw = {"quantity": "150.5", "unit": "KGM", "declaration": "CN-2201-7", "office": "Shanghai"}
    status, first = customs("POST", f"{licence}/lines/1/draw-downs", draw, key="first")
    assert (status, first["sequence"], first["balance"]) == (201, 2, "249.5")
    assert customs("POST", f"{licence}/lines/1/draw-downs", draw, key="first") == (200, first)
    _is_problem(
        customs("POST", f"{licence}/lines/1/draw-downs", {**draw, "quantity": "1"}, key="first"),
        409,
        "idempotency-conflict",
    )
    _is_problem(
        customs("POST", f"{licence}/lines/1/draw-downs", {**draw, "quantity": "250"}, key="2"),
        409,
        "balance-exceeded",
    )
    _is_problem(
        customs("POST", f"{licence}/lines/1/draw-downs", {**draw, "unit": "LTR"}, key="3"), 422, "unit-mismatch"
    )
    assert rest.by("")("GET", licence)[0] == 401
    assert rest.by("rival@example.org")("GET", licence)[0] == 404

    status, _ = officer("POST", f"{licence}/suspension", {"reason": "The end user was listed."})
    assert status == 201
    _is_problem(customs("POST", f"{licence}/lines/1/draw-downs", draw, key="4"), 409, "licence-suspended")
    assert exporter("GET", licence)[1]["state"] == "suspended"
    assert rest.by("")("GET", "/journal/head")[0] == 200
    _the_auditors_agree(installation)


class Rest:
    """The REST interface of a server, asked with somebody's key."""

    def __init__(self, port: int, keys: dict[str, str]) -> None:
        self._port = port
        self._keys = keys

    def by(self, email: str) -> Any:
        """Return how one person asks; nobody is "" and has no key."""

        def ask(method: str, path: str, body: Any = None, *, key: str = "") -> tuple[int, Any]:
            headers = {"Content-Type": "application/json"}
            headers |= {"Authorization": f"Bearer {self._keys[email]}"} if email else {}
            headers |= {"Idempotency-Key": key or f"{method} {path}"} if method == "POST" else {}
            asked = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            try:
                asked.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, headers)
                answer = asked.getresponse()
                return answer.status, json.loads(answer.read())
            finally:
                asked.close()

        return ask


def _is_problem(answered: tuple[int, Any], status: int, kind: str) -> None:
    assert answered[0] == status and answered[1]["type"].endswith(f"/{kind}"), answered


def _the_auditors_agree(installation: NewInstallation) -> None:
    assert installation.lockgate("journal", "seal")[0] == 0
    verified = installation.done("journal", "verify")
    assert verified["faults"] == [] and verified["unsealed_rows"] == 0 and verified["rows"] > 20
    status, out, _ = installation.lockgate("licences", "reconcile")
    assert (status, out.splitlines()[-1]) == (0, "Clean.")
