"""Addresses of the pages across duties."""

from __future__ import annotations

from django.urls import path

from machimori_office.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/audit/", views.audit, name="audit"),
]
