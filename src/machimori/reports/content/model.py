"""What a report says, in one language and in order: HTML and PDF only set it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """A label and what stands beside it."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Clause:
    """Where an item stands, how strong it is, and what law has to say to it."""

    guideline: str
    citation: str
    strength: str
    own: str = ""
    law: str = ""
    caution: str = ""


@dataclass(frozen=True, kw_only=True)
class FixLine:
    """Something to put right."""

    number: int
    headline: str
    says: str
    clauses: tuple[Clause, ...]
    why: str
    takes: str


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """Something to find out."""

    title: str
    brief: str
    how: str
    time: str
    settles: str
    where: str


@dataclass(frozen=True, kw_only=True)
class HoldLine:
    """Something that holds."""

    theme: str
    says: str
    extent: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class ElementRow:
    """One element, or several with the same result, in an opened item."""

    sign: str
    outcome: str
    outcome_word: str
    elements: str
    quantity: str
    value: str
    threshold: str
    reason: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One criterion at the place; opened where it does not simply hold."""

    number: int | None
    sign: str
    outcome: str
    outcome_word: str
    says: str
    clause: Clause
    extent: str
    reason: str
    is_open: bool
    rows: tuple[ElementRow, ...] = ()
    conflicts: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    numbers: str = ""
    change: str = ""
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading of the guideline and the items under it."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class ApartGroup:
    """Items that do not apply, or were excluded, for one and the same reason."""

    sign: str
    outcome: str
    outcome_word: str
    reason: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One guideline at one place."""

    title: str
    headings: tuple[Heading, ...]
    apart: tuple[ApartGroup, ...]
    apart_count: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """A small table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A plan, its title, what has to be known to read it, and what it shows in rows."""

    title: str
    svg: str
    notes: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class SectionContent:
    """One place, or places with the same result."""

    anchor: str
    title: str
    subtitle: str
    names: tuple[str, ...]
    is_short: bool
    tally: tuple[Line, ...]
    figures: tuple[Figure, ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, kw_only=True)
class IndexRow:
    """One line of the list of places."""

    anchor: str
    name: str
    kind: str
    counts: tuple[str, ...]
    fixes: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ParameterLine:
    """A number, and whose it is; items refer to it by its place in the table."""

    reference: int
    id: str
    label: str
    value: str
    origin: str
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """A whole report."""

    language: str
    kicker: str
    title: str
    facts: tuple[Line, ...]
    note: str
    plan: Figure | None
    fixes: tuple[FixLine, ...]
    fixes_more: str
    tasks: tuple[TaskLine, ...]
    tasks_total: str
    holds: tuple[HoldLine, ...]
    holds_total: str
    counts: Table
    signs: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]
    index_head: tuple[str, ...]
    index: tuple[IndexRow, ...]
    has_idle: bool
    sections: tuple[SectionContent, ...]
    parameters: tuple[ParameterLine, ...]
    assumptions: tuple[tuple[str, ...], ...]
    inputs: tuple[tuple[str, str], ...]
    command: str
    words: dict[str, str] = field(default_factory=dict)
