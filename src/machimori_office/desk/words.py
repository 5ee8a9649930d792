"""How the audit page words what the chain holds as ids and codes.

Each app words what it records in its `audit_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from machimori_office.audit.services import SYSTEM
from machimori_office.web.gathering import from_each_app

Worded = dict[str, str | Promise]
Values = dict[tuple[str, str], Worded]


def action(code: str) -> str:
    """Word what was done; a code that is not known shows as it is."""
    return str(worded("ACTIONS").get(code, code))


def reason(text: str) -> str:
    """Word why; what people wrote shows as they wrote it."""
    return str(worded("REASONS").get(text, text))


def kind(code: str) -> str:
    """Word what sort of thing it was done to."""
    return str(worded("KINDS").get(code, code))


def detail(kind: str, name: str, value: str) -> str:
    """Word one detail: what it is and, where it is a word of the code, what it says."""
    said = _values().get((kind, name), {}).get(value, value)
    return f"{worded('DETAILS').get(name, name)}: {said}"


def in_order(details: Mapping[str, str]) -> list[tuple[str, str]]:
    """Order details as the apps word them: not every database keeps their order."""
    places = {name: place for place, name in enumerate(worded("DETAILS"))}
    return sorted(details.items(), key=lambda d: (places.get(d[0], len(places)), d[0]))


def actor(code: str) -> str:
    """Word who did it, where it was no member of staff."""
    return str(_("The office itself")) if code == SYSTEM else code


@cache
def worded(name: str) -> Worded:
    """Gather the words of all apps: `ACTIONS`, or `REASONS` that the code gives."""
    found: Worded = {}
    for words in from_each_app("audit_words", name):
        found |= words
    return found


@cache
def _values() -> Values:
    found: Values = {}
    for values in from_each_app("audit_words", "VALUES"):
        found |= values
    return found
