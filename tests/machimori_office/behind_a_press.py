"""Pages that no link leads to, and which test opens each.

`pages_behind_a_press.txt` has a line for each: its name, and the test that opens it, or
in words why none can. The test itself is held to it, in whichever process it runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler

__all__ = ["opens_what_it_is_named_for"]

HERE = Path(__file__).parent
_LINES = (HERE / "pages_behind_a_press.txt").read_text(encoding="utf-8").splitlines()
LOOKED_AT_BY = {
    name: said.strip() for name, _, said in (line.partition(" ") for line in _LINES)
}
"""Of each name `folder/test_file.py::test_name`, or the reason."""


@pytest.fixture(autouse=True)
def opens_what_it_is_named_for(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Hold a test to the pages that are said to be opened by it."""
    named = _named_for(request.node)
    opened: set[str] = set()
    if named:
        monkeypatch.setattr(BaseHandler, "get_response", _noting(opened))
    yield
    assert named <= opened, "it no longer opens these, as pages_behind_a_press.txt says"


def _named_for(test: pytest.Item) -> set[str]:
    function = getattr(test, "originalname", test.name)
    address = f"{test.path.relative_to(HERE)}::{function}"
    return {name for name, by in LOOKED_AT_BY.items() if by == address}


def _noting(opened: set[str]) -> Any:
    respond = BaseHandler.get_response

    def get_response(handler: BaseHandler, request: Any) -> Any:
        response = respond(handler, request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and response.status_code == 200:
            opened.add(request.resolver_match.view_name)
        return response

    return get_response
