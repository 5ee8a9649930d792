"""What is to be done, by whom and by when; a record closes it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models.photos import Photo
from machimori_office.inspections.models.places import Site
from machimori_office.records.models import Record


class Task(models.Model):
    """Something to be done about a finding, a broken fixture or a concern."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("To be done")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Not to be done")

    class Origin(models.TextChoices):
        """What it came from."""

        FINDING = "finding", _("Finding")
        ROUND = "round", _("Round of inspection")
        CONCERN = "concern", _("Concern of a resident")

    # Fixtures and concerns may lie at no registered place.
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="tasks")
    origin = models.CharField(_("Came from"), max_length=8, choices=Origin)
    # The id of what it came from where that is no finding: a fixture's, a concern's.
    about = models.CharField(max_length=64, blank=True)
    criterion = models.CharField(max_length=120, blank=True)
    element = models.CharField(max_length=120, blank=True)
    where = models.CharField(_("Where"), max_length=200, blank=True)
    what = models.CharField(_("What is to be done"), max_length=200)
    who = models.CharField(_("Who does it"), max_length=80)
    due_on = models.DateField(_("By"))
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["state", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "criterion", "element"],
                condition=Q(state="open", origin="finding"),
                name="inspections_one_open_task",
            ),
            models.UniqueConstraint(
                fields=["origin", "about"],
                condition=Q(state="open") & ~Q(about=""),
                name="inspections_one_open_task_about",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(record__isnull=False),
                name="inspections_done_is_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(origin="finding") | Q(site__isnull=False),
                name="inspections_findings_have_a_place",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="inspections_due"),
            models.Index(fields=["who", "state"], name="inspections_task_by_who"),
            models.Index(fields=["opened_at"], name="inspections_task_opened"),
        ]

    def __str__(self) -> str:
        return self.what
