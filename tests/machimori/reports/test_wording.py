from __future__ import annotations

from typing import get_args

from machimori.assessment import Outcome
from machimori.guidelines import STRENGTHS
from machimori.guidelines.checks import METHODS, Check
from machimori.guidelines.model import Principle
from machimori.language import Text
from machimori.reports import wording
from machimori.reports.digest.survey import ORDER, TASK_OF_REASON
from machimori.reports.remedies import REMEDIES


def test_every_outcome_strength_method_and_principle_has_a_word() -> None:
    assert set(wording.OUTCOMES) == set(wording.SIGNS) == set(Outcome)
    assert set(wording.STRENGTHS) == set(STRENGTHS)
    assert set(wording.METHODS) == set(METHODS)
    assert set(wording.PRINCIPLES) == set(get_args(Principle))


def test_every_sign_is_another() -> None:
    assert len(set(wording.SIGNS.values())) == len(Outcome)


def test_every_check_has_a_remedy() -> None:
    names = {vars(kind)["check"] for kind in Check.__subclasses__()}
    assert names == set(REMEDIES)


def test_every_kind_of_task_is_worded() -> None:
    assert set(ORDER) == set(wording.TASKS) == set(wording.MINUTES)
    assert set(ORDER) - {"look"} == set(wording.TASK_HOW) == set(wording.TASK_SHORT)
    assert set(TASK_OF_REASON.values()) < set(ORDER)


def test_no_word_calls_a_shortfall_a_violation() -> None:
    listed = [t for t in vars(wording).values() if isinstance(t, Text)]
    maps = [m for m in vars(wording).values() if isinstance(m, dict)] + [REMEDIES]
    listed += [t for m in maps for t in m.values() if isinstance(t, Text)]
    for text in listed:
        assert "違反" not in text.ja
        assert "violat" not in text.en.lower()
