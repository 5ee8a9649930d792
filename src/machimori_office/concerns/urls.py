"""Addresses of the pages of concerns and incidents."""

from __future__ import annotations

from django.urls import path

from machimori_office.concerns import views
from machimori_office.concerns.incidents import views as incidents

app_name = "concerns"
urlpatterns = [
    path("", views.concerns, name="list"),
    path("new/", views.enter, name="enter"),
    path("figures/", views.figures, name="figures"),
    path("photo/<int:pk>/", views.photo, name="photo"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.enter, name="enter_incident"),
    path("incidents/<int:pk>/", incidents.incident, name="incident"),
    path("incidents/<int:pk>/correct/", incidents.correct, name="correct_incident"),
    path("incidents/<int:pk>/withdraw/", incidents.withdraw, name="withdraw_incident"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/<slug:word>/", views.take, name="take"),
]
