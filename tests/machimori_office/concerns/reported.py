"""What somebody reports, for the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from machimori_office.concerns.models import Concern
from machimori_office.concerns.services.receiving import Report, receive

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
CLERK = "clerk"


def report(**how: Any) -> Report:
    said = {"kind": "hedge", "text": "公園の生け垣が高くて中が見えません。"}
    return Report(**{**said, **how})


def concern(at: datetime = NOW, *, mail: Any = None, **how: Any) -> Concern:
    return receive(report(**how), at=at, mail=mail)
