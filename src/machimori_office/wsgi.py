"""The office as WSGI servers start it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from machimori_office.web.commands import stop_unless_prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "machimori_office.settings")
application = get_wsgi_application()
stop_unless_prepared()
# Every page is loaded before the first visitor comes, not while they wait.
get_resolver().url_patterns  # noqa: B018
