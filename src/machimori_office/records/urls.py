"""Addresses of the pages of records."""

from __future__ import annotations

from django.urls import path

from machimori_office.records import views

app_name = "records"
urlpatterns = [
    path("", views.records, name="records"),
    path("records.csv", views.export, name="export"),
    path("new/", views.enter, name="enter"),
    path("<uuid:pk>/", views.record, name="record"),
    path("<uuid:pk>/right/", views.put_right, name="put_right"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
