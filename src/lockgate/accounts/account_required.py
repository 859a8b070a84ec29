"""Every page needs an account unless it says otherwise: a page for the public is marked `login_not_required`.

A reader without an account is led to the sign-in and from there back. The REST interface asks for a bearer key
instead, route by route.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase


class AccountRequired(LoginRequiredMiddleware):
    """Lead whoever has not signed in to the sign-in."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Answer in place of a page that needs an account; None lets the page answer."""
        if request.path.startswith("/api/"):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
