"""Who works here, for whom, and in which role."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is trusted with; `access.py` says what that allows."""

    VIEWER = "viewer", _("Viewer")
    OPERATOR = "operator", _("Operator")
    APPROVER = "approver", _("Approver")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")


class Organisation(models.Model):
    """A division of the city, or a body that works with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Name"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        """Find by login name."""
        return self.get(login_name=username)


class Staff(AbstractBaseUser):
    """One person's account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login_name = models.CharField(_("Login name"), max_length=40, unique=True)
    display_name = models.CharField(_("Name"), max_length=40)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("Organisation")
    )
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    is_active = models.BooleanField(default=True)
    invitation_hash = models.CharField(max_length=64, blank=True)
    invitation_expires_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        ordering = ["login_name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="people_known_role"
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """Return the name that pages show."""
        return self.display_name

    @property
    def is_invited(self) -> bool:
        """Whether the account waits for its owner to choose a password."""
        return bool(self.invitation_hash)
