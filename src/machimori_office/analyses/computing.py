"""Computing what waits: one analysis by one worker, with its progress."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.analyses.models import Analysis, Product
from machimori_office.analyses.personal import homes_until
from machimori_office.analyses.studies import Found, compute
from machimori_office.jobs import background
from machimori_office.jobs.background import Clock
from machimori_office.web.packing import packed


def compute_next(clock: Clock) -> Analysis | None:
    """Compute the analysis that waits longest; return it, or None where none does."""
    rows = Analysis.objects.select_related("incidents")
    return background.compute_next(rows, compute, _keep, clock)


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
            packed=packed(file.content),
        )
        for file in found.files
    )
    notes = [{"ja": note.ja, "en": note.en} for note in found.notes]
    kept = {"notes": notes, "knew": list(found.knew)}
    until = homes_until(now) if found.shows_homes else None
    background.finished(claimed, now, homes_until=until, **kept)
