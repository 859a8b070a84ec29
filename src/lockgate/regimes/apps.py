"""Registers the room with Django."""

from django.apps import AppConfig


class RegimesConfig(AppConfig):
    """Room 1: control lists and determination."""

    name = "lockgate.regimes"
    label = "regimes"
