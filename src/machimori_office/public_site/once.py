"""What is sent twice by one press, or by going back and pressing again, counts once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.core.cache import cache

_REMEMBERED_S = 12 * 60 * 60


def once(form: str, said: str, make: Callable[[], UUID]) -> UUID:
    """Make a row of what was sent, unless it was made already; return its key.

    Parameters
    ----------
    form : str
        The signed time at which the form was opened: another's form has another.
    said : str
        What was filled in.
    """
    key = "once." + hashlib.sha256(f"{form}\n{said}".encode()).hexdigest()
    made = cache.get(key)
    if made is None:
        made = make()
        cache.set(key, made, _REMEMBERED_S)
    return UUID(str(made))
