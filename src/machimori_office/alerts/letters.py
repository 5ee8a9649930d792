"""The letters of an alert: one for each choice of languages that a reader made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.alerts.models import Alert
from machimori_office.alerts.wording import Mail, Sender, mail
from machimori_office.outbox.queueing import Wording
from machimori_office.web.words import VARIETIES, Variety, Words

EXERCISE = Words("【訓練】", "【くんれん】", "[EXERCISE]")
_ONLY_AN_EXERCISE = Words(
    "これは訓練です。実際に起きたことではありません。",
    "これは 練習です。本当の ことでは ありません。",
    "This is an exercise: nothing of it has happened.",
)


def letters(
    alert: Alert, sheet: FactSheet, *, keys: Iterable[str], sender: Sender, at: datetime
) -> dict[str, Wording]:
    """Word a letter for each key of varieties ("ja", "ja+en")."""
    worded = {
        key: letter(alert, sheet, varieties=varieties(key), sender=sender, at=at)
        for key in keys
    }
    return {key: Wording(subject=m.subject, text=m.text) for key, m in worded.items()}


def letter(
    alert: Alert,
    sheet: FactSheet,
    *,
    varieties: tuple[Variety, ...],
    sender: Sender,
    at: datetime,
) -> Mail:
    """Word one letter; an exercise says so before anything else."""
    if not alert.is_training:
        return mail(sheet, sender=sender, at=at, varieties=varieties)
    marked = replace(sender, prefix=_before(EXERCISE, sender.prefix))
    worded = mail(sheet, sender=marked, at=at, varieties=varieties)
    says = "\n".join(_ONLY_AN_EXERCISE.in_(variety) for variety in varieties)
    return Mail(worded.subject, f"{says}\n\n{worded.text}")


def varieties(key: str) -> tuple[Variety, ...]:
    """Read a key; what it does not know is Japanese."""
    found = tuple(v for word in key.split("+") for v in VARIETIES if v == word)
    return found or ("ja",)


def _before(one: Words, other: Words) -> Words:
    return Words(one.ja + other.ja, one.easy + other.easy, one.en + other.en)
