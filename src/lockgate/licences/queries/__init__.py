"""Which licences does somebody see, in which state are they, and what stands on one?"""

from lockgate.licences.queries.first_lines import FirstLine, first_lines
from lockgate.licences.queries.listing import PAGE_ROWS, PAGE_ROWS_MAX, ListedLicence, Page, list_licences, page_data
from lockgate.licences.queries.movements import LedgerPage, ShownEntry, entry_shown, ledger_page
from lockgate.licences.queries.sheet import LicenceSheet, LineSheet, licence_sheet, sheet_data
from lockgate.licences.queries.visibility import SEEING_ALL, visible_licence, visible_licences

__all__ = [
    "PAGE_ROWS",
    "PAGE_ROWS_MAX",
    "SEEING_ALL",
    "FirstLine",
    "LedgerPage",
    "LicenceSheet",
    "LineSheet",
    "ListedLicence",
    "Page",
    "ShownEntry",
    "entry_shown",
    "first_lines",
    "ledger_page",
    "licence_sheet",
    "list_licences",
    "page_data",
    "sheet_data",
    "visible_licence",
    "visible_licences",
]
