"""What the city asks of groups that want equipment, and what it hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from machimori_office.applications.terms import Terms
from machimori_office.web.speaking import language
from machimori_office.web.words import Words


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of item, and how it is counted (着, 本, 組)."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: Words
    unit: str

    @property
    def counter(self) -> str:
        """What stands behind a number of them; English has no such word."""
        return self.unit if language() == "ja" else ""


@dataclass(frozen=True, kw_only=True)
class SupplyTerms(Terms):
    """The rule of supplies: conditions, questions, letters, and the kinds of items."""

    kinds: tuple[Kind, ...]

    def kind(self, id_: str) -> Kind | None:
        """Find a kind; None where the rule no longer has it."""
        return next((kind for kind in self.kinds if kind.id == id_), None)
