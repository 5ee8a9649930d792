"""The repository's own files, as the tests of its shape read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "src" / "machimori"
OFFICE = ROOT / "src" / "machimori_office"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path
    lines: tuple[str, ...]
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> str:
        """The folder or file under src/machimori that it belongs to."""
        return self.path.relative_to(LIBRARY).parts[0].removesuffix(".py")

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Functions and methods by qualified name; inner functions count as theirs."""
        return _functions(self.tree, "")


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield prefix + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")


@cache
def modules(folder: Path) -> tuple[Module, ...]:
    """Read every Python file of a folder."""
    return tuple(_module(path) for path in sorted(folder.rglob("*.py")))


def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, tuple(text.splitlines()), ast.parse(text))


@cache
def yaml_files(folder: Path) -> dict[str, Any]:
    """Read every YAML file of a folder, by its path in the repository."""
    return {
        path.relative_to(ROOT).as_posix(): yaml.load(
            path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
        )
        for path in sorted(folder.rglob("*.yaml"))
    }


def written_files() -> Iterator[Path]:
    """Every file that people wrote, tests and pages included."""
    folders = ("src", "tests", "docs", "benchmarks", ".ci")
    for folder in folders:
        yield from (p for p in (ROOT / folder).rglob("*") if _is_written(p))
    yield from (p for p in ROOT.iterdir() if _is_written(p))


def _is_written(path: Path) -> bool:
    endings = {".py", ".yaml", ".yml", ".md", ".toml", ".txt", ".j2", ".typ", ".css"}
    endings |= {".html", ".po"}
    return path.is_file() and (path.suffix in endings or path.name in _UNSUFFIXED)


_UNSUFFIXED = ("Makefile", "run", "LICENSE", ".gitignore")
