"""What the office proves about itself, by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from machimori.language import Text
from machimori_office.audit import services
from machimori_office.jobs.registry import periodic
from machimori_office.privacy.registry import FILES
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


@periodic(
    "desk.delete-due",
    title=Text(ja="期限の来た個人情報を消す", en="Delete personal data that is due"),
    every=timedelta(hours=24),
    late_after=timedelta(hours=24),
)
def delete_due(now: datetime) -> None:
    """Let every file of personal information delete what its date has come for."""
    for file in FILES.values():
        with transaction.atomic():
            if rows := file.delete_due(now):
                _record(file.name, rows, now)


def _record(name: str, rows: int, now: datetime) -> None:
    services.record(
        actor=services.SYSTEM,
        action="privacy.deleted",
        object_kind="privacy.file",
        object_id=name,
        reason="its time was over",
        at=now,
        details={"rows": str(rows)},
    )
