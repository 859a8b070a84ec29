"""Who is trying to sign in, as django-axes counts failed tries: which address, from which machine.

Five failures of one address from one machine close the sign-in to that pair for a quarter of an hour; the settings
say so. The address is counted as it is looked up, or each way of writing it would have tries of its own.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

ADDRESS_LENGTH_MAX = 254
"""What axes' table holds of it; no account has a longer address."""


def address_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Return the address that a sign-in was tried with, as accounts are looked up."""
    typed = str((credentials or {}).get("username") or request.POST.get("username", ""))
    return unicodedata.normalize("NFKC", typed).strip().lower()[:ADDRESS_LENGTH_MAX]


def machine_trying(request: HttpRequest) -> str:
    """Return the network address of the machine that asks; behind a proxy, the one that the proxy itself added."""
    direct: str = request.META.get("REMOTE_ADDR", "")
    if settings.LOCKGATE_BEHIND_PROXY:
        added: str = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return added or direct
    return direct
