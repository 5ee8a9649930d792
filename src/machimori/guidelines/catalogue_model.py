"""The whole catalogue: instruments, criteria, parameters, activities, and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import ConfigDict

from machimori.errors import UnknownName
from machimori.guidelines.checks import Check, ParameterId
from machimori.guidelines.model import Criterion, Instrument
from machimori.guidelines.parameters import ParameterTable
from machimori.language import Text


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A word for what is done and recorded: an inspection, a patrol, a drill."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word that guidelines explain in a note.

    Parameters
    ----------
    id : str
        ``jp-16/certified-parts``: the prefecture's and a stable word.
    term : Text
        The word as the guidelines have it, and ours in English.
    notes : mapping of instrument to label
        Where each guideline explains it: its note, as printed.
    says : Text
        What it means, in our own words.
    numbers : tuple of ParameterId
        The numbers that the note states.
    same_idea : tuple of str
        Terms of other prefectures that mean the same.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    term: Text
    notes: dict[str, str]
    says: Text
    numbers: tuple[ParameterId, ...] = ()
    same_idea: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeafCoverage:
    """How one lowest item of an instrument is covered.

    Parameters
    ----------
    path : str
    criteria : tuple of str
        Ids of the criteria that cite it.
    not_encoded : Text or None
        Why there is none.
    """

    path: str
    criteria: tuple[str, ...]
    not_encoded: Text | None

    @property
    def is_covered(self) -> bool:
        """Whether it is encoded, or says why not."""
        return bool(self.criteria) or self.not_encoded is not None


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything that the guidelines ask, as data."""

    instruments: Mapping[str, Instrument]
    criteria: Mapping[str, Criterion]
    parameters: ParameterTable
    activities: Mapping[str, Activity]
    terms: Mapping[str, Term] = field(default_factory=dict)

    def instrument(self, id_: str) -> Instrument:
        """Return an instrument.

        Raises
        ------
        UnknownName
        """
        if id_ not in self.instruments:
            what = Text(ja="指針", en="guideline")
            raise UnknownName(what, id_, self.instruments)
        return self.instruments[id_]

    def criterion(self, id_: str) -> Criterion:
        """Return a criterion.

        Raises
        ------
        UnknownName
        """
        if id_ not in self.criteria:
            raise UnknownName(Text(ja="項目", en="criterion"), id_, self.criteria)
        return self.criteria[id_]

    def criteria_of(self, instrument: Instrument) -> tuple[Criterion, ...]:
        """Criteria of an instrument in the order of its provisions."""
        order = {p.path: n for n, p in enumerate(instrument.provisions)}
        own = [c for c in self.criteria.values() if c.instrument == instrument.id]
        return tuple(sorted(own, key=lambda c: order[c.cites[0]]))

    def terms_of(self, instrument: Instrument) -> tuple[Term, ...]:
        """Words that an instrument explains, in the order of its notes."""
        own = [t for t in self.terms.values() if instrument.id in t.notes]
        return tuple(sorted(own, key=lambda t: _number(t.notes[instrument.id])))

    def checks(self, criterion: Criterion) -> tuple[Check, ...]:
        """All checks of a criterion, those of its fallbacks and condition included."""
        return criterion.checks

    def coverage(self, instrument: Instrument) -> tuple[LeafCoverage, ...]:
        """Prove leaf by leaf what is encoded."""
        own = self.criteria_of(instrument)
        return tuple(
            LeafCoverage(
                path=leaf.path,
                criteria=_citing(leaf.path, own),
                not_encoded=instrument.not_encoded.get(leaf.path),
            )
            for leaf in instrument.leaves
        )


def _citing(path: str, criteria: Iterable[Criterion]) -> tuple[str, ...]:
    return tuple(c.id for c in criteria if path in c.cites)


def _number(note: str) -> int:
    """Return the number of a note; one that stands alone has none."""
    return int("".join(filter(str.isdecimal, note)) or 0)
