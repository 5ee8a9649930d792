"""What registration does by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from machimori.language import Text
from machimori_office.jobs.registry import periodic
from machimori_office.subscriptions import answering, errors, figures, reach


@periodic(
    "subscriptions.letters",
    title=Text(ja="登録のメールを書く", en="Write the letters of registration"),
    every=timedelta(seconds=1),
    late_after=timedelta(minutes=5),
)
def write_letters(now: datetime) -> None:
    """Write what is owed to those who asked."""
    answering.write_letters(now)


@periodic(
    "subscriptions.stop",
    title=Text(
        ja="届かない日が続くアドレスを止める", en="Stop addresses after days of errors"
    ),
    every=timedelta(minutes=5),
    late_after=timedelta(hours=3),
)
def stop_after_errors(now: datetime) -> None:
    """Hold new failures against the city's rule."""
    errors.stop_after_errors(now)


@periodic(
    "subscriptions.headcount",
    title=Text(ja="登録者を数える", en="Count the subscribers"),
    every=timedelta(hours=6),
    late_after=timedelta(hours=24),
)
def take_headcount(now: datetime) -> None:
    """Count, so that no page has to."""
    # Of two boxes, the one where subscribers live counts, and tells the console.
    if settings.OFFICE_PART != "console":
        figures.take_headcount(now)


@periodic(
    "subscriptions.reach",
    title=Text(
        ja="種別・地域ごとの届く人数を数える（庁内へ報告する分）",
        en="Count the readers by kind and district, for the console",
    ),
    every=timedelta(hours=1),
    late_after=timedelta(hours=6),
)
def count_readers(now: datetime) -> None:
    """Count for the console, which has no subscribers of its own."""
    if settings.OFFICE_PART == "public":
        reach.keep(reach.counted(now), at=now)
