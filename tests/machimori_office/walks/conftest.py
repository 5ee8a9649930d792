"""Typesetting takes most of the time of a plan: one test alone has it done."""

from __future__ import annotations

import pytest

from machimori_office.walks import planning


@pytest.fixture(autouse=True)
def typeset(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "typesets" not in request.keywords:
        monkeypatch.setattr(planning, "paper_pdf", lambda *_, **__: b"%PDF")
