"""Answers from the site are read, and every slip in them is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from machimori.errors import InvalidInput, Problem
from machimori.formats.answers import ANSWERS, read_answers
from machimori.guidelines import shipped_catalogue
from machimori.scene import Scene
from tests.machimori.scene.documents import feature, park, parsed, plane, point

LIGHT = "jp-16/roads/park-path-light"
HEAD = "criterion,place,element,answer,on,by,note\n"


@pytest.fixture(scope="module")
def scene() -> Scene:
    bench = feature("bench-1", "bench", point(5, 5))
    return parsed(plane(park("park"), park("garden"), bench))


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, head: str = HEAD) -> Path:
        path = tmp_path / "answers.csv"
        path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return write


def refused(path: Path, scene: Scene) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        read_answers(path, shipped_catalogue(), scene)
    return list(wrong.value.problems)


def test_an_answer_is_evidence_by_survey(
    table: Callable[..., Path], scene: Scene
) -> None:
    path = table(f"{LIGHT},park,,はい,令和8年4月1日,佐藤,園路を夜に歩いた")
    (evidence,) = read_answers(path, shipped_catalogue(), scene)
    assert (evidence.subject, evidence.quantity, evidence.method, evidence.value) == (
        "park",
        LIGHT,
        "surveyed",
        True,
    )
    assert (evidence.observed_on, evidence.by) == (date(2026, 4, 1), "佐藤")
    assert evidence.source == "園路を夜に歩いた"


@pytest.mark.parametrize(("word", "value"), ANSWERS.items())
def test_every_word_for_an_answer_is_read(
    table: Callable[..., Path], scene: Scene, word: str, value: bool | None
) -> None:
    path = table(f"{LIGHT},park,,{word.upper()},2026-04-01,,")
    (evidence,) = read_answers(path, shipped_catalogue(), scene)
    assert evidence.value is value


def test_yaml_may_say_yes_without_quotes(tmp_path: Path, scene: Scene) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(
        f"- {{criterion: {LIGHT}, place: park, answer: yes, on: 2026-04-01}}\n"
        f"- {{criterion: {LIGHT}, place: garden, answer: no, on: 2026-04-01}}\n"
    )
    answers = read_answers(path, shipped_catalogue(), scene)
    assert [answer.value for answer in answers] == [True, False]


def test_an_element_is_more_exact_than_its_place(
    table: Callable[..., Path], scene: Scene
) -> None:
    path = table(f"{LIGHT},park,bench-1,no,2026-04-01,,")
    (evidence,) = read_answers(path, shipped_catalogue(), scene)
    assert evidence.subject == "bench-1"


def test_a_row_without_an_answer_says_nothing(
    table: Callable[..., Path], scene: Scene
) -> None:
    path = table(f"{LIGHT},park,,,,,", "whatever,nowhere,,,,,")
    assert read_answers(path, shipped_catalogue(), scene) == ()


def test_the_only_place_need_not_be_named(table: Callable[..., Path]) -> None:
    path = table(f"{LIGHT},yes,2026-04-01", head="項目,回答,確認日\n")
    scene = parsed(plane(park("the-park")))
    (evidence,) = read_answers(path, shipped_catalogue(), scene)
    assert evidence.subject == "the-park"


def test_slips_are_told_all_at_once_with_the_closest_that_exists(
    table: Callable[..., Path], scene: Scene
) -> None:
    path = table(
        "jp-16/roads/park-path-lihgt,prak,bensh-1,yess,someday,,",
        f"{LIGHT},,,yes,,,",
        f"{LIGHT},bench-1,,yes,2026-04-01,,",
    )
    problems = refused(path, scene)
    assert [(p.where.en, p.found) for p in problems] == [
        ("row 2, column criterion", "jp-16/roads/park-path-lihgt"),
        ("row 2, column place", "prak"),
        ("row 2, column element", "bensh-1"),
        ("row 2, column answer", "yess"),
        ("row 2, column on", "someday"),
        ("row 3, column place", ""),
        ("row 3, column on", ""),
        ("row 4, column place", "bench-1"),
    ]
    closest = [p.expected.en for p in problems[:4]]
    for name, hint in zip((LIGHT, "park", "bench-1", "yes"), closest, strict=True):
        assert name in hint
