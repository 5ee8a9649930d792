"""Computing what waits: one assessment by one worker, with its progress."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from machimori import assessment as library
from machimori.errors import MachimoriError
from machimori.guidelines import shipped_catalogue
from machimori.reports import assessment_document, report_html
from machimori_office.inspections import scenes
from machimori_office.inspections.decisions.services import known_decisions
from machimori_office.inspections.known import evidence
from machimori_office.inspections.models import Assessment, Result
from machimori_office.web.packing import packed

_LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=30)
Clock = Callable[[], datetime]


def assess_next(clock: Clock) -> Assessment | None:
    """Compute the assessment that waits longest; return it, or None where none does."""
    claimed = _claim(clock())
    if claimed is None:
        return None
    try:
        found = _computed(claimed, clock)
    except MachimoriError as error:
        _fail(claimed, str(error), clock())
    except Exception:
        _LOG.exception("assessment %s", claimed.pk)
        _fail(claimed, "", clock())
    else:
        _keep(claimed, found, clock())
    return claimed


def _claim(now: datetime) -> Assessment | None:
    waits = Q(state=Assessment.State.WAITING)
    left = Q(state=Assessment.State.RUNNING, held_until__lte=now)
    oldest = Assessment.objects.filter(waits | left).order_by("asked_at")
    for pk in oldest.values_list("pk", flat=True)[:5]:
        free = Assessment.objects.filter(waits | left, pk=pk)
        claim = {"state": Assessment.State.RUNNING, "held_until": now + LEASE}
        if free.update(**claim) == 1:
            return Assessment.objects.select_related("scene", "site").get(pk=pk)
    return None


def _computed(claimed: Assessment, clock: Clock) -> library.Assessment:
    scene = scenes.read(scenes.content_of(claimed.scene))

    def tell(done: int, total: int) -> None:
        mine = Assessment.objects.filter(pk=claimed.pk)
        mine.update(done=done, total=total, held_until=clock() + LEASE)

    return library.assess(
        scene,
        shipped_catalogue(),
        on=claimed.on,
        evidence=evidence(claimed.site, scene, on=claimed.on),
        decisions=known_decisions(claimed.site),
        within=library.Scope(places=tuple(claimed.site.places)),
        progress=tell,
    )


@transaction.atomic
def _keep(claimed: Assessment, found: library.Assessment, now: datetime) -> None:
    kept = {
        "report_ja": packed(report_html(found, language="ja").encode()),
        "report_en": packed(report_html(found, language="en").encode()),
    }
    claimed.results.all().delete()
    Result.objects.bulk_create(_results(claimed, found), batch_size=500)
    Assessment.objects.filter(pk=claimed.pk).update(
        state=Assessment.State.DONE, finished_at=now, held_until=None, **kept
    )


def _results(claimed: Assessment, found: library.Assessment) -> list[Result]:
    ja = assessment_document(found, language="ja")["findings"]
    en = assessment_document(found, language="en")["findings"]
    return [
        Result(
            assessment=claimed,
            criterion=japanese["criterion"],
            place=japanese["place"],
            element=japanese["element"],
            outcome=japanese["outcome"],
            strength=japanese["strength"]["effective"],
            citation=japanese["citation"][:200],
            says_ja=finding.criterion.says.ja,
            says_en=finding.criterion.says.en,
            reason_ja=japanese["reason"],
            reason_en=english["reason"],
            look_ja=japanese["look"],
            look_en=english["look"],
        )
        for finding, japanese, english in zip(found.findings, ja, en, strict=True)
    ]


def _fail(claimed: Assessment, why: str, now: datetime) -> None:
    Assessment.objects.filter(pk=claimed.pk).update(
        state=Assessment.State.FAILED, failure=why, finished_at=now, held_until=None
    )
