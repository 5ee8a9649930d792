"""Addresses of the pages of recorders."""

from __future__ import annotations

from django.urls import path

from machimori_office.recorders import views

app_name = "recorders"
urlpatterns = [
    path("devices/", views.devices, name="devices"),
    path("devices/add/", views.add, name="add"),
    path("devices/<int:pk>/", views.device, name="device"),
    path("lend/<uuid:pk>/", views.lend, name="lend"),
    path("loans/", views.loans, name="loans"),
    path("loans/<int:pk>/", views.loan, name="loan"),
    path("loans/<int:pk>/end/", views.end, name="end"),
    path("loans/<int:pk>/exchange/", views.exchange, name="exchange"),
    path("loans/<int:pk>/effect/", views.effect, name="effect"),
    path("loans/<int:pk>/paper/", views.paper, name="paper"),
    path("figures/", views.figures, name="figures"),
]
