"""The room `front` as Django knows it."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Pages that show facts of several rooms."""

    name = "lockgate.front"
