"""The room `accounts` as Django knows it."""

from django.apps import AppConfig

from lockgate.journal.reach import vouch_for


class AccountsConfig(AppConfig):
    """Users and the keys of their machines."""

    name = "lockgate.accounts"

    def ready(self) -> None:
        """Have the journal vouch for users and keys, but not for what changes when somebody signs in."""
        vouch_for(self.get_model("User"), except_for=("password", "last_login"))
        vouch_for(self.get_model("MachineKey"))
