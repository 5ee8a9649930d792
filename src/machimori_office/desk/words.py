"""How the audit page words what the chain holds as ids and codes.

Each app words what it records in its `audit_words.py`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from uuid import UUID

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from machimori_office.audit.services import SYSTEM

Worded = dict[str, str | Promise]


def action(code: str) -> str:
    """Word what was done; a code that is not known shows as it is."""
    return str(worded("ACTIONS").get(code, code))


def reason(text: str) -> str:
    """Word why; what people wrote shows as they wrote it."""
    return str(worded("REASONS").get(text, text))


def actor(code: str) -> str:
    """Word who did it, where it was no member of staff."""
    return str(_("The office itself")) if code == SYSTEM else code


@cache
def worded(name: str) -> Worded:
    """Gather the words of all apps: `ACTIONS`, or `REASONS` that the code gives."""
    found: Worded = {}
    for app in apps.get_app_configs():
        module = f"{app.name}.audit_words"
        if app.name.startswith("machimori_office.") and find_spec(module):
            found |= getattr(import_module(module), name, {})
    return found


def is_uuid(text: str) -> bool:
    """Whether an id has the form of a row's."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
