"""Fields, links and buttons used as by somebody without a pointer.

`leave_the_pointer` gives Playwright's own words another way: before `press`, `fill`,
`check`, `select_option` or `set_input_files` the focus goes there by Tab (and by arrows
within radio buttons), what is filled in is typed, choices are made by arrows and Space;
a click fails. Only what the system's own dialogue would do is done by program: the
choice of a file, once its field has the focus.

How many stops of Tab lie between is counted in the page, and Tab is held that long;
then it is looked whether the focus is there, and visible. Where the count was wrong,
every further Tab is looked at. What no key reaches fails.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

__all__ = ["choose", "fill", "leave_the_pointer", "reach", "tick", "untick"]

Locator = Any
_WAY = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_ARRIVED = "window.hasArrived?.()"
"""What `_WAY` leaves behind: it costs a third of looking anew."""
_ROUNDS = 3
"""To a group of radio buttons, along it, and once more after a date: a stop here, and
several for Tab."""


def reach(locator: Locator) -> dict[str, Any]:
    """Move the focus there by keys alone; return what the page says of the field."""
    for _ in range(_ROUNDS):
        found = _look(locator)
        if not found["is_there"]:
            _hold(locator.page, found["key"], found["times"])
            found = locator.page.evaluate(_ARRIVED) or found
        if found["is_there"]:
            return _seen(locator, found)
    for _ in range(2 * found["stops"]):
        found = _look(locator)
        if found["is_there"]:
            return _seen(locator, found)
        locator.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {locator}")


def _look(locator: Locator) -> dict[str, Any]:
    found: dict[str, Any] = locator.evaluate(_WAY)
    assert not found.get("fault"), f"{locator}: {found['fault']}"
    return found


def _seen(locator: Locator, found: dict[str, Any]) -> dict[str, Any]:
    assert found["is_visible"], f"{locator} has the focus, and nothing shows it"
    return found


def _hold(page: Any, key: str, times: int) -> None:
    """Hold a key until it has repeated so many times."""
    modifier, _, held = key.rpartition("+")
    if modifier:
        page.keyboard.down(modifier)
    for _ in range(times):
        page.keyboard.down(held)
    page.keyboard.up(held)
    if modifier:
        page.keyboard.up(modifier)


def fill(locator: Locator, value: str) -> None:
    """Type into a field, in place of what stands there."""
    found = reach(locator)
    if found["type"] in _WAYS:
        _fill_in_parts(locator, value, found["type"])
        return
    keyboard = locator.page.keyboard
    if found["value"]:
        keyboard.press("ControlOrMeta+a")
        keyboard.press("Delete")
    # What is not on the keys comes from an input method, and long documents are pasted.
    is_typed = value.isascii() and len(value) <= 40
    (keyboard.type if is_typed else keyboard.insert_text)(value)


_DAYS, _TIMES = ("%m%d00%Y", "00%Y%m%d", "%d%m00%Y"), ("%I%M%p", "%H%M")
_WAYS = {
    "date": [*_DAYS],
    "time": [*_TIMES],
    "datetime-local": [day + time for day in _DAYS for time in _TIMES],
}
"""How a date is typed hangs on the browser's language: what came out right is tried
first the next time. A year has six digits there, and the next part begins by itself."""


def _fill_in_parts(locator: Locator, value: str, kind: str) -> None:
    at = datetime.fromisoformat(f"2000-01-01T{value}" if kind == "time" else value)
    for way in list(_WAYS[kind]):
        _hold(locator.page, "ArrowLeft", 5)
        locator.page.keyboard.type(at.strftime(way))
        if locator.input_value() == value:
            _WAYS[kind].remove(way)
            _WAYS[kind].insert(0, way)
            return
    raise AssertionError(f"{locator} cannot be filled in with {value} by keys")


def choose(
    locator: Locator, value: str | None = None, *, index: int | None = None
) -> None:
    """Choose in a list by the arrows."""
    reach(locator)
    away = locator.evaluate(_AWAY, [value, index])
    assert away is not None, f"{locator} has no {value or index} to choose"
    if away:
        _hold(locator.page, "ArrowDown" if away > 0 else "ArrowUp", abs(away))
    assert locator.evaluate(_AWAY, [value, index]) == 0, f"no arrow leads to {value}"


_AWAY = """(list, [value, index]) => {
    const all = [...list.options].filter(option => !option.disabled);
    const wanted = index === null
        ? all.findIndex(option => option.value === value || option.label === value)
        : all.indexOf(list.options[index]);
    return wanted < 0 ? null : wanted - all.indexOf(list.options[list.selectedIndex]);
}"""


def tick(locator: Locator) -> None:
    """Tick a box or choose a radio button."""
    if not reach(locator)["is_checked"]:
        locator.page.keyboard.press("Space")
    assert locator.is_checked(), f"{locator} cannot be ticked by keys"


def untick(locator: Locator) -> None:
    """Take the tick of a box away."""
    if reach(locator)["is_checked"]:
        locator.page.keyboard.press("Space")
    assert not locator.is_checked(), f"{locator} cannot be unticked by keys"


def leave_the_pointer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all that takes a field by Playwright's own words go there by keys."""
    api = pytest.importorskip("playwright.sync_api")
    by_keys = {"check": tick, "uncheck": untick, "fill": fill, "select_option": choose}
    for name in ("press", "set_input_files"):
        by_keys[name] = _after_reaching(getattr(api.Locator, name))
    for name, act in (*by_keys.items(), ("focus", reach)):
        monkeypatch.setattr(api.Locator, name, act)
    for name in _POINTED:
        monkeypatch.setattr(api.Locator, name, _refused(name))
    for name in (*_POINTED, *by_keys, "focus", "type"):
        monkeypatch.setattr(api.Page, name, _refused(name), raising=False)


_POINTED = ("click", "dblclick", "tap", "hover", "drag_to", "dispatch_event")


def _after_reaching(act: Callable[..., Any]) -> Callable[..., Any]:
    def reached(locator: Locator, *args: Any, **options: Any) -> Any:
        reach(locator)
        return act(locator, *args, **options)

    return reached


def _refused(name: str) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError(f"{name}: walks go by keyboard (by_keyboard.py)")

    return refuse
