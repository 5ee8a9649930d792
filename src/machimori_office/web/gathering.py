"""What each app contributes to one place, in a file of a fixed name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@cache
def by_app(module: str, name: str) -> Mapping[str, Any]:
    """Return `name` of the `module` of every app that has it, by the app's label."""
    found = {}
    for app in apps.get_app_configs():
        path = f"{app.name}.{module}"
        if app.name.startswith("machimori_office.") and find_spec(path):
            contributed = getattr(import_module(path), name, None)
            if contributed is not None:
                found[app.label] = contributed
    return found


def from_each_app(module: str, name: str) -> tuple[Any, ...]:
    """Return `name` of the `module` of every app that has it, in the apps' order."""
    return tuple(by_app(module, name).values())
