"""Addresses of the pages about deliveries."""

from __future__ import annotations

from django.urls import path

from machimori_office.desk.delivery import views

app_name = "delivery"
urlpatterns = [
    path("", views.messages, name="list"),
    path("domain/", views.domain, name="domain"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/recipients/", views.recipients, name="recipients"),
    path("<uuid:pk>/proof/", views.proof, name="proof"),
]
