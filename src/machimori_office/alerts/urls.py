"""Addresses of the pages about alerts."""

from __future__ import annotations

from django.urls import path

from machimori_office.alerts.views import (
    approvals,
    drafts,
    figures,
    incidents,
    lists,
    one,
)

app_name = "alerts"
urlpatterns = [
    path("", lists.alerts, name="list"),
    path("new/", drafts.new, name="new"),
    path("new/incident/<int:pk>/", incidents.from_incident, name="from_incident"),
    path("arrivals/", lists.arrivals, name="arrivals"),
    path("figures/", figures.figures, name="figures"),
    path("<uuid:pk>/", one.one, name="one"),
    path("<uuid:pk>/draft/", drafts.edit, name="edit"),
    path("<uuid:pk>/approve/", approvals.approve, name="approve"),
    path("<uuid:pk>/countdown/", approvals.countdown, name="countdown"),
    path("<uuid:pk>/consent/", approvals.consent, name="consent"),
    path("<uuid:pk>/review/", approvals.review, name="review"),
    path("<uuid:pk>/follow/<str:relation>/", one.follow, name="follow"),
    path("<uuid:pk>/sending/<str:step>/", one.steer, name="steer"),
]
