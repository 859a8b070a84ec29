"""The room `insight` as Django knows it: it has pages, and no tables."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """What the gate sees."""

    name = "lockgate.insight"
