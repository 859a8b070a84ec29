"""How a process that goes on learns that it is over: it waits, and its standard input ends with whoever started it."""

import argparse
import os
import sys
from collections.abc import Callable
from select import select
from time import sleep

MONTH_S = 31 * 24 * 60 * 60


def offer_every(parser: argparse.ArgumentParser, *, ends: str) -> None:
    """Add `--every SECONDS` and `--while-input-is-open` to a parser; `ends` says what is done when the input ends."""
    parser.add_argument("--every", metavar="SECONDS", type=_seconds, help="again and again, until interrupted")
    parser.add_argument(
        "--while-input-is-open",
        action="store_true",
        help=f"with --every: {ends} when the standard input ends, as `lockgate serve` has it",
    )


def is_over(arguments: argparse.Namespace) -> Callable[[float], bool]:
    """Return what waits so many seconds and says whether it is over, as the arguments ask."""
    return _input_ends if arguments.while_input_is_open else _wait


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = 0
    if not 0 < seconds < MONTH_S:
        raise argparse.ArgumentTypeError(f"{word} is no time to wait; write seconds, such as 10")
    return seconds


def _wait(seconds: float) -> bool:
    sleep(seconds)
    return False


def _input_ends(seconds: float) -> bool:
    readable, _, _ = select([sys.stdin], [], [], seconds)
    return bool(readable) and not os.read(sys.stdin.fileno(), 1024)
