"""Which variables set up an installation, and what their texts mean.

Read by the modules of this package alone. A wrong or missing variable is refused with its name and the
remedy; docs/reference/settings.md is generated from VARIABLES.
"""

import os
from pathlib import Path
from typing import NamedTuple

from lockgate.core.errors import Invalid

SECRET_LENGTH_MIN = 50
SECRET_SIGNS_MIN = 5
KNOWN_SECRETS = ("only-for-tests-", "django-insecure-")
"""How secrets begin that stand in a repository for everybody to read: our tests', and those that Django makes."""


class SettingInvalid(Invalid):
    """A variable of the environment is missing or cannot be read."""

    code = "settings.invalid"


class Variable(NamedTuple):
    """A variable: what it means, what holds without it, and whether production must name it.

    `default` is written as the variable would be; None means that `without` says what happens instead.
    """

    name: str
    meaning: str
    without: str
    default: str | None = None
    is_required_in_production: bool = False


VARIABLES = (
    Variable(
        "LOCKGATE_DATA_DIR",
        "The folder for what this installation keeps: the SQLite file and the secrets that it makes for itself.",
        "`var` in the folder where the command is given",
        "var",
        is_required_in_production=True,
    ),
    Variable(
        "LOCKGATE_DATABASE_URL",
        "The database: `sqlite:///PATH` (four slashes for an absolute path) or "
        "`postgresql://USER:PASSWORD@HOST:PORT/NAME`, where `?sslmode=require` and other libpq options may follow.",
        "`lockgate.sqlite3` in the data folder",
    ),
    Variable(
        "LOCKGATE_SECRET_KEY",
        "The secret that signs sessions and forms: 50 or more random characters, the same for every process.",
        "made once and kept in `secret-key` in the data folder",
        is_required_in_production=True,
    ),
    Variable(
        "LOCKGATE_ALLOWED_HOSTS",
        "The host names that are answered to, with commas.",
        "`127.0.0.1,localhost,[::1]`",
        "127.0.0.1,localhost,[::1]",
        is_required_in_production=True,
    ),
    Variable(
        "LOCKGATE_BEHIND_PROXY",
        "`yes` where a proxy ends TLS, sets X-Forwarded-Proto itself and adds the client's address to X-Forwarded-For; "
        "`no` where clients reach Lockgate directly.",
        "`no`",
        "no",
    ),
    Variable(
        "LOCKGATE_SEAL_KEY_FILE",
        "The Ed25519 private key that signs the seals of the journal, as PEM (`openssl genpkey -algorithm ed25519`). "
        "In production it must be there; it is never made.",
        "made once and kept in `seal-key.pem` in the data folder",
        is_required_in_production=True,
    ),
    Variable(
        "LOCKGATE_TRUSTED_SEAL_KEYS",
        "Public keys whose seals are accepted beside those of the seal key, as 64 hexadecimal digits each, with "
        "commas: the keys of former years, or the authority's key on an auditor's machine.",
        "none",
        "",
    ),
    Variable(
        "LOCKGATE_LOG_LEVEL",
        "How much is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`.",
        "`INFO`",
        "INFO",
    ),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def text(name: str) -> str | None:
    """Read a variable as text without blanks around it; its default, or None, where it is not set or empty."""
    variable = _BY_NAME[name]
    return os.environ.get(name, "").strip() or variable.default


def path(name: str) -> Path | None:
    """Read a variable as a path, made absolute from where the command is given; None where it is not set."""
    value = text(name)
    return Path(value).expanduser().absolute() if value else None


def make_folder(name: str, folder: Path) -> None:
    """Make the folder that a variable names, readable by its owner only; raise SettingInvalid where it can't be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingInvalid(
            f"{name} is {folder}, which cannot be made: {error.strerror}.",
            mend="Name a folder that the user who runs Lockgate may write.",
        ) from None


def secret(name: str) -> str | None:
    """Read a variable as a secret; raise SettingInvalid where it is short or known, without repeating it."""
    value = text(name)
    mend = f"Give at least {SECRET_LENGTH_MIN} random characters, such as `openssl rand -base64 48` prints."
    if value is not None and len(value) < SECRET_LENGTH_MIN:
        raise SettingInvalid(f"{name} has {len(value)} characters, which is too short for a secret.", mend=mend)
    if value is not None and (value.startswith(KNOWN_SECRETS) or len(set(value)) < SECRET_SIGNS_MIN):
        raise SettingInvalid(f"{name} is a default that everybody knows or can guess, and so no secret.", mend=mend)
    return value


def words(name: str) -> list[str]:
    """Read a variable as a list with commas; blanks and empty items fall away."""
    return [word.strip() for word in (text(name) or "").split(",") if word.strip()]


def switch(name: str) -> bool:
    """Read a variable as yes or no; raise SettingInvalid where it is neither."""
    return one_of(name, ("yes", "no")) == "yes"


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """Read a variable that has a few values; raise SettingInvalid where it is none of them."""
    value = text(name)
    if value not in choices:
        raise SettingInvalid(f"{name} is {value!r}.", mend=f"Set it to one of: {', '.join(choices)}.")
    return value


def require_for_production() -> None:
    """Raise SettingInvalid, naming them all, where variables are missing that production has no default for."""
    required = [variable for variable in VARIABLES if variable.is_required_in_production]
    missing = [variable for variable in required if not os.environ.get(variable.name, "").strip()]
    if missing:
        raise SettingInvalid(
            f"Production does not start: {', '.join(variable.name for variable in missing)} must be set.",
            mend=" ".join(f"{variable.name}: {variable.meaning}" for variable in missing),
        )


def settings_page() -> str:
    """Write docs/reference/settings.md: every variable, what it means, what holds without it."""
    lines = [
        "# Settings",
        "",
        "Lockgate is set up by variables of the environment. `DJANGO_SETTINGS_MODULE` chooses the kind:",
        "`lockgate.settings.development` (a programmer's machine; errors show their trace),",
        "`lockgate.settings.demo` (one machine, reached from itself), `lockgate.settings.production`,",
        "`lockgate.settings.test`.",
        "",
        "This page is generated from `src/lockgate/settings/environment.py` by `./run docs`.",
        "",
        "| variable | what it means | without it | in production |",
        "| --- | --- | --- | --- |",
    ]
    for variable in VARIABLES:
        duty = "must be set" if variable.is_required_in_production else "may be left out"
        lines.append(f"| `{variable.name}` | {variable.meaning} | {variable.without} | {duty} |")
    return "\n".join(lines) + "\n"
