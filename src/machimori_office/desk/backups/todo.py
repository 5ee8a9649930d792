"""Says when no backup was made lately."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from machimori_office.backups.models import Backup
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency

OLD = timedelta(hours=36)


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield a task when the last backup is old; a made-up city need not have any."""
    if not may(staff, Act.SEE_BACKUPS):
        return
    newest = Backup.objects.values_list("made_at", flat=True).first()
    is_expected = bool(settings.BACKUP_FOLDER) or not settings.OFFICE_IS_DEMO
    if is_expected and (newest is None or newest < now - OLD):
        yield _task(newest, now)


def _task(newest: datetime | None, now: datetime) -> Task:
    local = newest and newest.astimezone(now.tzinfo)
    return Task(
        title=_("No backup was made lately"),
        who=_("Managers, with whoever keeps the server"),
        why=_("The last one is of %(time)s.") % {"time": f"{local:%Y-%m-%d %H:%M}"}
        if local
        else _("There is none yet: if this server is lost today, everything is."),
        button=_("Look at the backups"),
        url=reverse("desk:backups"),
        urgency=Urgency.LATE,
    )
