"""Every page of the office and of the residents' site, held against WCAG 2.2 AA.

The made-up city is walked link by link; of each address of the office one page is
opened in a real Chromium, or it stands in `pages_behind_a_press.txt`.
"""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import Resolver404, resolve
from django.utils import timezone

from machimori_office.demo import city as demo
from tests.machimori_office.behind_a_press import LOOKED_AT_BY
from tests.machimori_office.people.test_permission_matrix import addresses
from tests.machimori_office.test_in_browser import RULES, axe, page, pytestmark

__all__ = ["page", "pytestmark"]

_LINK = re.compile(r'<(?:a|link)\b[^>]*\shref="(/[^"#]*)')
_ENOUGH = 12
"""So many things of one kind are looked through for links that only some have."""
_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
_WHO = """[...document.querySelectorAll("*")].filter(e =>
    e.getBoundingClientRect().right > window.innerWidth + 1).map(e =>
    e.tagName + "." + e.className).slice(0, 8).join(" ")"""


@pytest.mark.walks
@pytest.mark.skipif(
    os.environ.get("OFFICE_TEST_DATABASE") == "postgresql",
    reason="how a page looks does not hang on the database",
)
def test_every_page_can_be_used_by_all(page: Any) -> None:
    demo.fill(timezone.now())
    _sign_in(page, "sato")
    faults, seen = [], set()
    for name, path in _one_of_each(page):
        seen.add(name)
        faults += _faults_of(page, name, path) if path else ()
    unseen = set(addresses()) - seen
    assert not faults, "\n".join(faults)
    assert unseen <= LOOKED_AT_BY.keys(), "lead to it, or let a test open it"


def _sign_in(page: Any, login_name: str) -> None:
    page.goto("/sign-in/")
    page.locator("#id_login").fill(login_name)
    page.locator("#id_password").fill(demo.PASSWORD)
    page.locator("#id_password").press("Enter")
    page.get_by_role("heading", name="今日").first.wait_for()


def _one_of_each(page: Any) -> Iterator[tuple[str, str]]:
    """Follow the links; yield something of each address, a page in each language."""
    seen: set[str] = set()
    followed: Counter[str] = Counter()
    waiting = deque(["/", "/ja/", "/easy/", "/en/"])
    known = set(waiting)
    while waiting:
        path = waiting.popleft()
        name, words = _named(path)
        followed[name + words] += 1
        if followed[name + words] > _ENOUGH:
            continue
        answer = page.request.get(path)
        if not answer.ok:
            continue
        is_page = "html" in answer.headers.get("content-type", "")
        if name + words not in seen:
            seen.add(name + words)
            yield name, path if is_page else ""
        if not is_page:
            continue
        links = {unescape(link) for link in _LINK.findall(answer.text())} - known
        known |= links
        waiting += sorted(links)


def _named(path: str) -> tuple[str, str]:
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return "", ""
    return found.view_name, str(found.kwargs.get("variety", ""))


def _faults_of(page: Any, name: str, path: str) -> Iterator[str]:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(path)
    found = axe.Axe().run(page, options=RULES)
    if found.violations_count:
        yield f"{name} {path}: {found.generate_report()}"
    # 400 % of an ordinary screen, and a small telephone.
    page.set_viewport_size({"width": 320, "height": 600})
    if page.evaluate(_WIDE):
        yield f"{name} {path}: pushed sideways at 320 pixels by {page.evaluate(_WHO)}"
