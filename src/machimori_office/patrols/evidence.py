"""What a group's walks show, for the conditions of grants and equipment."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from machimori.language import Text
from machimori_office.applications.known import SOURCES, Known
from machimori_office.patrols.models import Group
from machimori_office.patrols.regularity import MONTHS, months_with, past_months


def walks(name: str, at_least: int, on: date) -> Known | None:
    """Say in how many of the past months the group of this name walked so often."""
    group = Group.objects.filter(name=name.strip()).first()
    if group is None:
        return None
    months = past_months(group, on)
    kept = months_with(months, at_least)
    counts = "・".join(str(month.walks) for month in months)
    return Known(
        says=Text(
            ja=f"団体の届けた活動：直近{MONTHS}か月のうち{kept}か月で月{at_least}回以上"
            f"（月ごとの回数 {counts}）",
            en=f"Patrols the group told: {at_least} or more in {kept} of the past "
            f"{MONTHS} months (by month {counts})",
        ),
        page=reverse("patrols:group", args=[group.pk]),
    )


SOURCES.add("group-walks", walks)
