"""Addresses of the staff's pages of seminars."""

from __future__ import annotations

from django.urls import path

from machimori_office.seminars.views import door
from machimori_office.seminars.views import office as views

app_name = "seminars"
urlpatterns = [
    path("", views.seminars, name="seminars"),
    path("figures/", views.figures, name="figures"),
    path("seminars/plan/", views.plan, name="plan"),
    # The ticket's QR code holds this address (`letters.door_address`).
    path("seminars/here/<uuid:pk>/", door.here, name="here"),
    path("seminars/parties/<uuid:pk>/<slug:word>/", door.party, name="party"),
    path("seminars/<uuid:pk>/", views.one, name="one"),
    path("seminars/<uuid:pk>/change/", views.change, name="change"),
    path("seminars/<uuid:pk>/publish/", views.publish, name="publish"),
    path("seminars/<uuid:pk>/unpublish/", views.unpublish, name="unpublish"),
    path("seminars/<uuid:pk>/call-off/", views.call_off, name="call_off"),
    path("seminars/<uuid:pk>/hold/", views.hold, name="hold"),
    path("seminars/<uuid:pk>/enter/", views.enter, name="enter"),
    path("seminars/<uuid:pk>/finish/", views.finish, name="finish"),
    path("seminars/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("seminars/<uuid:pk>/list/", views.attendance, name="attendance"),
    path("seminars/<uuid:pk>/door/", door.door, name="door"),
    path("seminars/<uuid:pk>/door/walk-in/", door.walk_in, name="walk_in"),
    path("seminars/<uuid:pk>/door/give-away/", door.give_away, name="give_away"),
]
