"""The page on which licences held from elsewhere come in: a csv file, whole or not at all, its faults as a table."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lockgate.core.errors import Conflict, Invalid
from lockgate.core.faults import GatheredFaults
from lockgate.core.permissions import Person, check_may
from lockgate.licences.held_file import LARGEST_FILE, MOST_FAULTS, MOST_ROWS
from lockgate.licences.held_licence import COLUMNS
from lockgate.licences.pages.refused import shown_refusal
from lockgate.licences.permissions import IMPORT_LICENCES
from lockgate.licences.services import Imported, import_licences
from lockgate.parties.queries import person_asking
from lockgate.web.data_table import Column, DataTable, data_table
from lockgate.web.upload_limit import is_too_large

LABELS = {"file": "File"}


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Import the file that was sent, and lead to the licences; or tell every fault by line and column."""
    by = person_asking(request)
    check_may(by, IMPORT_LICENCES)
    limits = f"At most {MOST_ROWS:,} rows and {LARGEST_FILE // 1024**2} MB, in UTF-8 or UTF-16."
    context = {"columns": COLUMNS, "limits": limits}
    if request.method != "POST":
        return render(request, "licences/import.html", context)
    try:
        said = _imported(request, by).words
    except (Invalid, Conflict) as error:
        errors, status = shown_refusal(_whole(error), LABELS)
        faults = _table(error) if isinstance(error, GatheredFaults) else None
        return render(request, "licences/import.html", context | {"errors": errors, "faults": faults}, status=status)
    messages.success(request, said)
    return redirect("licences")


def _imported(request: HttpRequest, by: Person) -> Imported:
    if is_too_large(request):
        raise Invalid(
            "The file is too large.",
            mend=f"Split it, licence by licence: at most {MOST_ROWS} rows.",
            fields={"file": ""},
        )
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        raise Invalid("No file was chosen.", mend="Choose a csv file.", fields={"file": "is missing"})
    with TemporaryDirectory() as folder:
        file = Path(folder) / "upload.csv"  # what the sender calls it is never a name here
        with file.open("wb") as stream:
            stream.writelines(upload.chunks())
        return import_licences(by=by, file=file)


def _whole(error: Invalid | Conflict) -> Invalid | Conflict:
    """Return what the summary says: of many faults only that there are, for the table tells them."""
    if isinstance(error, Conflict):
        return error
    if not isinstance(error, GatheredFaults):
        return Invalid(error.sentence, mend=error.mend, fields={"file": error.sentence})
    count = len(error.each)
    told = f"The first {count} faults" if count >= MOST_FAULTS else "1 fault" if count == 1 else f"{count} faults"
    sentence = f"Nothing was imported. {told} of the file stand{'s' if count == 1 else ''} in the table below."
    return Invalid(sentence, mend="Mend them, and send the file again.", fields={"file": sentence})


def _table(error: GatheredFaults) -> DataTable:
    rows = []
    for place, fault in error.each.items():
        line, _, column = place.partition(".")
        rows.append((line.removeprefix("line ") or "the file", column or "the row", str(fault)))
    columns = (Column("Line", is_number=True), "Column", "What is wrong")
    return data_table("Faults of the file", columns, rows, empty="None.")
