"""The WSGI application that a server such as granian runs; production unless DJANGO_SETTINGS_MODULE says else."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lockgate.settings.production")

application = get_wsgi_application()
