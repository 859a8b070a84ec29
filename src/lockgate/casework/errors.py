"""The room's own cases of `core.errors`, where a caller must tell one apart."""

from lockgate.core.errors import Conflict


class CaseChanged(Conflict):
    """The case is no longer the version that the caller read."""

    code = "casework.case_changed"
