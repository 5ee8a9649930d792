"""Help that wraps Japanese, which has no blanks and whose letters are wide."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click
from rich.cells import cell_len

# What stays together on a line: a word with the marks that may not begin a line. A wide
# letter is a word of its own.
_MARKS = "、。，．・：；）」』】〕？！ー…)],.;:"
_PIECE = re.compile(rf"\s+|[!-~]+[{re.escape(_MARKS)}]*|[（「『【]*.[{_MARKS[:17]}]*")


class HelpPage(click.HelpFormatter):
    """A page of help."""

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped at the current indent."""
        width = self.width - self.current_indent
        paragraphs = (_wrapped(p, width) for p in text.split("\n\n"))
        indent = " " * self.current_indent
        for number, lines in enumerate(paragraphs):
            self.write("\n" if number else "")
            self.write("".join(f"{indent}{line}\n" for line in lines))

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = 30,
        col_spacing: int = 2,
    ) -> None:
        """Write terms and what they mean in two columns."""
        listed = list(rows)
        widest = max((cell_len(term) for term, _ in listed), default=0)
        column = self.current_indent + min(widest, col_max) + col_spacing
        for term, meaning in listed:
            head = f"{'':{self.current_indent}}{term}"
            beside, *below = _wrapped(meaning, max(self.width - column, 10))
            if cell_len(head) + col_spacing > column:
                self.write(f"{head}\n")
                head = ""
            self.write(f"{head}{' ' * (column - cell_len(head))}{beside}\n")
            self.write("".join(f"{'':{column}}{line}\n" for line in below))


def _wrapped(text: str, width: int) -> list[str]:
    """Wrap text to lines that take no more than so many columns of a terminal."""
    lines = [""]
    for piece in _PIECE.findall(text.replace("\n", " ")):
        if cell_len(lines[-1] + piece.rstrip()) > width and lines[-1].strip():
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]
