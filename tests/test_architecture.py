"""The shape of the code: its sizes, packages and docstrings, and what it never does."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
import yaml

from tests.source_tree import LIBRARY, ROOT, Function, Module, modules

EXEMPTIONS = yaml.safe_load(
    Path(__file__).with_name("architecture_exemptions.yaml").read_text(encoding="utf-8")
)

LIMITS = {"file": 500, "body": 40, "arguments": 8, "test": 30}
"""Lines of a file, of a function's body without docstring, blanks and comments, number
of arguments, and lines of a test's body: above these a reason is written down."""

PHYSICS = (
    "geometry",
    "scene",
    "sightlines",
    "lighting",
    "entry",
    "arrangement",
    "town",
    "streets",
    "watch",
    "hotspots",
    "patrols",
)
"""Packages whose public functions state parameters, shapes and units."""

PACKAGES = sorted(p for p in LIBRARY.iterdir() if any(p.glob("*.py")))


def sizes() -> Iterator[tuple[str, str, int]]:
    for folder in ("src", "tests", "benchmarks"):
        for module in modules(ROOT / folder):
            # Migrations are written by Django: a table makes them longer, not worse.
            if "migrations" not in module.path.parts:
                yield module.name, "file", len(module.lines)
            yield from _sizes_of_functions(module)


def _sizes_of_functions(module: Module) -> Iterator[tuple[str, str, int]]:
    for name, function in module.functions():
        where = f"{module.name}::{name}"
        is_test = function.name.startswith("test_")
        yield where, "test" if is_test else "body", body_lines(function, module.lines)
        if not is_test:
            yield where, "arguments", len(arguments(function))


def body_lines(function: Function, lines: tuple[str, ...]) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    code = (line.strip() for line in lines[body[0].lineno - 1 : function.end_lineno])
    return sum(bool(line) and not line.startswith("#") for line in code)


def arguments(function: Function) -> list[str]:
    given = function.args
    names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [name for name in names if name not in ("self", "cls")]


def oversized() -> dict[tuple[str, str], int]:
    return {(where, rule): size for where, rule, size in sizes() if size > LIMITS[rule]}


def test_what_is_oversized_has_a_written_reason_and_does_not_grow() -> None:
    allowed = {(e["where"], e["rule"]): e["at_most"] for e in EXEMPTIONS}
    too_large = {k: n for k, n in oversized().items() if n > allowed.get(k, 0)}
    assert not too_large, "cut these, or say why not in architecture_exemptions.yaml"


def test_every_exemption_is_still_needed() -> None:
    needed = oversized()
    idle = [e for e in EXEMPTIONS if (e["where"], e["rule"]) not in needed]
    assert not idle, "take these out of architecture_exemptions.yaml"


def test_every_exemption_says_why() -> None:
    assert all(len(e["reason"].split()) >= 5 for e in EXEMPTIONS)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda p: p.name)
def test_a_package_lists_what_is_public(package: Path) -> None:
    for init in package.rglob("__init__.py"):
        name = ".".join(init.parent.relative_to(LIBRARY.parent).parts)
        module = importlib.import_module(name)
        assert all(hasattr(module, public) for public in module.__all__)


def test_every_folder_of_code_is_a_package() -> None:
    folders = {module.path.parent for module in modules(LIBRARY)}
    assert not [f for f in folders if not (f / "__init__.py").exists()]


def public_functions(package: str) -> Iterator[tuple[str, object]]:
    module = importlib.import_module(f"machimori.{package}")
    for name in module.__all__:
        found = getattr(module, name)
        function = getattr(found, "py_func", found)
        if inspect.isfunction(function):
            yield name, function


@pytest.mark.parametrize("package", PHYSICS)
def test_public_functions_state_what_goes_in_and_comes_out(package: str) -> None:
    for name, function in public_functions(package):
        signature = inspect.signature(function)
        if not signature.parameters:
            continue
        sections = re.findall(r"^(\w+)\n---", inspect.getdoc(function) or "", re.M)
        assert "Parameters" in sections, f"{package}.{name}"
        if signature.return_annotation not in (None, "None"):
            assert {"Returns", "Yields"} & set(sections), f"{package}.{name}"


def outside(*packages: str) -> Iterator[Module]:
    return (m for m in modules(LIBRARY) if m.package not in packages)


def imported_names(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_nothing_below_the_command_line_reads_the_clock() -> None:
    clock = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today)$")
    for module in outside("cli"):
        assert "time" not in imported_names(module), module.name
        assert not [c for c, _ in calls(module) if clock.search(c)], module.name


def test_randomness_is_handed_in() -> None:
    for module in outside("cli"):
        unseeded = [
            call
            for name, call in calls(module)
            if name.endswith("default_rng") and not call.args and not call.keywords
        ]
        assert not unseeded, module.name
        assert not {"random", "secrets"} & set(imported_names(module))


def test_what_computes_opens_no_files() -> None:
    for module in modules(LIBRARY):
        if module.package in (*PHYSICS, "assessment"):
            assert not {"pathlib", "io", "os"} & set(imported_names(module))
            assert "open" not in [name for name, _ in calls(module)], module.name


def test_nobody_reaches_into_another_packages_private_names() -> None:
    for module in modules(LIBRARY):
        froms = (n for n in ast.walk(module.tree) if isinstance(n, ast.ImportFrom))
        names = chain.from_iterable((n.module, a.name) for n in froms for a in n.names)
        private = [n for n in names if n and re.search(r"(^|\.)_[a-z]", n)]
        assert not private, f"{module.name}: {private}"


def test_input_is_never_checked_by_assert() -> None:
    asserting = [
        module.name
        for module in modules(LIBRARY)
        if any(isinstance(node, ast.Assert) for node in ast.walk(module.tree))
    ]
    assert not asserting, "asserts vanish under -O: raise InvalidInput"
