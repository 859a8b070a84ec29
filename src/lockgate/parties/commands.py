"""`lockgate user add | list | remove-role | password` and `lockgate key add | list | revoke`.

Thin, as all commands are. They act as the operator of the machine, or as the account that `--as` names.
"""

import json
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from typing import Any

from lockgate.core.errors import Invalid
from lockgate.core.permissions import GRANTED_ROLES
from lockgate.parties.acting import acting, offer_as

_Verbs = _SubParsersAction  # argparse's own type of what add_subparsers returns


def register(subparsers: "_Verbs[ArgumentParser]") -> None:
    """Add the parsers of `user` and `key`; each verb sets `run`."""
    users = subparsers.add_parser("user", description="Add users with roles in organisations.")
    _register_users(users.add_subparsers(required=True, metavar="VERB"))
    keys = subparsers.add_parser("key", description="Add, list and revoke the bearer keys of machines.")
    _register_keys(keys.add_subparsers(required=True, metavar="VERB"))


def _register_users(verbs: "_Verbs[ArgumentParser]") -> None:
    add = verbs.add_parser("add", help="give a user a role; the user and the organisation are added where missing")
    _role_arguments(add)
    add.add_argument("--country", default="", help="where the organisation sits, as ISO 3166 writes it: CN")
    add.add_argument("--password-stdin", action="store_true", help="read a password for the sign-in from stdin")
    add.set_defaults(run=_add_user)

    listing = verbs.add_parser("list", help="list the accounts with their roles")
    listing.set_defaults(run=_list_users)

    remove = verbs.add_parser("remove-role", help="take a role in an organisation from a user")
    _role_arguments(remove)
    remove.set_defaults(run=_remove_role)

    password = verbs.add_parser("password", help="set a user's password")
    password.add_argument("email", metavar="EMAIL")
    password.add_argument("--password-stdin", action="store_true", required=True, help="read it from stdin")
    password.set_defaults(run=_set_password)
    for verb in (add, listing, remove, password):
        offer_as(verb)


def _role_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    roles = [role.value for role in GRANTED_ROLES]
    parser.add_argument("--role", required=True, type=_role_value, choices=roles, metavar="ROLE", help=", ".join(roles))
    parser.add_argument("--organisation", required=True, metavar="NAME")


def _role_value(word: str) -> str:
    """Return a role as it is stored, also where it is written as in a sentence or with a hyphen."""
    return word.replace(" ", "_").replace("-", "_")


def _register_keys(verbs: "_Verbs[ArgumentParser]") -> None:
    add = verbs.add_parser("add", help="make a bearer key for a user's machine, and print it once")
    add.add_argument("email", metavar="EMAIL")
    add.set_defaults(run=_add_key)

    listing = verbs.add_parser("list", help="list a user's keys; what opens the door is never shown again")
    listing.add_argument("email", metavar="EMAIL")
    listing.set_defaults(run=_list_keys)

    revoke = verbs.add_parser("revoke", help="revoke a key: from now on it opens nothing")
    revoke.add_argument("id", metavar="ID")
    revoke.set_defaults(run=_revoke_key)
    for verb in (add, listing, revoke):
        offer_as(verb)


def _add_user(parsed: Namespace) -> None:
    from django.db import transaction

    from lockgate.accounts.permissions import ADD_USER
    from lockgate.accounts.queries import all_users
    from lockgate.accounts.services import add_user, set_password
    from lockgate.core.permissions import check_may
    from lockgate.parties.queries import organisation_called
    from lockgate.parties.services import add_member, add_organisation

    by = acting(parsed)
    check_may(by, ADD_USER)  # before anything is looked up: a refusal never tells what there is
    password = _password() if parsed.password_stdin else None
    done = []
    with transaction.atomic():  # three acts, and none of them where one is refused
        if not all_users().filter(email=parsed.email.strip().lower()).exists():
            add_user(by=by, email=parsed.email, password=password)
            done.append("user added")
        elif password is not None:
            set_password(by=by, email=parsed.email, password=password)
            done.append("password set")
        if organisation_called(parsed.organisation) is None:
            add_organisation(by=by, name=parsed.organisation, country=parsed.country)
            done.append("organisation added")
        member = add_member(by=by, email=parsed.email, organisation=parsed.organisation, role=parsed.role)
        done.append("role given")
    email, organisation = member.user.email, member.organisation.name
    told = {"email": email, "organisation": organisation, "role": parsed.role, "done": done}
    words = parsed.role.replace("_", " ")
    _tell(parsed, told, f"{email} is {words} of {organisation} ({', '.join(done)}).")


def _list_users(parsed: Namespace) -> None:
    from lockgate.parties.queries import visible_accounts

    seen = visible_accounts(acting(parsed))
    told = [
        {
            "email": account.email,
            "open": account.is_open,
            "added_at": account.added_at.isoformat(),
            "roles": [{"organisation": held.organisation, "roles": list(held.roles)} for held in account.held],
        }
        for account in seen
    ]
    lines = []
    for account in seen:
        roles = [f"{', '.join(role.words for role in held.roles)} of {held.organisation}" for held in account.held]
        lines.append(f"{account.email}{'' if account.is_open else ' (closed)'}: {'; '.join(roles) or 'no role'}")
    _tell(parsed, told, "\n".join(lines) or "There is no account yet.")


def _remove_role(parsed: Namespace) -> None:
    from lockgate.parties.services import remove_member

    remove_member(by=acting(parsed), email=parsed.email, organisation=parsed.organisation, role=parsed.role)
    told = {"email": parsed.email, "organisation": parsed.organisation, "role": parsed.role, "done": ["role removed"]}
    words = parsed.role.replace("_", " ")
    _tell(parsed, told, f"{parsed.email} is no longer {words} of {parsed.organisation}.")


def _set_password(parsed: Namespace) -> None:
    from lockgate.accounts.services import set_password

    set_password(by=acting(parsed), email=parsed.email, password=_password())
    _tell(parsed, {"email": parsed.email, "done": ["password set"]}, f"The password of {parsed.email} was set.")


def _add_key(parsed: Namespace) -> None:
    from lockgate.accounts.services import add_key

    made = add_key(by=acting(parsed), email=parsed.email)
    _tell(parsed, {"id": made.id, "email": parsed.email, "key": made.key}, made.key)
    print(f"Key {made.id} of {parsed.email} was made. Keep it now: it is never shown again.", file=sys.stderr)


def _list_keys(parsed: Namespace) -> None:
    from lockgate.accounts.queries import visible_keys

    keys = visible_keys(acting(parsed), parsed.email)
    told = [
        {
            "id": str(key.pk),
            "added_at": key.added_at.isoformat(),
            "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
        }
        for key in keys
    ]
    lines = [
        f"{key.pk}  added {key.added_at:%Y-%m-%d %H:%M}  "
        + (f"revoked {key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else "in use")
        for key in keys
    ]
    _tell(parsed, told, "\n".join(lines) or f"{parsed.email} has no keys.")


def _revoke_key(parsed: Namespace) -> None:
    from lockgate.accounts.services import revoke_key

    revoke_key(by=acting(parsed), key_id=parsed.id)
    _tell(parsed, {"id": parsed.id, "done": ["key revoked"]}, f"Key {parsed.id} is revoked and opens nothing.")


def _password() -> str:
    word = sys.stdin.readline().rstrip("\r\n")
    if not word:
        raise Invalid("No password came on stdin.", mend="Give it as one line: `… --password-stdin < FILE`.")
    return word


def _tell(parsed: Namespace, told: Any, sentence: str) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=2) if parsed.json else sentence)
