"""Addresses of the pages about places."""

from __future__ import annotations

from django.urls import path

from machimori_office.places import views

app_name = "places"
urlpatterns = [
    path("", views.districts, name="districts"),
    path("add/", views.add, name="add"),
    path("import/", views.choose_file, name="import"),
    path("import/<uuid:pk>/", views.look_at_import, name="look_at_import"),
    path("<slug:code>/", views.edit, name="edit"),
]
