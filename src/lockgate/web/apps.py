"""The room `web` as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, style sheet and components."""

    name = "lockgate.web"
