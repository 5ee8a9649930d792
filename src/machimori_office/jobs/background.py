"""What takes minutes: claimed by one worker, told how far it is, kept or refused."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput, MachimoriError
from machimori.language import Language, Text

_LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=30)
MOST_TOLD = 20
Clock = Callable[[], datetime]
Tell = Callable[[int, int], None]


class Background(models.Model):
    """A row that is computed once, with all that it needs, in the background."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting to begin")
        RUNNING = "running", _("Being computed")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be computed")

    # What is emptied as soon as it was computed, or could not be.
    FORGETS: ClassVar[Mapping[str, Any]] = {}

    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure_ja = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_running(self) -> bool:
        """Whether somebody who looks should look again."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    def failure(self, language: Language) -> str:
        """Why it could not be computed, in somebody's language."""
        return self.failure_en if language == "en" else self.failure_ja


Row = TypeVar("Row", bound=Background)
Found = TypeVar("Found")


def compute_next(
    rows: models.QuerySet[Row],
    compute: Callable[[Row, Tell, datetime], Found],
    keep: Callable[[Row, Found, datetime], None],
    clock: Clock,
) -> Row | None:
    """Compute the row that waits longest.

    Parameters
    ----------
    rows : QuerySet
        With all that is to be read along.
    compute : callable
        May refuse with a `MachimoriError`, which is kept in both languages.
    keep : callable
        Keeps what was found, and calls `finished` with the row in its transaction.
    clock : callable

    Returns
    -------
    Background or None
        None where nothing waits.
    """
    claimed = _claim(rows, clock())
    if claimed is None:
        return None
    mine = rows.model._default_manager.filter(pk=claimed.pk)

    def tell(done: int, total: int) -> None:
        mine.update(done=done, total=total, held_until=clock() + LEASE)

    try:
        found = compute(claimed, tell, clock())
    except MachimoriError as error:
        _fail(claimed, _why(error), clock())
    except Exception:
        _LOG.exception("%s %s", rows.model._meta.label, claimed.pk)
        _fail(claimed, Text.same(""), clock())
    else:
        keep(claimed, found, clock())
    return claimed


def finished(claimed: Background, now: datetime, **kept: Any) -> None:
    """Mark a row as computed, and empty what is needed no more."""
    _end(claimed, now, state=Background.State.DONE, **kept)


def _claim(rows: models.QuerySet[Row], now: datetime) -> Row | None:
    waits = Q(state=Background.State.WAITING)
    left = Q(state=Background.State.RUNNING, held_until__lte=now)
    plain = rows.model._default_manager.filter(waits | left)
    for pk in plain.order_by("asked_at").values_list("pk", flat=True)[:5]:
        claim = {"state": Background.State.RUNNING, "held_until": now + LEASE}
        if plain.filter(pk=pk).update(**claim) == 1:
            return rows.get(pk=pk)
    return None


def _why(error: MachimoriError) -> Text:
    """Word a refusal in both languages, all its problems together."""
    if isinstance(error, InvalidInput):
        told = error.problems[:MOST_TOLD]
        return Text(
            ja="\n".join(problem.sentence("ja") for problem in told),
            en="\n".join(problem.sentence("en") for problem in told),
        )
    return Text(ja=error.message("ja"), en=error.message("en"))


def _fail(claimed: Background, why: Text, now: datetime) -> None:
    _end(
        claimed,
        now,
        state=Background.State.FAILED,
        failure_ja=why.ja,
        failure_en=why.en,
    )


def _end(claimed: Background, now: datetime, **change: Any) -> None:
    mine = type(claimed)._default_manager.filter(pk=claimed.pk)
    mine.update(finished_at=now, held_until=None, **change, **claimed.FORGETS)
