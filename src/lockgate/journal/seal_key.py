"""Which key signs seals, and which keys' seals are accepted. Read from the settings, called by seal and verify."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

from lockgate.core.errors import Unavailable
from lockgate.core.secret_file import read_or_make_secret


def signing_key() -> Ed25519PrivateKey:
    """Load the key that signs seals; outside production it is made where there is none.

    Raises Unavailable where there is no usable key.
    """
    path = settings.LOCKGATE_SEAL_KEY_FILE
    if not (path.exists() or settings.LOCKGATE_SEAL_KEY_MAY_BE_MADE):
        raise Unavailable(
            f"The seal key {path} is not there.",
            mend="Make it once and keep a copy: openssl genpkey -algorithm ed25519. LOCKGATE_SEAL_KEY_FILE names it.",
        )
    pem = read_or_make_secret(path, _new_pem)
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Unavailable(
            f"The file {path} holds no Ed25519 private key.",
            mend="Give one as PEM without a password: openssl genpkey -algorithm ed25519.",
        )
    return key


def trusted_public_keys() -> frozenset[str]:
    """List the public keys, in hexadecimal digits, whose seals are accepted: the own key and those of the settings."""
    own = {public_hex(signing_key())} if settings.LOCKGATE_SEAL_KEY_FILE.exists() else set()
    return frozenset(own | {key.lower() for key in settings.LOCKGATE_TRUSTED_SEAL_KEYS})


def public_hex(key: Ed25519PrivateKey) -> str:
    """Tell a key's public half as 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def _new_pem() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
