"""What each app contributes to one place, in a file of a fixed name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

Key = TypeVar("Key")
Item = TypeVar("Item")


class Registry(Mapping[Key, Item]):
    """What apps register in a module of a fixed name, gathered when first read.

    A process loads what it reads: who only hands mails over carries no geometry.

    Parameters
    ----------
    module : str
        The name of the module in each app.
    things : str
        What they are, in messages.
    """

    def __init__(self, module: str, things: str) -> None:
        self._module, self._things = module, things
        self._items: dict[Key, Item] = {}
        self._is_whole = False

    def add(self, key: Key, item: Item) -> None:
        """Register something under a key that nothing else has."""
        if key in self._items:
            raise ValueError(f"two {self._things} are called {key}")
        self._items[key] = item

    def loaded(self) -> tuple[Item, ...]:
        """Return what is registered so far, loading nothing."""
        return tuple(self._items.values())

    def from_app_alone(self, app: str, key: Key) -> Item:
        """Return an item of this app, loading no other unless it is not there."""
        if key not in self._items and find_spec(f"{app}.{self._module}"):
            import_module(f"{app}.{self._module}")
        return self._items[key] if key in self._items else self[key]

    def __getitem__(self, key: Key) -> Item:
        return self._whole()[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> dict[Key, Item]:
        if not self._is_whole:
            autodiscover_modules(self._module)
            self._is_whole = True
        return self._items


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
