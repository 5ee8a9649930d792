"""Cells of lists as pages write them."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html

register = template.Library()

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)( \d\d:\d\d)?")
_GROUPED_FROM = 10_000


@register.filter
def cell(value: Any) -> str:
    """Write nothing as nothing, keep a day on one line, group the digits of sums."""
    if value is None:
        return ""
    # A year is no sum.
    if isinstance(value, int) and abs(value) >= _GROUPED_FROM:
        return f"{value:,}"
    instant = _INSTANT.fullmatch(value) if isinstance(value, str) else None
    if instant is None:
        return conditional_escape(value)
    day, time = instant.groups(default="")
    return format_html('<span class="day">{}</span>{}', day, time)
