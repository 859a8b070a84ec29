"""What an installation has beside the rest where it may be a demo: its pages, its strip, its label on every answer."""

from copy import deepcopy

from lockgate.settings import base

INSTALLED_APPS = [*base.INSTALLED_APPS, "lockgate.demo.apps.DemoConfig"]
MIDDLEWARE = ["lockgate.demo.label.label_answers", *base.MIDDLEWARE]
TEMPLATES = deepcopy(base.TEMPLATES)
TEMPLATES[0]["OPTIONS"]["context_processors"].append("lockgate.demo.strip.strip")
