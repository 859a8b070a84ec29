"""A file of held licences is sent: whole or not at all, its faults by line and column, also where it is hostile."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lockgate.core.permissions import Role
from lockgate.journal.verify import verify_journal
from lockgate.licences.models import Licence
from lockgate.web.upload_limit import LARGEST_REQUEST
from tests.factories.held_licences import held_file, row
from tests.licences.pages.reading import words

pytestmark = pytest.mark.django_db
PAGE = "/licence-import/"


@pytest.fixture
def exporter(signed_in):
    return signed_in(Role.EXPORTER)


def send(client, content: bytes, name="licences.csv"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def content_of(tmp_path, *rows, **form) -> bytes:
    return held_file(tmp_path, *rows, **form).read_bytes()


def test_a_file_comes_in_and_the_list_says_what_came(exporter, tmp_path):
    content = content_of(tmp_path, row(), row(line="2"), row(licence="E-2"))
    answer = send(exporter, content)
    assert (answer.status_code, answer["Location"]) == (302, "/licences/")
    assert "2 licences came in, with 3 lines." in words(exporter.get("/licences/"))
    send(exporter, content)
    assert "0 licences came in, with 0 lines. 2 had been there before, unchanged." in words(exporter.get("/licences/"))
    assert verify_journal().is_whole


def test_faults_stand_in_a_table_by_line_and_column_and_nothing_came_in(exporter, tmp_path):
    answer = send(exporter, content_of(tmp_path, row(), row(line="x", quantity="1,5"), separator=";"))
    said = words(answer)
    assert answer.status_code == 422 and not Licence.objects.exists()
    assert "Nothing was imported. 2 faults of the file stand in the table below." in said
    assert "3 Column line What is wrong 'x' is no line number." in said
    assert "3 Column quantity What is wrong" in said


def test_an_exporter_imports_nobody_else_s(exporter, tmp_path):
    answer = send(exporter, content_of(tmp_path, row(exporter="Baotou Alloys")))
    assert answer.status_code == 422
    assert "There is no organisation of yours called 'Baotou Alloys'." in words(answer)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\xff\xfe\x00" * 50, "is no text"),
        (b"", "The submitted file is empty"),
        (b"licence,line\n1,2\n", "The columns are not those of held licences"),
        (b"PK\x03\x04" + b"\x80" * 100, "is no text"),
        (b'"' * 100_000, "columns are not those"),
        (b"<script>alert(1)</script>\n1\n", "columns are not those"),
    ],
)
def test_what_is_no_such_file_is_told_at_the_field(exporter, content, said):
    answer = send(exporter, content)
    assert answer.status_code == 422
    assert 'href="#file"' in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert "/tmp" not in words(answer)


def test_cells_of_the_file_are_shown_and_never_run(exporter, tmp_path):
    answer = send(exporter, content_of(tmp_path, row(unit="<img src=x>", destination="<b>")))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<img src=x>" not in page.lower() and "&lt;b&gt;" in page.lower()


def test_what_the_file_is_called_goes_nowhere(exporter, tmp_path):
    answer = send(exporter, content_of(tmp_path, row()), name="../../../etc/cron.d/x\n.csv")
    assert answer.status_code == 302 and Licence.objects.count() == 1


def test_no_file_is_told_at_the_field(exporter):
    answer = exporter.post(PAGE, {})
    assert answer.status_code == 422
    assert "No file was chosen. Choose a csv file." in words(answer)


def test_a_request_larger_than_any_may_be_keeps_no_file(exporter):
    answer = send(exporter, b"x" * (LARGEST_REQUEST + 1))
    assert answer.status_code == 422
    assert "The file is too large." in words(answer)


@pytest.mark.parametrize("role", [Role.CUSTOMS, Role.ANALYST])
def test_who_may_not_import_has_no_form(signed_in, role):
    assert signed_in(role).get(PAGE).status_code == 403
