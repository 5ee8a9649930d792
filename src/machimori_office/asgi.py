"""The office as ASGI servers start it."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

from machimori_office.web.commands import stop_unless_prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "machimori_office.settings")
application = get_asgi_application()
stop_unless_prepared()
