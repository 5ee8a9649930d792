"""Numbers of the year as pages write them."""

from __future__ import annotations

from django import template
from django.utils.dates import MONTHS_3

from machimori_office.web.figures import worded

register = template.Library()
register.simple_tag(MONTHS_3.__getitem__, name="month_name")
register.simple_tag(worded, name="counted")
