"""Numbers of the year as pages write them."""

from __future__ import annotations

from django import template
from django.utils.dates import MONTHS_3

from machimori_office.web.figures import worded

register = template.Library()
register.simple_tag(worded, name="counted")


@register.simple_tag
def month_name(month: int) -> str:
    """Name a month briefly."""
    # English has them small, as they stand within a sentence.
    return str(MONTHS_3[month]).capitalize()
