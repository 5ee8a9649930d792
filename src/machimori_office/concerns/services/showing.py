"""Taking personal data out of a concern, and choosing what everybody sees of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from machimori_office.concerns.models import Concern, Photo
from machimori_office.concerns.services.steps import advance, step
from machimori_office.concerns.states import Move
from machimori_office.web.errors import NotNow


@transaction.atomic
def moderate(
    concern: Concern,
    *,
    text: str,
    place_text: str,
    actor: str,
    reason: str,
    at: datetime,
    drops: Collection[int] = (),
) -> None:
    """Put a text without personal data in the place of what was written, for good.

    Parameters
    ----------
    drops : collection of int
        Keys of pictures that are deleted.

    Raises
    ------
    NotNow, RowChanged
    """
    state = advance(concern, Move.MODERATE, text=text, place_text=place_text)
    concern.photos.filter(pk__in=drops).delete()
    step(concern, Move.MODERATE, state, actor=actor, reason=reason, at=at)


@transaction.atomic
def publish(
    concern: Concern,
    *,
    text: str,
    answer: str,
    actor: str,
    at: datetime,
    photos: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Show everybody this text and answer, and of the pictures only those chosen.

    Parameters
    ----------
    photos : mapping of int to str
        By key, what each picture shows, for who does not see it.

    Raises
    ------
    NotNow
        It is not being seen to, or the text is empty.
    RowChanged
    """
    if not text.strip():
        raise NotNow
    state = advance(
        concern,
        Move.PUBLISH,
        published_text=text.strip(),
        published_answer=answer.strip(),
        published_at=concern.published_at or at,
    )
    concern.photos.update(is_published=False)
    for pk, shows in photos.items():
        concern.photos.filter(pk=pk).update(is_published=True, shows=shows)
    step(concern, Move.PUBLISH, state, actor=actor, reason="for everybody", at=at)


@transaction.atomic
def hide(concern: Concern, *, actor: str, reason: str, at: datetime) -> None:
    """Show nobody anything of it any more.

    Raises
    ------
    NotNow, RowChanged
    """
    changes = {"published_text": "", "published_answer": ""}
    state = advance(concern, Move.HIDE, published_at=None, **changes)
    Photo.objects.filter(concern=concern).update(is_published=False)
    step(concern, Move.HIDE, state, actor=actor, reason=reason, at=at)
