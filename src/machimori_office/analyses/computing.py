"""Computing what waits: one analysis by one worker, with its progress."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from machimori.errors import InvalidInput, MachimoriError
from machimori.language import Text
from machimori_office.analyses.models import Analysis, Product
from machimori_office.analyses.personal import homes_until
from machimori_office.analyses.studies import Found, compute

_LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=30)
MOST_TOLD = 20
Clock = Callable[[], datetime]


def compute_next(clock: Clock) -> Analysis | None:
    """Compute the analysis that waits longest; return it, or None where none does."""
    claimed = _claim(clock())
    if claimed is None:
        return None

    def tell(done: int, total: int) -> None:
        mine = Analysis.objects.filter(pk=claimed.pk)
        mine.update(done=done, total=total, held_until=clock() + LEASE)

    try:
        found = compute(claimed, tell, clock())
    except MachimoriError as error:
        _fail(claimed, _why(error), clock())
    except Exception:
        _LOG.exception("analysis %s", claimed.pk)
        _fail(claimed, Text.same(""), clock())
    else:
        _keep(claimed, found, clock())
    return claimed


def _claim(now: datetime) -> Analysis | None:
    waits = Q(state=Analysis.State.WAITING)
    left = Q(state=Analysis.State.RUNNING, held_until__lte=now)
    oldest = Analysis.objects.filter(waits | left).order_by("asked_at")
    for pk in oldest.values_list("pk", flat=True)[:5]:
        free = Analysis.objects.filter(waits | left, pk=pk)
        claim = {"state": Analysis.State.RUNNING, "held_until": now + LEASE}
        if free.update(**claim) == 1:
            return Analysis.objects.select_related("incidents").get(pk=pk)
    return None


@transaction.atomic
def _keep(claimed: Analysis, found: Found, now: datetime) -> None:
    claimed.products.all().delete()
    Product.objects.bulk_create(
        Product(
            analysis=claimed,
            name=file.name,
            type=file.type,
            leaves=file.leaves,
            is_public=file.is_public,
            packed=zlib.compress(file.content, 6),
        )
        for file in found.files
    )
    notes = [{"ja": note.ja, "en": note.en} for note in found.notes]
    # The files handed in may tell of homes that agreed: they are needed no more.
    Analysis.objects.filter(pk=claimed.pk).update(
        state=Analysis.State.DONE,
        finished_at=now,
        held_until=None,
        notes=notes,
        knew=list(found.knew),
        homes_until=homes_until(now) if found.shows_homes else None,
        material=b"",
    )


def _why(error: MachimoriError) -> Text:
    """Word a refusal in both languages, all its problems together."""
    if isinstance(error, InvalidInput):
        told = error.problems[:MOST_TOLD]
        return Text(
            ja="\n".join(problem.sentence("ja") for problem in told),
            en="\n".join(problem.sentence("en") for problem in told),
        )
    return Text(ja=error.message("ja"), en=error.message("en"))


def _fail(claimed: Analysis, why: Text, now: datetime) -> None:
    Analysis.objects.filter(pk=claimed.pk).update(
        state=Analysis.State.FAILED,
        failure_ja=why.ja,
        failure_en=why.en,
        material=b"",
        finished_at=now,
        held_until=None,
    )
