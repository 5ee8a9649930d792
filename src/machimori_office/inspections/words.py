"""How pages word the outcomes of the library."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOMES: Mapping[str, str | Promise] = {
    "not_satisfied": _("Falls short"),
    "cannot_tell": _("Cannot be told yet"),
    "not_assessed": _("Nobody has looked"),
    "satisfied": _("Holds"),
    "satisfied_by_alternative": _("Holds by another measure"),
    "excluded": _("Excluded by a decision"),
    "inapplicable": _("Does not apply"),
}
