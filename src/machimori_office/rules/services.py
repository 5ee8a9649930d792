"""Reading the rule that holds on a day, and adopting a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Max

from machimori_office.audit import services as audit
from machimori_office.rules.documents import example_rule, read_rule
from machimori_office.rules.models import Version
from machimori_office.rules.registry import Subject, subject_of
from machimori_office.web.errors import RuleChanged

Rule = TypeVar("Rule")


def rule(type_: type[Rule], *, on: date) -> Rule:
    """Return the city's rule as it holds on a day; the example's where it has none."""
    subject = subject_of(type_)
    text = current_text(subject.name, on=on)
    return cast(Rule, _example(subject) if text is None else _read(subject, text))


def current_text(name: str, *, on: date) -> str | None:
    """Return the document that holds on a day; None where the city wrote none."""
    written = Version.objects.filter(name=name, valid_from__lte=on)
    return written.values_list("text", flat=True).first()


def rules_on(type_: type[Rule], *, days: Sequence[date]) -> dict[date, Rule]:
    """Return the rule that holds on each of many days, with one query."""
    subject = subject_of(type_)
    versions = history(subject.name)
    found = {}
    for day in days:
        held = next((v.text for v in versions if v.valid_from <= day), None)
        read = _example(subject) if held is None else _read(subject, held)
        found[day] = cast(Rule, read)
    return found


def history(name: str) -> list[Version]:
    """Return every version of a rule, the one that begins latest first."""
    return list(Version.objects.filter(name=name))


def holding(*, on: date) -> dict[str, Version]:
    """Return, by name, the versions that hold on a day."""
    written = Version.objects.filter(valid_from__lte=on).defer("text")
    return {version.name: version for version in reversed(list(written))}


def newest(name: str) -> int:
    """Return the key of the version written last; 0 where the city wrote none."""
    found = Version.objects.filter(name=name).aggregate(newest=Max("pk"))
    return int(found["newest"] or 0)


@transaction.atomic
def adopt(
    *,
    type_: type[Any],
    text: str,
    valid_from: date,
    actor: str,
    reason: str,
    at: datetime,
    after: int | None = None,
) -> Version:
    """Add a version of a rule.

    Parameters
    ----------
    type_ : type
    text : str
    valid_from : date
    actor, reason : str
    at : datetime
    after : int, optional
        The key of the newest version that the actor saw (`newest`).

    Raises
    ------
    InvalidInput
        With all problems of the document; nothing is written then.
    RuleChanged
        Somebody adopted another version meanwhile.
    """
    name = subject_of(type_).name
    read_rule(text, type_, file=f"{name}.yaml")
    if after is not None and newest(name) != after:
        raise RuleChanged
    version = Version.objects.create(
        name=name,
        valid_from=valid_from,
        text=text,
        written_by=actor,
        written_at=at,
        reason=reason,
    )
    audit.record(
        actor=actor,
        action="rules.adopted",
        object_kind="rule",
        object_id=f"{name}.{version.pk}",
        reason=reason,
        at=at,
        details={"valid_from": valid_from.isoformat()},
    )
    return version


@lru_cache(maxsize=64)
def _read(subject: Subject, text: str) -> Any:
    return read_rule(text, subject.type, file=f"{subject.name}.yaml")


@cache
def _example(subject: Subject) -> Any:
    return example_rule(subject.name, subject.type)


def edition() -> str:
    """Name the state of all rules: it differs after each that is adopted."""
    return str(Version.objects.aggregate(newest=Max("pk"))["newest"] or 0)
