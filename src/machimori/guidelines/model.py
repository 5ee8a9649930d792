"""What a guideline says, as data: instruments, provisions, criteria."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, StrictBool

from machimori.guidelines.checks import (
    Check,
    ParameterId,
    Requirement,
    checks_of,
    parameters_of,
)
from machimori.guidelines.conditions import Condition, checks_within, numbers_within
from machimori.language import Text

Strength = Literal[
    "required", "consideration", "effort", "as_far_as_possible", "desirable"
]
STRENGTHS: tuple[Strength, ...] = (
    "required",
    "consideration",
    "effort",
    "as_far_as_possible",
    "desirable",
)
"""From the strongest to the weakest."""

Principle = Literal[
    "surveillance", "territoriality", "access_control", "target_hardening"
]


class Strict:
    """Base of what is loaded from data: unknown keys and wrong types are errors."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Edition(Strict):
    """One edition of an instrument and when it is in force."""

    adopted_on: date
    revised_on: date
    effective_from: date
    effective_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Provision(Strict):
    """One labelled place in an instrument.

    Parameters
    ----------
    path : str
        Its labels from the top, such as ``第2 2(8)ア``; never a position.
    printed : str or None
        The last label as printed, where the source has a slip.
    heading : Text or None
        In our own words.
    strength : Strength or None
        What the heading sentence asks of everything below it.
    leaf : bool
        Whether it is a lowest item, which criteria must cover.
    """

    path: str
    printed: str | None = None
    heading: Text | None = None
    strength: Strength | None = None
    leaf: StrictBool = False

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The path taken apart."""
        return split_labels(self.path)


_LABEL = re.compile(r"第\d+|柱書|\(.+?\)|\d+|[ァ-ヺ]|・\d*")


def split_labels(path: str) -> tuple[str, ...]:
    """Take a citation apart: ``第2 2(8)ア`` → ``第2``, ``2``, ``(8)``, ``ア``."""
    return tuple(_LABEL.findall(path))


@dataclass(frozen=True, kw_only=True)
class Split(Strict):
    """Places of its kinds that an instrument does not speak of after all.

    Parameters
    ----------
    places : tuple of str
        Kinds of place.
    when : Condition
    belongs_to : str or None
        The instrument that takes them over, where there is one.
    says : Text
    is_rare : bool
        So rare that a place which says nothing is not asked: it is taken to be one that
        the instrument speaks of.
    """

    places: tuple[str, ...]
    when: Condition
    says: Text
    belongs_to: str | None = None
    is_rare: StrictBool = False


@dataclass(frozen=True, kw_only=True)
class Element(Strict):
    """Which parts of a place a criterion looks at.

    Parameters
    ----------
    kind : tuple of str
        Kinds of the scene's vocabulary.
    use : tuple of str
        For areas, the uses; empty means any.
    where : mapping
        Further properties: name → allowed values.
    """

    kind: tuple[str, ...]
    use: tuple[str, ...] = ()
    where: dict[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Applies(Strict):
    """Which places, and which parts of them, a criterion speaks of."""

    place: tuple[str, ...]
    element: Element | None = None


@dataclass(frozen=True, kw_only=True)
class Who(Strict):
    """Who may use a fallback; no field set means anybody."""

    work: Literal["none", "renovation"] | None = None
    status: Literal["planned", "new", "existing"] | None = None


@dataclass(frozen=True, kw_only=True)
class Fallback(Strict):
    """What is asked instead where the primary requirement cannot be met."""

    require: Requirement
    who: Who = field(default_factory=Who)


@dataclass(frozen=True, kw_only=True)
class Criterion(Strict):
    """One separately checkable thing that an instrument asks.

    Parameters
    ----------
    id : str
        ``jp-16/roads/park-path-light``: stable, never a position.
    cites : tuple of str
        Paths of provisions.
    applies : Applies
    strength : Strength
        Of its own verb; see :meth:`Instrument.effective_strength`.
    when : Condition or None
        Where it does not hold, the criterion is inapplicable.
    require : Requirement
    otherwise : tuple of Fallback
    says, look : Text
        The criterion in our own words; what to look at on site.
    principle : tuple of Principle
    law : Text or None
        Where the instrument quotes a law, which, and for whom.
    caution : Text or None
        What a law outside the instrument asks of whoever does what it recommends.
    """

    id: str
    cites: tuple[str, ...]
    applies: Applies
    strength: Strength
    require: Requirement
    says: Text
    look: Text
    principle: tuple[Principle, ...]
    when: Condition | None = None
    otherwise: tuple[Fallback, ...] = ()
    law: Text | None = None
    caution: Text | None = None

    @property
    def instrument(self) -> str:
        """The id of its instrument."""
        return self.id.rsplit("/", 1)[0]

    @property
    def checks(self) -> tuple[Check, ...]:
        """All its checks: required, instead of that, and in its condition."""
        instead = (c for f in self.otherwise for c in checks_of(f.require))
        within = checks_within(self.when) if self.when is not None else ()
        return (*checks_of(self.require), *instead, *within)

    @property
    def parameters(self) -> tuple[ParameterId, ...]:
        """Ids of the parameters that it names."""
        numbers = numbers_within(self.when) if self.when is not None else ()
        named = (id_ for check in self.checks for id_ in parameters_of(check))
        return tuple(dict.fromkeys((*named, *numbers)))


@dataclass(frozen=True, kw_only=True)
class Instrument(Strict):
    """One guideline: who issued it, what it covers, and all its provisions."""

    id: str
    title: Text
    issuer: Text
    ordinance: Text
    edition: Edition
    exclusion: Literal["opt_out", "opt_in", "to_suit"]
    purpose: Text
    places: tuple[str, ...]
    provisions: tuple[Provision, ...]
    splits: tuple[Split, ...] = ()
    not_encoded: dict[str, Text] = field(default_factory=dict)
    legal_effect: Literal["none"] = "none"

    @cached_property
    def by_path(self) -> dict[str, Provision]:
        """Provisions by path."""
        return {provision.path: provision for provision in self.provisions}

    @property
    def leaves(self) -> tuple[Provision, ...]:
        """The lowest items."""
        return tuple(p for p in self.provisions if p.leaf)

    def above(self, path: str) -> tuple[Provision, ...]:
        """Return the provision and its headings, from the top."""
        labels = split_labels(path)
        return tuple(p for p in self.provisions if p.labels == labels[: len(p.labels)])

    def effective_strength(self, criterion: Criterion) -> Strength:
        """Weaken a criterion's own verb by the heading sentences above it.

        What is asked in several places is asked as strongly as in the strongest.
        """
        asked = (self._strength_at(path, criterion) for path in criterion.cites)
        return min(asked, key=STRENGTHS.index)

    def _strength_at(self, path: str, criterion: Criterion) -> Strength:
        headings = (p.strength for p in self.above(path))
        asked = [criterion.strength, *(s for s in headings if s is not None)]
        return max(asked, key=STRENGTHS.index)

    def citation(self, path: str) -> str:
        """Cite a provision, with the label as printed where that differs."""
        provision = self.by_path.get(path)
        if provision is None or provision.printed is None:
            return path
        return f"{path}〔原文の表記は「{provision.printed}」〕"
