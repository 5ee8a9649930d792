"""What the office proves about itself, by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.audit import services
from machimori_office.jobs.registry import periodic
from machimori_office.web.errors import AuditChainBroken


@periodic(
    "desk.verify-audit",
    title=Text(ja="操作記録のつながりを確かめる", en="Verify the audit chain"),
    every=timedelta(hours=24),
    late_after=timedelta(hours=24),
    lease=timedelta(hours=1),
)
def verify_audit(now: datetime) -> None:
    """Read the whole chain; Today shows it if this fails."""
    found = services.verify()
    if found.faults:
        raise AuditChainBroken(faults=len(found.faults))
