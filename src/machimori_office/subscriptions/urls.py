"""Addresses of the staff's pages about subscribers."""

from __future__ import annotations

from django.urls import path

from machimori_office.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("", views.subscribers, name="subscribers"),
    path("errors/", views.with_errors, name="errors"),
    path("<int:pk>/", views.address, name="address"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/take-off/", views.take_off, name="take_off"),
]
