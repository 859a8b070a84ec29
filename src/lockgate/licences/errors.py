"""The room's own cases of `core.errors`, where a caller must tell one apart; the ledger's stand in refusals.py."""

from lockgate.core.errors import Conflict


class LicenceChanged(Conflict):
    """The licence is no longer the version that the caller read."""

    code = "licences.licence_changed"
