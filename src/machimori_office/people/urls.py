"""Addresses of the pages about staff."""

from __future__ import annotations

from django.urls import path

from machimori_office.people import views

app_name = "people"
urlpatterns = [
    path("", views.staff_list, name="staff"),
    path("invite/", views.invite, name="invite"),
    path("<uuid:pk>/role/", views.change_role, name="change_role"),
    path("<uuid:pk>/invite-again/", views.invite_again, name="invite_again"),
    path("<uuid:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
