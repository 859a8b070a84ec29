"""Is the grammar of a regime's codes safe to match against what strangers type?

A regular expression may be wrong, may not fit its own example, or may take for ever on hostile text. The last is
tried out, because no simple reading of the expression tells: prefixes of the example are pumped with characters
until the text is as long as a code may be or the time is up.
"""

from __future__ import annotations

import re
from time import thread_time

from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import Regime

LONGEST_GRAMMAR = 500
"""Characters of the pattern."""
LONGEST_CODE = 60
"""Characters of a code; `Law` refuses longer ones before it asks the grammar."""
SLOWEST_MATCH = 0.02
"""Seconds of processor time for one code; a sound grammar takes a few millionths."""

_NEVER_IN_A_CODE = "\x00"


def fault_of_grammar(regime: Regime) -> Fault | None:
    """Return what is wrong with the grammar, or None."""

    def fault(what: str, mend: str) -> Fault:
        return Fault("regime.toml", 0, what, mend, key="code_grammar.pattern")

    if len(regime.grammar) > LONGEST_GRAMMAR:
        return fault(f"code_grammar.pattern is longer than {LONGEST_GRAMMAR} characters.", "Write a simpler pattern.")
    try:
        pattern = re.compile(regime.grammar)
    except (re.error, OverflowError, RecursionError) as error:
        return fault(f"code_grammar.pattern is no regular expression ({error}).", "Correct the pattern.")
    slow = slow_text(pattern, regime.example)
    if slow:
        return fault(
            f"code_grammar.pattern takes too long on a text like '{slow}'.",
            "Write no repetition inside a repetition unless a dot or another fixed character stands between.",
        )
    if len(regime.example) > LONGEST_CODE or not pattern.fullmatch(regime.example):
        what = f"code_grammar.example '{regime.example[:LONGEST_CODE]}' does not match code_grammar.pattern."
        return fault(what, f"The whole code must match, and have at most {LONGEST_CODE} characters.")
    return None


def slow_text(pattern: re.Pattern[str], example: str) -> str:
    """Return a text on which `pattern` takes longer than SLOWEST_MATCH, or "" where none was found."""
    example = example[:LONGEST_CODE]
    pumps = dict.fromkeys((*example, *(example[at : at + 2] for at in range(len(example))), *"aA0.-/ "))
    for end in range(len(example) + 1):
        for pump in pumps:
            found = _pumped(pattern, example[:end], pump)
            if found:
                return found
    return ""


def _pumped(pattern: re.Pattern[str], prefix: str, pump: str) -> str:
    """Lengthen the text step by step, so that time grows slowly enough to stop in time."""
    for length in range(2, LONGEST_CODE - len(prefix), 2):
        text = prefix + (pump * length)[:length] + _NEVER_IN_A_CODE
        # Only the thread's own processor time counts: a busy machine makes no grammar slow.
        if all(_time_to_match(pattern, text) > SLOWEST_MATCH for _ in range(2)):
            return text.rstrip(_NEVER_IN_A_CODE)
    return ""


def _time_to_match(pattern: re.Pattern[str], text: str) -> float:
    started = thread_time()
    pattern.fullmatch(text)
    return thread_time() - started
