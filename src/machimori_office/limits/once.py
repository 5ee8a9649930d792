"""What is sent twice by one press, or by going back and pressing again, counts once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from machimori_office.limits.forms import LONGEST
from machimori_office.limits.models import Press


@transaction.atomic
def once(form: str, said: str, make: Callable[[], UUID], *, at: datetime) -> UUID:
    """Make a row of what was sent, unless it was made already; return its key.

    Parameters
    ----------
    form : str
        The signed time at which the form was opened: another's form has another.
    said : str
        What was filled in.
    make : callable
        Makes the row, in the same transaction; what it raises leaves no press behind.
    at : datetime
    """
    key = salted_hmac("limits.once", f"{form}\n{said}", algorithm="sha256").hexdigest()
    # Of two presses at one moment the second waits here for the end of the first.
    Press.objects.bulk_create([Press(key=key, at=at)], ignore_conflicts=True)
    press = Press.objects.select_for_update().get(key=key)
    if press.made is None:
        press.made = make()
        press.save(update_fields=["made"])
    return press.made


def forget(at: datetime) -> int:
    """Delete presses of forms that are over."""
    return Press.objects.filter(at__lt=at - LONGEST).delete()[0]
