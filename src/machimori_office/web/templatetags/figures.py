"""Numbers of the year as pages write them."""

from __future__ import annotations

from django import template

from machimori_office.web.figures import worded

register = template.Library()
register.simple_tag(worded, name="counted")
