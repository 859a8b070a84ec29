"""Machines that ask over REST with a real bearer key."""

import json
from typing import Any

from django.test import Client

from lockgate.accounts.services import add_key
from lockgate.core.permissions import OPERATOR, Person


class Machine:
    """A client of the REST interface that holds somebody's key; without somebody it holds none."""

    def __init__(self, somebody: Person | None) -> None:
        self._headers: dict[str, str] = {}
        if somebody is not None:
            key = add_key(by=OPERATOR, email=somebody.actor.label).key
            self._headers["Authorization"] = f"Bearer {key}"
        self._client = Client()

    def get(self, path: str, **query: Any) -> Any:
        """GET a path below /api/v1."""
        return self._client.get(f"/api/v1{path}", query, headers=self._headers)

    def post(self, path: str, body: Any = None, *, key: str = "", seen: str = "") -> Any:
        """POST JSON to a path below /api/v1, under an idempotency key and on a version, if those are given."""
        return self.post_text(path, "" if body is None else json.dumps(body), key=key, seen=seen)

    def post_text(self, path: str, text: str, *, key: str = "", seen: str = "") -> Any:
        """POST a body as it stands, such as one that is no JSON."""
        headers = self._headers | ({"Idempotency-Key": key} if key else {}) | ({"If-Match": seen} if seen else {})
        return self._client.post(f"/api/v1{path}", text, content_type="application/json", headers=headers)
