"""Is an address reached from its own machine only? Asked before a demo is served, and before it lets anybody in."""

from ipaddress import ip_address


def is_loopback(address: str) -> bool:
    """Tell whether an address is of this machine alone; a name other than localhost is not looked up.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
