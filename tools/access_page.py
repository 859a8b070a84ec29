"""The page in docs/reference that says who may do what; written by `./run docs` from lockgate.access.

For an auditor who is no programmer: first role by role, then act by act with every way to it.
"""

from collections.abc import Iterable

from lockgate.access import PERMISSIONS, TABLE, Audience, Line, Openly
from lockgate.core.permissions import Permission, Role

WITHIN = "none of its own: part of another act"
OPEN = {
    Audience.PUBLIC: "anybody, without an account",
    Audience.SIGNED_IN: "whoever is signed in",
    Audience.MACHINE: "whoever may run programs on the machine that Lockgate runs on",
}
HEAD = """\
# Who may do what

This page is generated from `src/lockgate/access.py` by `./run docs`. `./run test tests/access` tries every page, every
operation of the REST interface and every command as a person of each role, as somebody without a role and as somebody
who has not signed in, and holds what happens against this table. What is not in the table does not pass the test.

Three answers are given to whoever may not:

- Who has not signed in is led to the sign-in by a page, and answered 401 by the REST interface, whatever was asked for.
- What somebody may not know of is answered exactly as if it did not exist (404).
- What somebody sees, but may not do, is refused with a sentence that says whose it is to do (403).

A refusal changes nothing. Somebody with several roles may do what any of them may, but for one thing: who proposed a
decision never confirms it. A command is given as the account that `--as` names, and is refused as that account
would be on a page; one that takes no `--as` is for the operator, who holds the machine itself.
"""


def access_page() -> str:
    """Return the page as Markdown."""
    return "\n".join([HEAD, *_by_role(), *_by_act()])


def _by_role() -> Iterable[str]:
    yield "## Role by role\n"
    for role in Role:
        yield f"### {role.words.capitalize()}\n"
        held = [(one.sentence, one.roles[role]) for one in PERMISSIONS if role in one.roles]
        yield _table(("may", "on which things"), held)
    yield "### Without a role\n"
    opened = [(line.what.sentence, OPEN[line.what.to]) for line in TABLE if isinstance(line.what, Openly)]
    yield _table(("what", "open to"), opened)


def _by_act() -> Iterable[str]:
    yield "## Act by act\n"
    yield "A page is named as in `src/lockgate/urls.py`; an operation lies below `/api/v1`.\n"
    lines = {line.what.name: line for line in TABLE if isinstance(line.what, Permission)}
    rows = [_row(lines.get(one.name, Line(one))) for one in PERMISSIONS]
    rows += [_row(line) for line in TABLE if isinstance(line.what, Openly)]
    yield _table(("act", "who, on which things", "ways to it"), rows)


def _row(line: Line) -> tuple[str, str, str]:
    if isinstance(line.what, Openly):
        return line.what.sentence, OPEN[line.what.to], _ways(line)
    act = f"{line.what.sentence}<br>`{line.what.name}`"
    return act, "<br>".join(f"{role.words}: {words}" for role, words in line.what.roles.items()), _ways(line)


def _ways(line: Line) -> str:
    ways = [
        *(f"page `{page}`" for page in line.pages),
        *(f"`{operation}`" for operation in line.operations),
        *(f"`lockgate {command}`" for command in line.commands),
    ]
    return "<br>".join(ways) or WITHIN


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
