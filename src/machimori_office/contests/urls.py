"""Addresses of the staff's pages of contests."""

from __future__ import annotations

from django.urls import path

from machimori_office.contests.views import entries, judging, office

app_name = "contests"
urlpatterns = [
    path("", office.contests, name="contests"),
    path("figures/", office.figures, name="figures"),
    path("plan/", office.plan, name="plan"),
    path("entries/<uuid:pk>/", entries.entry, name="entry"),
    path("entries/<uuid:pk>/picture/", entries.picture, name="picture"),
    path("entries/<uuid:pk>/certificate/", entries.certificate, name="certificate"),
    path("entries/<uuid:pk>/<slug:word>/", entries.turn, name="turn"),
    path("judges/<uuid:pk>/remove/", judging.remove, name="remove_judge"),
    path("<uuid:pk>/", office.one, name="one"),
    path("<uuid:pk>/change/", office.change, name="change"),
    path("<uuid:pk>/step/<slug:word>/", office.step, name="step"),
    path("<uuid:pk>/entries/", entries.entries, name="entries"),
    path("<uuid:pk>/enter/", entries.enter, name="enter"),
    path("<uuid:pk>/form/", entries.form, name="form"),
    path("<uuid:pk>/judges/", judging.judges, name="judges"),
    path("<uuid:pk>/outcome/", judging.outcome, name="outcome"),
]
