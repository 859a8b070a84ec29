"""The room `journal` as Django knows it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Rows, seals and their leaves."""

    name = "lockgate.journal"
