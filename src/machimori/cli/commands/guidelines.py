"""``machimori guidelines``: what the catalogue holds, and proof that it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as Styled

from machimori.assessment.flips import asked_by
from machimori.cli.catalogues import catalogue_of, catalogue_option, instruments_of
from machimori.cli.commands.guidelines_template import template_command
from machimori.cli.options import (
    FILE,
    format_option,
    language_of_group,
    language_option,
    option,
)
from machimori.cli.printing import as_json, show
from machimori.cli.speaking import say
from machimori.cli.worded import Group
from machimori.errors import UnknownName
from machimori.guidelines import (
    Catalogue,
    Criterion,
    Instrument,
    Term,
    compare_criteria,
)
from machimori.guidelines.glossary import numbers_of
from machimori.language import Language, Text
from machimori.reports.comparison import Sides, comparison_document, comparison_text
from machimori.reports.wording import PRINCIPLES, STRENGTHS


@click.group(
    "guidelines",
    cls=Group,
    says=Text(
        ja="指針の一覧・内容・網羅の証明。", en="List, show and prove the guidelines."
    ),
)
@language_of_group
def guidelines_group() -> None:
    """Hold the commands together."""


@guidelines_group.command(
    "list",
    says=Text(ja="収録している指針を一覧にします。", en="List the guidelines."),
    examples=("machimori guidelines list",),
)
@catalogue_option
@language_option
def list_command(catalogue: Path | None, language: Language) -> None:
    """List instruments."""
    held = catalogue_of(catalogue)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("id", say("名称", "title"), say("項目", "criteria")):
        table.add_column(heading)
    for instrument in held.instruments.values():
        count = str(len(held.criteria_of(instrument)))
        table.add_row(instrument.id, instrument.title.in_(language), count)
    show(table)


@guidelines_group.command(
    "show",
    says=Text(
        ja="指針、項目ひとつ、または用語ひとつの内容を示します。",
        en="Show a guideline, one criterion or one term.",
    ),
    examples=(
        "machimori guidelines show jp-16/roads",
        "machimori guidelines show jp-16/roads/park-path-light",
        "machimori guidelines show jp-16/certified-parts",
    ),
)
@click.argument("id_", metavar="ID")
@catalogue_option
@language_option
def show_command(id_: str, catalogue: Path | None, language: Language) -> None:
    """Show an instrument, a criterion or a term."""
    held = catalogue_of(catalogue)
    if id_ in held.instruments:
        _show_instrument(held, held.instruments[id_], language)
    elif id_ in held.criteria:
        _show_criterion(held, held.criteria[id_], language)
    elif id_ in held.terms:
        _show_term(held, held.terms[id_], language)
    else:
        what = Text(ja="指針・項目・用語", en="guideline, criterion or term")
        known = [*held.instruments, *held.criteria, *held.terms]
        raise UnknownName(what, id_, known)


@guidelines_group.command(
    "coverage",
    says=Text(
        ja="すべての末端項目が収録されているか、理由つきで外されているかを証明します。",
        en="Prove leaf by leaf that everything is encoded, or left out with a reason.",
    ),
    examples=(
        "machimori guidelines coverage",
        "machimori guidelines coverage --leaves",
    ),
)
@option(
    "--leaves/--no-leaves",
    default=False,
    says=Text(ja="末端項目を一つずつ示す。", en="Show every leaf."),
)
@catalogue_option
@language_option
def coverage_command(leaves: bool, catalogue: Path | None, language: Language) -> None:
    """Prove coverage."""
    held = catalogue_of(catalogue)
    for instrument in held.instruments.values():
        coverage = held.coverage(instrument)
        covered = sum(leaf.is_covered for leaf in coverage)
        edition = instrument.edition.revised_on.isoformat()
        show(f"{instrument.id}: {covered}/{len(coverage)} ({edition})")
        if leaves:
            show(*_leaves(held, instrument, language), sep="\n")


@guidelines_group.command(
    "diff",
    says=Text(
        ja="二つの指針、または指針の二つの版が、どこで違うことを求めるかを示します。"
        "\n\nBEFORE と AFTER は指針のidです。jp-16 のように書くと、その都道府県の"
        "すべてを指します。",
        en="Show in what two guidelines, or two editions of one, ask for different "
        "things."
        "\n\nBEFORE and AFTER are ids of guidelines; jp-16 stands for all of that "
        "prefecture.",
    ),
    examples=(
        "machimori guidelines diff jp-16/roads jp-31/parks",
        "machimori guidelines diff jp-16 jp-31 --format json",
        "machimori guidelines diff jp-16/roads jp-16/roads --against edition-2030",
    ),
)
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@catalogue_option
@option(
    "--against",
    type=FILE,
    metavar="DIR",
    says=Text(
        ja="AFTER を読む指針データのフォルダー（新しい版など）。",
        en="Folder of guideline data that AFTER is in, such as a new edition.",
    ),
)
@format_option("text", "json")
@language_option
def diff_command(
    before: str,
    after: str,
    catalogue: Path | None,
    against: Path | None,
    format_: str,
    language: Language,
) -> None:
    """Compare two guidelines."""
    held = catalogue_of(catalogue)
    other = held if against is None else catalogue_of(against)
    first = asked_by(held, instruments_of(before, held))
    second = asked_by(other, instruments_of(after, other))
    found, both = compare_criteria(first, second), (held, other)
    today = date.today()  # noqa: DTZ011, TID251 - the edge
    if format_ == "json":
        document = comparison_document(found, both, on=today, language=language)
        click.echo(as_json(document))
        return
    sides = Sides(before, after)
    show(comparison_text(found, both, sides, on=today, language=language))


guidelines_group.add_command(template_command)


def _leaves(
    catalogue: Catalogue, instrument: Instrument, language: Language
) -> Iterator[str]:
    for leaf in catalogue.coverage(instrument):
        why = leaf.not_encoded.in_(language) if leaf.not_encoded else "-"
        cited = instrument.citation(leaf.path)
        yield f"  {cited}: {', '.join(leaf.criteria) or why}"


def _show_instrument(
    catalogue: Catalogue, instrument: Instrument, language: Language
) -> None:
    show(Styled(instrument.title.in_(language), style="bold"))
    show(instrument.purpose.in_(language))
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in (
        say("条項", "clause"),
        say("項目", "criterion"),
        say("強さ", "strength"),
        say("内容", "what it asks"),
    ):
        table.add_column(heading)
    for criterion in catalogue.criteria_of(instrument):
        strength = STRENGTHS[instrument.effective_strength(criterion)]
        table.add_row(
            ", ".join(criterion.cites),
            criterion.id.rsplit("/", 1)[1],
            strength.in_(language),
            criterion.says.in_(language),
        )
    show(table)
    terms = catalogue.terms_of(instrument)
    if terms:
        show(Styled(say("用語", "words"), style="bold"))
    for term in terms:
        note, word = term.notes[instrument.id], term.term.in_(language)
        show(f"{note} {word}: {term.says.in_(language)}")


def _show_term(catalogue: Catalogue, term: Term, language: Language) -> None:
    notes = (f"{id_} {note}" for id_, note in term.notes.items())
    numbers = (number.in_(language) for number in numbers_of(term, catalogue))
    table = Table(box=None, show_header=False, pad_edge=False)
    for heading, text in (
        (say("用語", "word"), f"{term.term.ja} · {term.term.en}"),
        (say("意味", "meaning"), term.says.in_(language)),
        (say("注", "note"), ", ".join(notes)),
        (say("数値", "numbers"), ", ".join(numbers)),
        (say("同じ考え", "the same idea"), ", ".join(term.same_idea)),
    ):
        if text:
            table.add_row(Styled(heading, style="bold"), text)
    show(table)


def _show_criterion(
    catalogue: Catalogue, criterion: Criterion, language: Language
) -> None:
    instrument = catalogue.instruments[criterion.instrument]
    cited = ", ".join(instrument.citation(path) for path in criterion.cites)
    effective = STRENGTHS[instrument.effective_strength(criterion)]
    own = STRENGTHS[criterion.strength]
    principles = [PRINCIPLES[p].in_(language) for p in criterion.principle]
    table = Table(box=None, show_header=False, pad_edge=False)
    for heading, text in (
        (say("項目", "criterion"), criterion.id),
        (say("条項", "clause"), f"{instrument.title.in_(language)} {cited}"),
        (say("内容", "what it asks"), criterion.says.in_(language)),
        (say("見るところ", "what to look at"), criterion.look.in_(language)),
        (say("強さ（文言）", "strength, own verb"), own.in_(language)),
        (
            say("強さ（柱書を受けて）", "strength, after headings"),
            effective.in_(language),
        ),
        (say("考え方", "principle"), ", ".join(principles)),
        (say("法令", "law"), _if_any(criterion.law, language)),
        (say("注意", "caution"), _if_any(criterion.caution, language)),
    ):
        if text:
            table.add_row(Styled(heading, style="bold"), text)
    show(table)


def _if_any(text: Text | None, language: Language) -> str:
    return text.in_(language) if text is not None else ""
