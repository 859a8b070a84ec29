"""The pages of signing in and out: Django's own views, with our templates and our statuses."""

from collections.abc import Mapping
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse

from lockgate.core.errors import Invalid
from lockgate.web.form_errors import form_errors

LABELS = {"username": "E-mail address", "password": "Password"}


class SignIn(LoginView):
    """Sign in with an address and a password; then on to `next`, where that lies on this host."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True
    http_method_names = ["get", "head", "post"]

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Show the form again, with one sentence that never tells whether the address has an account."""
        context = self.get_context_data(form=form, errors=form_errors(_refused(form.data), LABELS))
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _refused(typed: Mapping[str, object]) -> Invalid:
    missing = {name: "is missing" for name in LABELS if not typed.get(name)}
    if missing:
        first = LABELS[next(iter(missing))]
        sentence = "Nothing was typed." if len(missing) == len(LABELS) else f"{first} is missing."
        return Invalid(sentence, fields=missing)
    return Invalid(
        "This address and this password do not belong together.",
        mend="Type both again. Who has no account, or has lost the password, asks the administrator.",
        fields={"username": "does not belong to this password"},
    )


sign_in = SignIn.as_view()
sign_out = login_not_required(LogoutView.as_view())
