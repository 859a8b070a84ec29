"""Files of licences that are held from elsewhere, as `licence import` takes them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from lockgate.core.permissions import Role
from lockgate.licences.held_licence import COLUMNS
from lockgate.licences.services import import_licences
from tests.factories.people import person

MAGNETS = {
    "licence": "E-2026-17",
    "line": "1",
    "entry": "1C904.a.4",
    "goods_code": "8505111000",
    "destination": "JP",
    "exporter": "Ganzhou Magnet Works",
    "consignee": "Nagoya Motors",
    "quantity": "100",
    "unit": "KGM",
    "value": "8000.00",
    "currency": "USD",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
}
"""One row, complete."""


def row(**cells: str) -> dict[str, str]:
    """Return the cells of one row for magnets to Japan; `cells` replace some."""
    return {**MAGNETS, **cells}


def held_file(folder: Path, *rows: dict[str, str], separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write a file of these rows; one row for magnets where none is given."""
    lines = [
        separator.join(COLUMNS),
        *(separator.join(cells[column] for column in COLUMNS) for cells in rows or (row(),)),
    ]
    file = folder / "licences.csv"
    file.write_text("\r\n".join([*lines, ""]), encoding=encoding, newline="")
    return file


def imported(*rows: dict[str, str]) -> None:
    """Have an administrator import these rows; one row for magnets where none is given."""
    with TemporaryDirectory() as folder:
        import_licences(by=person(Role.ADMINISTRATOR, "importer"), file=held_file(Path(folder), *rows))
