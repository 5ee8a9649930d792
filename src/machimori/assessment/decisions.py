"""Exclusions and need decisions, and which of them concern a finding."""

from __future__ import annotations

from dataclasses import dataclass, field

from machimori.assessment.context import Context
from machimori.assessment.model import Decision
from machimori.guidelines.model import Criterion
from machimori.scene import Feature


@dataclass
class Decisions:
    """Decisions by criterion and subject; remembers which were matched."""

    given: tuple[Decision, ...] = ()
    matched: set[int] = field(default_factory=set)

    def about(
        self, criterion: Criterion, element: Feature, context: Context
    ) -> Decided:
        """Find the decisions on a criterion at an element or its place, until then."""
        own = [
            d
            for d in self.given
            if d.criterion == criterion.id
            and d.subject in (element.id, context.place.id)
        ]
        self.matched |= {id(d) for d in own}
        return Decided(tuple(d for d in own if d.decided_on <= context.on))

    @property
    def unmatched(self) -> tuple[Decision, ...]:
        """Decisions that no finding asked for."""
        return tuple(d for d in self.given if id(d) not in self.matched)


@dataclass(frozen=True)
class Decided:
    """The decisions that concern one finding."""

    decisions: tuple[Decision, ...]

    def of(self, *kinds: str) -> Decision | None:
        """Return the newest of these kinds."""
        own = [d for d in self.decisions if d.kind in kinds]
        return max(own, key=lambda d: d.decided_on, default=None)
