"""The head of the journal, for anybody to keep: what it is, its six lines, and how to check by it later."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.journal.seal import latest_head


@login_not_required
@require_safe
def journal_head(request: HttpRequest) -> HttpResponse:
    """Show the newest head, or that there is none yet."""
    head = latest_head()
    return render(request, "front/journal_head.html", {"head": head, "short": head and head.short()})
