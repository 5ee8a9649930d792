"""Addresses of the pages of equipment."""

from __future__ import annotations

from django.urls import path

from machimori_office.supplies import views

app_name = "supplies"
urlpatterns = [
    path("stock/", views.stock, name="stock"),
    path("stock/<slug:kind>/", views.count, name="count"),
    path("hand-over/<uuid:pk>/", views.hand_over, name="hand_over"),
    path("given/", views.given, name="given"),
    path("figures/", views.figures, name="figures"),
]
