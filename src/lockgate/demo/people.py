"""Who acts in the demo: the accounts' addresses. The domain is reserved (RFC 2606), so none can be a person's."""

from lockgate.core.permissions import Role

DOMAIN = "demo.lockgate.invalid"
AUTHORITY = "Export Licensing Department (synthetic)"
ADVISING = "Advising Ministry (synthetic)"
CUSTOMS = "Customs Administration (synthetic)"

SIGN_IN_AS = {
    Role.EXPORTER: f"exporter-001@{DOMAIN}",
    Role.OFFICER: f"officer-01@{DOMAIN}",
    Role.SENIOR_OFFICER: f"senior-01@{DOMAIN}",
    Role.ADVISER: f"adviser-01@{DOMAIN}",
    Role.CUSTOMS: f"customs-01@{DOMAIN}",
    Role.ANALYST: f"analyst-01@{DOMAIN}",
    Role.ADMINISTRATOR: f"administrator-01@{DOMAIN}",
}
"""The account that a visitor of the demo's site is signed in as, by the role that it holds."""


def exporter(number: int) -> str:
    """Return the address of the exporter with this number, counted from 1."""
    return f"exporter-{number:03}@{DOMAIN}"


def officer(number: int) -> str:
    """Return the address of an officer of the department, counted from 1."""
    return f"officer-{number:02}@{DOMAIN}"


def senior(number: int) -> str:
    """Return the address of a senior officer of the department, counted from 1."""
    return f"senior-{number:02}@{DOMAIN}"
