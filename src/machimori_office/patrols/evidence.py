"""What a group's walks show, for the conditions of grants and equipment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from machimori.language import Text
from machimori_office.applications.known import SOURCES, Known
from machimori_office.applications.models import Finding
from machimori_office.patrols.models import Group
from machimori_office.patrols.regularity import MONTHS, Month, months_with, past_months


def walks(name: str, at_least: int, on: date) -> Known | None:
    """Say in how many of the past months the group of this name walked so often."""
    group = Group.objects.filter(name=name.strip()).first()
    if group is None:
        return None
    months = past_months(group, on)
    kept = months_with(months, at_least)
    lacking = MONTHS - kept
    counts = "・".join(str(month.walks) for month in months)
    return Known(
        says=Text(
            ja=f"団体の届けた活動：直近{MONTHS}か月のうち{kept}か月で月{at_least}回以上、"
            f"{lacking}か月で不足（古い月から {counts}）",
            en=f"Patrols the group told: {at_least} or more in {kept} of the past "
            f"{MONTHS} months, fewer in {lacking} (oldest first {counts})",
        ),
        page=reverse("patrols:group", args=[group.pk]),
        outcome=_shown(group, lacking, months),
    )


def _shown(group: Group, lacking: int, months: Sequence[Month]) -> Finding.Outcome:
    """Say what the months show; nothing of a group that told of none before them."""
    if lacking == 0:
        return Finding.Outcome.MET
    told_before = group.reports.filter(on__lt=months[1].first_on).exists()
    return Finding.Outcome.NOT_MET if told_before else Finding.Outcome.UNCLEAR


SOURCES.add("group-walks", walks)
