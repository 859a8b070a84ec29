"""Where a secret is kept that this machine makes for itself: one file, readable by its owner only.

Used by the settings (sessions) and the journal (the key of its seals). Two processes that start at once
end with the same secret, and nobody ever reads half of one.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from lockgate.core.errors import Unavailable


def read_or_make_secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """Read the secret in a file; where there is no file, make a secret and keep it with mode 0600.

    Raises Unavailable where the file can be neither read nor written.
    """
    try:
        if not path.exists():
            _keep(path, make())
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(
            f"The secret file {path} cannot be used: {error.strerror}.",
            mend="Give the user that runs Lockgate the right to read it, or to write its folder.",
        ) from error


def _keep(path: Path, secret: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # Unlike a rename, a link never replaces what another process has kept first.
    except FileExistsError:
        pass
    finally:
        draft.unlink()
