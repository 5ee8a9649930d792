"""The kernels, and what numba keeps of them on disk."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from numba.core.dispatcher import Dispatcher

_PACKAGES = (
    "machimori.geometry",
    "machimori.hotspots",
    "machimori.lighting",
    "machimori.streets",
    "machimori.town",
)


def kernels() -> tuple[Any, ...]:
    """Return every function of the library that numba compiles."""
    found = (
        value
        for module in map(import_module, _modules())
        for value in vars(module).values()
        if isinstance(value, Dispatcher)
    )
    return tuple(dict.fromkeys(found))


def forget_stale() -> tuple[Path, ...]:
    """Delete what was compiled before any source of a kernel was changed.

    What numba keeps is renewed when the file of a kernel changes, not when that of a
    kernel it calls does.

    Returns
    -------
    tuple of Path
        What was deleted.

    Raises
    ------
    OSError
        The disk refused.
    """
    every = kernels()
    newest = max(source.stat().st_mtime for source in _sources(every))
    folders = {Path(kernel.stats.cache_path) for kernel in every}
    kept = (file for folder in folders for file in folder.glob("*.nb[ic]"))
    stale = tuple(file for file in kept if file.stat().st_mtime < newest)
    for file in stale:
        file.unlink(missing_ok=True)
    return stale


def _modules() -> Iterator[str]:
    for package in _PACKAGES:
        folder = import_module(package).__path__
        yield from (f"{package}.{module.name}" for module in iter_modules(folder))


def _sources(every: tuple[Any, ...]) -> set[Path]:
    """Files of kernels, and those beside them, whose constants they hold."""
    own = {Path(kernel.py_func.__code__.co_filename) for kernel in every}
    folders = {Path(str(import_module(p).__file__)).parent for p in _PACKAGES}
    return own | {file for folder in folders for file in folder.glob("*.py")}
