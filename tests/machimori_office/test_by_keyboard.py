"""The way by keyboard itself: what it counts, types and chooses, and what fails it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.machimori_office import by_keyboard
from tests.machimori_office.browser import CHROMIUM, new_page
from tests.machimori_office.by_keyboard import leave_the_pointer, reach

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

FORM = """<style>:focus-visible { outline: 4px solid } .plain { outline: 0 }</style>
<a href="#x" id="first">first</a><button disabled>off</button>
<fieldset disabled><input></fieldset><div inert><button>inert</button></div>
<details><summary id="more">more</summary><button id="inside">inside</button></details>
<input type="hidden"><button style="visibility: hidden">gone</button>
<label><input type="radio" name="r" value="1" id="r1">1</label>
<label><input type="radio" name="r" value="2" id="r2">2</label>
<label><input type="radio" name="r" value="3" id="r3">3</label>
<input type="date" id="day"><input type="time" id="hour">
<input type="datetime-local" id="moment" value="2020-02-03T04:05">
<select id="of"><option value="">-</option><option disabled>a</option>
<option value="b">b</option><option value="c">c</option></select>
<div style="overflow: auto; height: 2em"><p>1</p><p>2</p><p>3</p></div>
<div style="overflow: auto; height: 2em"><a href="#x">1</a><p>2</p><p>3</p></div>
<main tabindex="-1"><p><input type="checkbox" id="box"></p><input type="file" id="file">
<textarea id="text">old</textarea></main><button tabindex="-1">skipped</button>
<button class="plain" id="unseen">unseen</button><button id="last">last</button>"""
_NOTING = "came = []; addEventListener('focusin', e => came.push(e.target.id))"
PASSED = ("last", "first", "more", "r1", "of", "box", "file", "box", "r1", "text", "of")
DATES = {"day": "2026-11-23", "hour": "14:05", "moment": "2027-01-02T03:04"}


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    leave_the_pointer(monkeypatch)
    with new_page() as page:
        page.set_content(FORM)
        page.evaluate(_NOTING)
        yield page


def test_every_stop_is_counted_right_from_both_sides(
    form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_keyboard, "_ROUNDS", 2)
    monkeypatch.setattr(form.keyboard, "press", lambda key: pytest.fail(key))
    for name, value in DATES.items():
        form.locator(f"#{name}").fill(value)
    for name in PASSED:
        reach(form.locator(f"#{name}"))
        assert form.evaluate("document.activeElement.id") == name


def test_the_shorter_way_round_is_taken(form: Any) -> None:
    reach(form.locator("#last"))
    assert form.evaluate("came") == ["last"]


def test_fields_are_typed_into_and_choices_made(form: Any) -> None:
    form.locator("#text").fill("新しい")
    for name, value in DATES.items():
        form.locator(f"#{name}").fill(value)
    form.locator("#day").fill("2026-01-02")
    form.locator("#of").select_option("c")
    form.locator("#of").select_option(index=2)
    form.locator("#r3").check()
    form.locator("#r2").press("Space")
    form.locator("#box").check()
    values = "[...document.querySelectorAll('[id]')].map(e => [e.id, e.value])"
    found = dict(form.evaluate(values))
    assert found["text"] == "新しい"
    assert {name: found[name] for name in DATES} == {**DATES, "day": "2026-01-02"}
    assert found["of"] == "b"
    assert form.evaluate("document.querySelector(':checked[name=r]').value") == "2"
    form.locator("#box").uncheck()
    assert not form.evaluate("document.querySelector('#box').checked")


def test_a_closed_part_is_opened_first(form: Any) -> None:
    form.locator("#more").press("Enter")
    form.locator("#inside").press("Enter")
    assert form.evaluate("document.activeElement.id") == "inside"


def test_a_wrong_count_is_found_out_and_mended(
    form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_keyboard, "_hold", lambda *_: form.keyboard.press("Tab"))
    reach(form.locator("#text"))
    assert form.evaluate("document.activeElement.id") == "text"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("#inside", "hidden"),
        ("fieldset input", "disabled"),
        ("button[tabindex]", "no stop of Tab"),
        ("#unseen", "nothing shows it"),
    ],
)
def test_what_no_key_reaches_or_no_eye_finds_fails(
    form: Any, name: str, why: str
) -> None:
    with pytest.raises(AssertionError, match=why):
        form.locator(name).press("Enter")


def test_a_field_that_lets_nobody_in_fails(form: Any) -> None:
    field = "document.querySelector('#text')"
    form.evaluate(f"{field}.addEventListener('focus', e => e.target.blur())")
    with pytest.raises(AssertionError, match="Tab does not come to"):
        form.locator("#text").fill("a")


def test_an_order_of_its_own_fails(form: Any) -> None:
    form.evaluate("document.querySelector('#last').tabIndex = 2")
    with pytest.raises(AssertionError, match="turns the order"):
        form.locator("#text").fill("a")


@pytest.mark.parametrize("act", ["click", "hover", "dispatch_event"])
def test_no_walk_points(form: Any, act: str) -> None:
    with pytest.raises(AssertionError, match="by keyboard"):
        getattr(form.locator("#last"), act)()
    if act != "dispatch_event":
        with pytest.raises(AssertionError, match="by keyboard"):
            getattr(form, act)("#last")
