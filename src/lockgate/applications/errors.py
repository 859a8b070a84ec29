"""The room's own cases of what can go wrong: those that a caller must tell from others."""

from lockgate.core.errors import Invalid, NotFound, NotPossibleNow


class IncompleteApplication(Invalid):
    """Something is missing that an application needs; `fields` says what, by its place."""

    code = "applications.incomplete"


class LinkUnknown(NotFound):
    """A link to a statement that Lockgate never made, or that was altered on its way."""

    code = "applications.link_unknown"


class LinkExpired(NotPossibleNow):
    """A link to a statement whose time is over, or that a later one replaced."""

    code = "applications.link_expired"


class LinkLapsed(NotPossibleNow):
    """A link to a statement that says something else than the application does by now."""

    code = "applications.link_lapsed"


class AlreadySigned(NotPossibleNow):
    """The statement was signed before: a link signs once."""

    code = "applications.already_signed"
