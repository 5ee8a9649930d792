"""Who needs a second person, and how long a press can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar, Literal

from machimori_office.subscriptions.kinds import Kinds, is_below

WhyTwo = Literal["kind", "wide"]


@dataclass(frozen=True, kw_only=True)
class ApprovalRule:
    """A city's bounds of what one person may send.

    Parameters
    ----------
    wide_from : int
        Recipients from which a second person is needed, whatever the kind.
    countdown_s : mapping
        Seconds between approval and sending, in which the press can be taken back; the
        closest kind counts, ``""`` is for all others.
    drafts_kept_d : int
        After so many days without a change a draft is thrown away.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    wide_from: int = 5000
    countdown_s: Mapping[str, int] = field(default_factory=lambda: {"": 120})
    drafts_kept_d: int = 14

    def countdown(self, category: str) -> timedelta:
        """Return how long an approval can be taken back."""
        kinds = [k for k in self.countdown_s if k == "" or is_below(category, [k])]
        seconds = self.countdown_s[max(kinds, key=len)] if kinds else 0
        return timedelta(seconds=max(0, seconds))

    def why_two(
        self, category: str, *, recipients: int | None, kinds: Kinds
    ) -> tuple[WhyTwo, ...]:
        """Return why a second person must approve; empty where one is enough.

        How many they are may be unknown: then it may be many.
        """
        found: list[WhyTwo] = ["kind"] if kinds.needs_two(category) else []
        is_wide = recipients is None or recipients >= self.wide_from
        return (*found, "wide") if is_wide else tuple(found)
