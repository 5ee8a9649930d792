"""What was decided about a criterion at a place: left aside, needed, or not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models.places import Site


class SiteDecision(models.Model):
    """The library's `Decision`: with its ground, by whom, and when to look again.

    It is never changed: withdrawn, or renewed by another that names it.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        EXCLUDE = "exclude", _("Leave it aside: it cannot be done here")
        NEED = "need", _("It is needed here")
        NO_NEED = "no_need", _("It is not needed here")

    class Ground(models.TextChoices):
        """The guidelines' own grounds for leaving something aside."""

        LAW = "law", _("Other laws")
        PLAN = "plan", _("What the plan or the site allows")
        MANAGEMENT = "management", _("How the place is managed")

    site = models.ForeignKey(Site, models.CASCADE, related_name="decisions")
    kind = models.CharField(_("Decision"), max_length=8, choices=Kind)
    criterion = models.CharField(max_length=120)
    # The id of a place or an element in the scene.
    subject = models.CharField(max_length=120)
    says_ja = models.TextField()
    says_en = models.TextField()
    ground = models.CharField(_("Ground"), max_length=10, choices=Ground, blank=True)
    reason = models.CharField(_("Reason"), max_length=300)
    decided_by = models.CharField(_("Decided by"), max_length=80)
    decided_on = models.DateField(_("Decided on"))
    review_on = models.DateField(_("To be looked at again on"))
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewal"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="exclude") | ~Q(ground=""),
                name="inspections_exclusion_has_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=models.F("decided_on")),
                name="inspections_review_comes_later",
            ),
            models.UniqueConstraint(
                fields=["site", "criterion", "subject"],
                condition=Q(withdrawn_at__isnull=True),
                name="inspections_one_decision_stands",
            ),
        ]
        indexes = [
            models.Index(
                fields=["withdrawn_at", "review_on"], name="inspections_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.criterion}"
