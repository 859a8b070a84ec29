"""On whose behalf does a command act: the account named by `--as`, else whoever holds the machine.

Every room's commands add the option and ask here; what is allowed is the services' question, the same for all.
"""

from argparse import ArgumentParser, Namespace

from lockgate.core.permissions import OPERATOR, Person


def offer_as(parser: ArgumentParser) -> None:
    """Add `--as EMAIL` and `--json` to the parser of a command."""
    parser.add_argument("--as", dest="acting_as", metavar="EMAIL", help="act as this account, with its permissions")
    parser.add_argument("--json", action="store_true", help="print JSON")


def acting(parsed: Namespace) -> Person:
    """Return whoever a command acts as. Raises NotFound where `--as` names no account. Needs the database."""
    from lockgate.parties.queries import person_at  # noqa: PLC0415  a parser is made before a table is read

    return person_at(parsed.acting_as) if parsed.acting_as else OPERATOR
