"""The command line: `python -m benchmarks [--write] [name …]`."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from benchmarks.claims import Claim, Row
from benchmarks.machine import circumstances
from benchmarks.page import HEADINGS, PAGE, cells, keep, page
from benchmarks.registry import CLAIMS


def main() -> None:
    known = {claim.name: claim for claim in CLAIMS}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(known))
    parser.add_argument("--write", action="store_true", help="keep, and write the page")
    given = parser.parse_args()
    unknown = set(given.names) - known.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
    for name in given.names or known:
        _measure(known[name], keeping=given.write)
    if given.write:
        PAGE.write_text(page(CLAIMS), encoding="utf-8")


def _measure(claim: Claim, *, keeping: bool) -> None:
    about = circumstances(claim.peers)
    rows = tuple(claim.run())
    Console(width=160).print(_table(claim, rows, f"load {about['load']}"))
    if keeping:
        keep(claim, rows, about)


def _table(claim: Claim, rows: tuple[Row, ...], caption: str) -> Table:
    table = Table(*HEADINGS, title=claim.title, caption=caption)
    for row in rows:
        table.add_row(*cells(row))
    return table


if __name__ == "__main__":
    main()
