"""The page of the tour: six steps, and everybody that a visitor can be."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.core.permissions import Role
from lockgate.demo.pages.entering import must_be_visitor
from lockgate.demo.strip import role_links
from lockgate.demo.tour import STEPS, step_of_visitor

COMES_FOR = {
    Role.EXPORTER: "applies, answers queries, and watches its licences run down",
    Role.OFFICER: "takes the next case and proposes what is decided, line by line",
    Role.SENIOR_OFFICER: "confirms what somebody else proposed",
    Role.ADVISER: "says what another ministry thinks of a case, within its days",
    Role.CUSTOMS: "draws licences down at the border, never twice",
    Role.ANALYST: "reads how fast cases move, and who depends on whom",
    Role.ADMINISTRATOR: "looks after accounts, roles and keys",
}


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Show the steps, and who one can be."""
    must_be_visitor(request)
    last = step_of_visitor(request)
    steps = [
        {
            "title": step.title,
            "sentences": step.sentences,
            "href": reverse("demo_step", args=[number]),
            "as_whom": _as_whom(step.role),
            "is_last_taken": number == last,
        }
        for number, step in enumerate(STEPS, 1)
    ]
    roles = [{"link": link, "comes_for": COMES_FOR[role]} for role, link in role_links(request).items()]
    return render(request, "demo/tour.html", {"steps": steps, "roles": roles})


def _as_whom(role: Role | None) -> str:
    if role is None:
        return "Open to everybody."
    return f"Signs you in as {'' if role is Role.CUSTOMS else 'the '}{role.words}."
