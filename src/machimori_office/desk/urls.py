"""Addresses of the pages across duties."""

from __future__ import annotations

from django.urls import path

from machimori_office.desk import views
from machimori_office.desk.backups.views import backups

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/audit/", views.audit, name="audit"),
    path("settings/backups/", backups, name="backups"),
]
