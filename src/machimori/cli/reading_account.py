"""How the reading of lists went, told on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from machimori.cli.printing import show
from machimori.cli.speaking import say
from machimori.formats.incidents import FileReport, total
from machimori.incidents import (
    Blocks,
    Incidents,
    Joined,
    incident_vocabulary,
    likely_blocks,
)
from machimori.incidents.joining import Named
from machimori.language import Language

MOST_SHOWN = 20
"""More refused lines or unknown blocks than this are only counted."""


def tell_reading(
    reports: Sequence[FileReport], joined: Joined, language: Language
) -> None:
    """Show what was read file by file, the kinds, and how the blocks were found."""
    show(_files(reports))
    for report in reports:
        for sentence in _account(report, language):
            show(sentence)
    show(_kinds(joined.incidents, language))
    for sentence in (
        *_places(joined),
        *_licences(joined.incidents, language),
        _sums(reports),
    ):
        show(sentence)


def _files(reports: Sequence[FileReport]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("ファイル", "file"))
    table.add_column(say("文字・区切り", "text"))
    for name in (
        say("行", "lines"),
        say("事案", "incidents"),
        say("直した", "repaired"),
        say("断った", "refused"),
    ):
        table.add_column(name, justify="right")
    for one in reports:
        repaired = sum(repair.count for repair in one.repairs)
        counts = (one.rows, one.read, repaired, len(one.refused))
        text = " · ".join(filter(None, (one.encoding, one.delimiter)))
        table.add_row(Path(one.file).name, text, *(f"{count:,}" for count in counts))
    return table


def _account(report: FileReport, language: Language) -> Iterator[str]:
    lines = [
        say("直した: ", "Repaired: ")
        + repair.says.in_(language)
        + _where(repair.count, repair.lines, repair.example)
        for repair in report.repairs
    ]
    lines += [note.in_(language) for note in report.notes]
    if report.of_persons:
        listed = "、".join(report.of_persons)
        lines.append(
            say(f"人についての列を捨てた: {listed}", f"Of persons, left: {listed}")
        )
    if report.not_read:
        listed = "、".join(report.not_read)
        lines.append(say(f"使わない列: {listed}", f"Not read: {listed}"))
    refused = [p.sentence(language) for p in report.refused]
    lines += [say(f"断った: {one}", f"Refused: {one}") for one in _first(refused)]
    if lines:
        yield f"\n{report.file}"
        yield from (f"  {line}" for line in lines)


def _where(count: int, lines: tuple[int, ...], example: str) -> str:
    listed = ", ".join(map(str, lines)) + (" …" if count > len(lines) else "")
    shown = f"; {example}" if example else ""
    return say(
        f"（{count:,}行: {listed}行目{shown}）", f" ({count:,}: {listed}{shown})"
    )


def _first(sentences: Sequence[str]) -> list[str]:
    left = len(sentences) - MOST_SHOWN
    more = [say(f"ほか {left} 件", f"and {left} more")] if left > 0 else []
    return [*sentences[:MOST_SHOWN], *more]


def _kinds(incidents: Incidents, language: Language) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("種別", "kind"))
    table.add_column(say("件数", "count"), justify="right")
    counts = Counter(one.kind for one in incidents)
    for id_, count in counts.most_common():
        label = incident_vocabulary().kinds[id_].label.in_(language)
        table.add_row(f"{label} ({id_})", f"{count:,}")
    return table


def _places(joined: Joined) -> Iterator[str]:
    incidents = joined.incidents
    precisions = Counter(one.where.precision for one in incidents)
    points, unknown = precisions["point"], sum(joined.unknown.values())
    days = [one.when.first_on for one in incidents if one.when.first_on]
    if days:
        no_day = len(incidents) - len(days)
        no_hour = sum(one.when.hour_of_day is None for one in incidents)
        yield say(
            f"期間: {min(days)} から {max(days)}。"
            f"日が不明 {no_day:,}件、時刻が不明 {no_hour:,}件。",
            f"From {min(days)} to {max(days)}; {no_day:,} without a day, "
            f"{no_hour:,} without an hour.",
        )
    yield say(
        f"場所: 点 {points:,}件、町丁目名あり {joined.named:,}件。",
        f"Places: {points:,} points; {joined.named:,} name a block.",
    )
    if not len(incidents.blocks):
        return
    found = f"{joined.named - unknown:,}", f"{joined.share:.2%}"
    yield say(
        "町丁目の表と結び付いたもの: {}件（{}）。".format(*found),
        "Found in the tables of blocks: {} ({}).".format(*found),
    )
    yield from _listed(
        joined.wider,
        say("表の区切りが粗く、それを含む区域としたもの:", "Put into the wider block:"),
    )
    yield from _listed(
        joined.unknown,
        say("どの表にもない町丁目:", "Blocks that no table has:"),
        partial(_perhaps, incidents.blocks),
    )


def _listed(
    blocks: Mapping[Named, int],
    title: str,
    hint: Callable[[Named], str] = lambda named: "",
) -> Iterator[str]:
    if blocks:
        ordered = sorted(blocks.items(), key=lambda item: (-item[1], item[0]))
        shown = [
            f"{''.join(named)}  {count}{hint(named) if n < MOST_SHOWN else ''}"
            for n, (named, count) in enumerate(ordered)
        ]
        yield title
        yield from (f"  {line}" for line in _first(shown))


def _perhaps(blocks: Blocks, named: Named) -> str:
    likely = likely_blocks(blocks, named)
    if not likely:
        return ""
    return say(
        f"　もしかして：{'、'.join(likely)}", f"  Did you mean: {', '.join(likely)}?"
    )


def _licences(incidents: Incidents, language: Language) -> Iterator[str]:
    for source in incidents.sources.values():
        terms = source.licence.in_(language)
        publisher = f"{source.publisher} " if source.publisher else ""
        yield say(
            f"出典 {source.id}: {publisher}利用条件 ", f"Source {source.id}: "
        ) + (terms if language == "ja" else f"{publisher}{terms}")


def _sums(reports: Sequence[FileReport]) -> str:
    sums = total(reports)
    return say(
        f"合計: {sums['rows']:,}行から{sums['read']:,}件。"
        f"断った行 {sums['refused']:,}。",
        f"In all: {sums['read']:,} incidents of {sums['rows']:,} lines; "
        f"{sums['refused']:,} lines refused.",
    )
