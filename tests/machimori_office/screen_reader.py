"""What a screen reader is told of a page: Chromium's own accessibility tree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_SPOKEN = {"button", "checkbox", "combobox", "link", "radio", "searchbox", "textbox"}
_ROOMS = {"navigation", "search", "region"}
"""Landmarks of which a page may have several: each needs a name of its own."""

Node = dict[str, Any]


def tree_of(page: Any) -> list[Node]:
    """Return the nodes that are read out, in reading order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    # It is not detached: that would take a test's own authenticator off the page.
    by_id = {node["nodeId"]: node for node in nodes}
    ordered = _in_order(nodes[0], by_id)
    return [node for node in ordered if not node.get("ignored")]


def _in_order(node: Node, by_id: dict[str, Node]) -> Iterator[Node]:
    yield node
    for child in node.get("childIds", []):
        if child in by_id:
            yield from _in_order(by_id[child], by_id)


def role(node: Node) -> str:
    return str(node.get("role", {}).get("value", ""))


def name(node: Node) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def faults(page: Any) -> list[str]:
    """Return what somebody who only listens would stumble over."""
    page.wait_for_load_state()
    nodes = tree_of(page)
    silent = [role(n) for n in nodes if role(n) in _SPOKEN and not name(n)]
    rooms = [(role(n), name(n)) for n in nodes if role(n) in _ROOMS]
    same = sorted({room for room in rooms if rooms.count(room) > 1})
    mains = sum(role(n) == "main" for n in nodes)
    found = [f"a {each} without a name" for each in silent]
    found += [f"landmarks that sound the same: {each}" for each in same]
    found += [] if mains == 1 else [f"{mains} main parts"]
    return found + _of_headings(nodes) + _of_wrong_fields(page)


_UNTOLD = """[...document.querySelectorAll("[aria-invalid=true]")].filter(field => {
    const ids = (field.getAttribute("aria-describedby") || "").split(" ");
    const said = ids.map(id => document.getElementById(id)).filter(Boolean);
    const link = `[role=alert] a[href="#${CSS.escape(field.id)}"]`;
    return !document.querySelector(link) && !said.some(e => e.matches(".error"));
}).map(field => field.name)"""


def _of_wrong_fields(page: Any) -> list[str]:
    untold = page.evaluate(_UNTOLD)
    return [f"{name} is wrong, and nothing tells why" for name in untold]


def _of_headings(nodes: list[Node]) -> list[str]:
    heads = [(_level(n), name(n)) for n in nodes if role(n) == "heading"]
    firsts = sum(level == 1 for level, _ in heads)
    found = [] if firsts == 1 else [f"{firsts} headings of the first level"]
    found += [
        f"a heading of level {level} without words" for level, n in heads if not n
    ]
    inside = heads[[level for level, _ in heads].index(1) :] if firsts else []
    steps = pairwise(inside)
    return found + [
        f"from level {one[0]} to {other[0]}: {other[1]}"
        for one, other in steps
        if other[0] > one[0] + 1
    ]


def _level(node: Node) -> int:
    told = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
    return int(told.get("level", 0))


def of_what_is_wrong(page: Any) -> str:
    """Send the page's form empty; return what is read out first of the answer."""
    form = page.locator("main form").first
    form.evaluate("form => { form.noValidate = true }")
    form.locator("button").first.press("Enter")
    page.get_by_role("alert").first.wait_for()
    return str(page.evaluate("document.activeElement.innerText || ''"))
