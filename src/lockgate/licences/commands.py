"""`lockgate licence …` and `lockgate licences reconcile`. Thin."""

from argparse import ArgumentParser, _SubParsersAction

from lockgate.licences.ledger.commands import register_reconcile, register_verbs


def register(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the parsers of `licence` and `licences`; each verb sets `run`."""
    one = subparsers.add_parser("licence", description="Draw down on licences.")
    register_verbs(one.add_subparsers(required=True, metavar="VERB"))
    many = subparsers.add_parser("licences", description="Reconcile every licence's ledger.")
    register_reconcile(many.add_subparsers(required=True, metavar="VERB"))
