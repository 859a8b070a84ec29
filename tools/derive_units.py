"""Derive src/lockgate/core/units.csv from UN/ECE Recommendation 20 in ../shared/data.

Run by hand, `python tools/derive_units.py [FOLDER]`; the same source gives the same bytes. Only units in
force that measure mass, volume or a count are taken, and only where their factor is exact.
"""

import csv
import re
import sys
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "data" / "unece_rec20" / "units-of-measure.csv"
TARGET = ROOT / "src" / "lockgate" / "core"

MICROGRAMS = {"kg": Fraction(10**9), "g": Fraction(10**6), "mg": Fraction(10**3)}
MICROLITRES = {"m³": Fraction(10**9)}
POUND = Fraction("453592370")
"""Micrograms. International yard and pound agreement, 1959."""
CUBIC_INCH = Fraction("16387.064")
"""Microlitres, from the inch of 25.4 mm of the same agreement."""
UK_GALLON = Fraction("4546090")
"""Microlitres. UK Weights and Measures Act 1985, schedule 1."""
US_BUSHEL = Fraction("2150.42") * CUBIC_INCH
"""NIST Handbook 44, appendix C, as are the other US measures."""

DEFINED = {
    "LBR": POUND,
    "ONZ": POUND / 16,
    "GRN": POUND / 7000,
    "DWT": POUND / 7000 * 24,
    "APZ": POUND / 7000 * 480,
    "LBT": POUND / 7000 * 5760,
    "STI": POUND * 14,
    "QTR": POUND * 28,
    "CNT": POUND * 100,
    "CWA": POUND * 100,
    "CWI": POUND * 112,
    "STN": POUND * 2000,
    "LTN": POUND * 2240,
    "INQ": CUBIC_INCH,
    "FTQ": CUBIC_INCH * 1728,
    "YDQ": CUBIC_INCH * 46656,
    "OZA": CUBIC_INCH * 231 / 128,
    "GIA": CUBIC_INCH * 231 / 32,
    "PTL": CUBIC_INCH * 231 / 8,
    "QTL": CUBIC_INCH * 231 / 4,
    "GLL": CUBIC_INCH * 231,
    "BLL": CUBIC_INCH * 231 * 42,
    "PTD": US_BUSHEL / 64,
    "QTD": US_BUSHEL / 32,
    "GLD": US_BUSHEL / 8,
    "G23": US_BUSHEL / 4,
    "BUA": US_BUSHEL,
    "BLD": CUBIC_INCH * 7056,
    "OZI": UK_GALLON / 160,
    "GII": UK_GALLON / 32,
    "PTI": UK_GALLON / 8,
    "QTI": UK_GALLON / 4,
    "GLI": UK_GALLON,
    "L43": UK_GALLON * 2,
    "BUI": UK_GALLON * 8,
    "J57": UK_GALLON * 35,
}
"""Customary units by their definition, in micrograms or microlitres: Recommendation 20 prints them rounded."""

MISPRINTED = {"APZ": Fraction(1, 10)}
"""The list's figure divided by the true one. The troy ounce is 31.1 g; the list says 3.11 g."""

EXACT_AS_PRINTED = {"CTM", "M86"}
"""The metric carat (200 mg) and the pfund (0.5 kg), beside the powers of ten of gram and litre."""

PIECES = {
    "C62": 1,
    "EA": 1,
    "H87": 1,
    "NAR": 1,
    "PR": 2,
    "DZN": 12,
    "DPC": 12,
    "SCO": 20,
    "TPR": 20,
    "DPR": 24,
    "CEN": 100,
    "HC": 100,
    "GRO": 144,
    "MIL": 1000,
    "T3": 1000,
    "GGR": 1728,
    "MIO": 10**6,
    "MLD": 10**9,
}
"""Units of count that say how many single pieces they are. A set, a pack or a roll does not."""

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
FACTOR = re.compile(r"(?P<figure>[\d.]+)?(?:x?10(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))?(?P<base>kg|g|mg|m³)")


def printed_factor(text: str) -> tuple[str, Fraction] | None:
    """Dimension and factor as printed ("3,110 348 x 10⁻³ kg"), or None where it is no mass or volume."""
    found = FACTOR.fullmatch(re.sub(r"\s", "", text).replace(",", ".").replace("×", "x"))
    if not found:
        return None
    figure = Fraction(found["figure"] or 1)
    power = int((found["power"] or "0").translate(SUPERSCRIPTS))
    base = found["base"]
    dimension = "volume" if base in MICROLITRES else "mass"
    return dimension, figure * Fraction(10) ** power * (MICROGRAMS | MICROLITRES)[base]


def exact_factor(code: str, text: str) -> tuple[str, Fraction] | None:
    """Dimension and exact factor of a unit, or None where it has none that we could answer for."""
    if code in PIECES:
        return "count", Fraction(PIECES[code])
    printed = printed_factor(text)
    if printed is None:
        return None
    dimension, figure = printed
    if code in DEFINED:
        true = DEFINED[code] * MISPRINTED.get(code, 1)
        if abs(figure / true - 1) > Fraction(1, 100_000):
            raise SystemExit(f"{code}: {figure} is printed, {true} expected.")
        return dimension, DEFINED[code]
    is_power_of_ten = str(figure).strip("0") == "1"
    return (dimension, figure) if is_power_of_ten or code in EXACT_AS_PRINTED else None


def units(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """(code, name, symbol, dimension, factor) of every unit taken, sorted by code."""
    found = []
    for row in rows:
        factor = None if row["Status"] else exact_factor(row["CommonCode"], row["ConversionFactor"])
        if factor:
            found.append((row["CommonCode"], row["Name"], row["Symbol"], factor[0], str(factor[1])))
    missing = (PIECES.keys() | DEFINED.keys()) - {code for code, *_ in found}
    if missing:
        raise SystemExit(f"Not in force in {SOURCE}: {', '.join(sorted(missing))}.")
    return sorted(found)


def main(target: Path) -> None:
    """Write units.csv into `target`."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = units(list(csv.DictReader(file)))
    with (target / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "symbol", "dimension", "factor"))
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
