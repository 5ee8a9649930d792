"""Amounts as pages show them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def yen(amount: int | None) -> str:
    """Word a sum of money: 1,234円."""
    return "" if amount is None else _("%(amount)s yen") % {"amount": f"{amount:,}"}
