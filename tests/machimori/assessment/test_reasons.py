"""Every reason that is given is worded, and every wording is given."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from machimori.assessment import Reason, word
from machimori.assessment.reasons import REASONS
from machimori.language import Text
from tests.source_tree import LIBRARY, modules

OUTSIDE = ("src/machimori/assessment/reasons.py",)


def reasons_given() -> Iterator[str]:
    """Codes that the code hands to a reason, or names to hand them on."""
    for module in modules(LIBRARY / "assessment"):
        if module.name in OUTSIDE:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and node.value in REASONS:
                yield node.value


def codes_in_calls() -> Iterator[str]:
    for module in modules(LIBRARY):
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            code = {"Reason": 0, "undecided": 3}.get(name)
            if code is not None and len(node.args) > code:
                constants = ast.walk(node.args[code])
                yield from (
                    c.value
                    for c in constants
                    if isinstance(c, ast.Constant) and isinstance(c.value, str)
                )


def test_every_wording_is_given_somewhere() -> None:
    assert set(REASONS) - set(reasons_given()) == set()


def test_every_reason_that_is_given_is_worded() -> None:
    given = set(codes_in_calls())
    assert len(given) > 40
    assert given <= set(REASONS)


@pytest.mark.parametrize("code", REASONS)
def test_a_wording_is_a_sentence_in_both_languages(code: str) -> None:
    text = REASONS[code]
    assert text.ja.endswith(("。", "。{value}", "{value}"))
    assert text.en.endswith((".", ". {value}", "{value}"))
    assert fields(text.ja) == fields(text.en)


def fields(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", sentence))


def test_a_reason_within_a_reason_is_worded_too() -> None:
    absent = Reason("absent", {"what": Text(ja="照明", en="lamps")})
    thin = Reason("thin_map", {"value": absent, "what": Text(ja="照明", en="lamps")})
    assert word(thin).ja == (
        "照明がありません。ただし、照明が漏れなく調べられていないため、決められません。"
    )
    assert word(thin).en == (
        "lamps: none. Undecided, for not all is surveyed yet: lamps."
    )
