"""Where each room's pages are mounted; knows every room, and only mounts."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
