"""What may be done with licences: issue, import, suspend, reinstate, revoke. Draw-downs are `ledger.services`."""

from lockgate.licences.services.importing import Imported, import_licences
from lockgate.licences.services.issuing import GrantedLine, issue_licence
from lockgate.licences.services.standing import REASON_LENGTH_MAX, reinstate_licence, revoke_licence, suspend_licence

__all__ = [
    "REASON_LENGTH_MAX",
    "GrantedLine",
    "Imported",
    "import_licences",
    "issue_licence",
    "reinstate_licence",
    "revoke_licence",
    "suspend_licence",
]
