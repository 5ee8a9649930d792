"""What must not go on by itself after a restore: apps name it in `after_restore.py`.

A backup is a past: what waited in it may have been done since, and whoever had left
by then may be back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

from machimori_office.backups.diary import Diary

Calm = Callable[[datetime], int]
CatchUp = Callable[[Diary, datetime], int]

_MODULE = "after_restore"
_CALMS: list[Calm] = []
_CATCH_UPS: list[CatchUp] = []


def after_restore(calm: Calm) -> Calm:
    """Register what is done at once after a restore; it returns how many rows."""
    _CALMS.append(calm)
    return calm


def catches_up(catch_up: CatchUp) -> CatchUp:
    """Register what does again what residents decided since the backup.

    It returns for how many people.
    """
    _CATCH_UPS.append(catch_up)
    return catch_up


def catch_ups() -> Sequence[CatchUp]:
    """Return all of them."""
    autodiscover_modules(_MODULE)
    return tuple(_CATCH_UPS)


def calms() -> Sequence[Calm]:
    """Return all of them."""
    autodiscover_modules(_MODULE)
    return tuple(_CALMS)
