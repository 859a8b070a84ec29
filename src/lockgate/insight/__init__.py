"""Insight: what the gate sees, and what an outsider can know. Facts in, measured figures out.

The figures are functions on Arrow tables and need no Django, no database and no account:

    from lockgate.insight import pace_table

Each is loaded when it is first asked for.
"""

from importlib import import_module
from types import MappingProxyType
from typing import Any

_FUNCTIONS = MappingProxyType(
    {
        "dependence_table": "dependence.table",
        "forecast": "pace.expectation",
        "gate_of": "hanging.open_cases",
        "hanging_table": "hanging.open_cases",
        "observe": "observer.observing",
        "pace_table": "pace.table",
        "read_export": "facts.export",
        "read_facts": "facts.reading",
        "run_out_table": "run_out.table",
    }
)
"""What this package offers, and the module below it that has it. None is named as a package below it: the import of
that would take its place."""
__all__ = sorted(_FUNCTIONS)


def __getattr__(name: str) -> Any:
    if name not in _FUNCTIONS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FUNCTIONS[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *_FUNCTIONS]
