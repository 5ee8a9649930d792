"""Addresses of the pages of analyses."""

from __future__ import annotations

from django.urls import path

from machimori_office.analyses import views
from machimori_office.analyses.forecasts import views as forecasts

app_name = "analyses"
urlpatterns = [
    path("", views.analyses, name="list"),
    path("incidents/", views.incident_lists, name="incident_lists"),
    path("incidents/new/", views.new_list, name="new_list"),
    path("incidents/<uuid:pk>/", views.incident_list, name="incident_list"),
    path("new/hot-blocks/", views.new_hot_blocks, name="new_hot_blocks"),
    path("new/counts/", views.new_counts, name="new_counts"),
    path("new/effect/", views.new_effect, name="new_effect"),
    path("new/times/", views.new_times, name="new_times"),
    path("new/forecast/", views.new_forecast, name="new_forecast"),
    path("forecasts/", forecasts.forecasts, name="forecasts"),
    path("forecasts/ledger/", forecasts.ledger, name="ledger"),
    path("forecasts/<int:number>/", forecasts.forecast, name="forecast"),
    path("forecasts/<int:number>/score/", forecasts.score, name="score"),
    path("new/safety-map/", views.new_safety_map, name="new_safety_map"),
    path("new/watch-gap/", views.new_watch_gap, name="new_watch_gap"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/report/", views.report, name="report"),
    path("<uuid:pk>/files/<str:name>/", views.file, name="file"),
    path("<uuid:pk>/propose/", views.propose, name="propose"),
    path("<uuid:pk>/let-out/", views.let_out, name="let_out"),
    path("<uuid:pk>/give-back/", views.give_back, name="give_back"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/again/", views.again, name="again"),
]
