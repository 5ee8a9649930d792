"""Addresses of the residents' side of a made-up city."""

from __future__ import annotations

from django.urls import path

from machimori_office.demo import views

app_name = "demo"
urlpatterns = [
    path("mail/", views.mails, name="mails"),
    path("mail/write/", views.write, name="write"),
    path("mail/<str:name>/", views.mail, name="mail"),
    path("mail/<str:name>/return/", views.send_back, name="send_back"),
]
