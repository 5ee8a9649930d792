"""What nobody knows yet, as work: what to do, how, and about how long it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from machimori.assessment import Finding, Reason
from machimori.guidelines import STRENGTHS
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.digest.rollup import OPEN, Rollup

TASK_OF_REASON = {
    "thin_map": "map",
    "not_mapped": "map",
    "condition_unknown": "facts",
    "width_guessed": "facts",
    "alternative_open": "facts",
    "need_undecided": "decide",
    "parameter_unchosen": "number",
    "decision_expired": "renew",
    "evidence_expired": "renew",
    "evidence_disagrees": "renew",
}
"""Reasons that one piece of work answers for many items; all else is: go and look."""

ORDER = ("map", "facts", "decide", "number", "renew", "look")

MOST_SUBJECTS = 8

_STATED_MINUTES = re.compile(r"(\d+)\s*分")


@dataclass(frozen=True)
class Task:
    """One piece of work, and the items that it settles.

    Parameters
    ----------
    kind : str
        A key of ``wording.TASKS``.
    rollups : tuple of Rollup
        Place by place.
    subjects : tuple of Text
        What to map, state or choose.
    """

    kind: str
    rollups: tuple[Rollup, ...]
    subjects: tuple[Text, ...] = ()

    @property
    def minutes(self) -> int:
        """About how long it takes at all its places together."""
        return minutes_of(self.rollups[0], self.kind) * self.places

    @property
    def places(self) -> int:
        """At how many places."""
        return len({f.place.id for r in self.rollups for f in r.findings})

    def title(self, language: Language, *, most: int = MOST_SUBJECTS) -> str:
        """Say what to do, naming at most so many subjects."""
        if self.kind == "look":
            return self.rollups[0].criterion.says.in_(language)
        names = list(dict.fromkeys(s.in_(language) for s in self.subjects))
        more = len(names) - most
        listed = names[:most]
        if more > 0:
            listed.append(wording.AND_MORE.format(count=more).in_(language))
        what = ("、" if language == "ja" else ", ").join(listed)
        return wording.TASKS[self.kind].format(what=what).in_(language)

    def how(self, language: Language) -> str:
        """Say how to do it."""
        if self.kind == "look":
            return self.rollups[0].criterion.look.in_(language)
        return wording.TASK_HOW[self.kind].in_(language)


def tasks_of(rollups: Iterable[Rollup]) -> tuple[Task, ...]:
    """Gather what is open into pieces of work.

    Parameters
    ----------
    rollups : iterable of Rollup
        Of all places.

    Returns
    -------
    tuple of Task
        What one piece of work answers for many items comes first; then what has to be
        looked at, by strength and by the number of places.
    """
    gathered: dict[tuple[str, str], list[Rollup]] = {}
    for rollup in rollups:
        if rollup.outcome in OPEN:
            kind = task_kind(rollup.deciding[0])
            about = rollup.criterion.id if kind == "look" else ""
            gathered.setdefault((kind, about), []).append(rollup)
    tasks = [
        Task(kind, tuple(found), tuple(_subjects(found)))
        for (kind, _), found in gathered.items()
    ]
    return tuple(sorted(tasks, key=_order))


def task_kind(finding: Finding) -> str:
    """Name the kind of work that would settle a finding."""
    return TASK_OF_REASON.get(_innermost(finding.reason).code, "look")


def minutes_of(rollup: Rollup, kind: str = "look") -> int:
    """About how long one place takes: what the criterion says, else a rough table."""
    stated = _STATED_MINUTES.search(rollup.criterion.look.ja)
    if kind == "look" and stated:
        return int(stated.group(1))
    return wording.MINUTES[kind]


def duration(minutes: int, language: Language) -> str:
    """Write a duration, no finer than it is known."""
    if minutes < 90:
        rounded = max(5, 5 * round(minutes / 5))
        return wording.ABOUT_MINUTES.format(minutes=rounded).in_(language)
    halves = round(minutes / 30)
    hours = f"{halves / 2:g}" if halves < 20 else f"{round(minutes / 60):,}"
    return wording.ABOUT_HOURS.format(hours=hours).in_(language)


def _subjects(rollups: Iterable[Rollup]) -> Iterable[Text]:
    for rollup in rollups:
        for finding in rollup.deciding:
            subject = _subject(_innermost(finding.reason))
            if subject is not None and subject.ja:
                yield from _apart(subject)


def _innermost(reason: Reason) -> Reason:
    """What is open about a condition is what is open about the item."""
    inner = reason.values.get("value")
    if reason.code == "condition_open" and isinstance(inner, Reason):
        return _innermost(inner)
    return reason


def _subject(reason: Reason) -> Text | None:
    named: Any = reason.values.get("what", reason.values.get("parameter"))
    if named is None or isinstance(named, Text):
        return named
    return Text.same(named)


def _apart(subject: Text) -> Iterable[Text]:
    """Take a joint name apart, so that the same thing is listed once."""
    ja, en = subject.ja.split("・"), subject.en.split(", ")
    if len(ja) != len(en):
        return (subject,)
    return (Text(ja=j, en=e) for j, e in zip(ja, en, strict=True))


def _order(task: Task) -> tuple[int, int, int, str]:
    strongest = min(STRENGTHS.index(rollup.strength) for rollup in task.rollups)
    is_look = task.kind == "look"
    return (
        ORDER.index(task.kind),
        strongest if is_look else 0,
        -len(task.rollups),
        task.rollups[0].criterion.id,
    )
