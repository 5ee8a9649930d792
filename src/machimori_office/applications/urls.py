"""Addresses of the pages of grants, supplies and loans."""

from __future__ import annotations

from django.urls import path

from machimori_office.applications import crossing_pages, paper_pages, views

app_name = "applications"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("application/<uuid:pk>/", views.one, name="one"),
    path("application/<uuid:pk>/paper/", views.correct, name="correct"),
    path("application/<uuid:pk>/papers/", views.check_papers, name="check_papers"),
    path("application/<uuid:pk>/attach/", paper_pages.attach, name="attach"),
    path("application/<uuid:pk>/condition/<slug:condition>/", views.find, name="find"),
    path("application/<uuid:pk>/move/<slug:word>/", views.take_on, name="take_on"),
    path("application/<uuid:pk>/letter/<slug:occasion>/", views.write, name="write"),
    path(
        "application/<uuid:pk>/crossed/<int:number>/",
        crossing_pages.crossed,
        name="crossed",
    ),
    path("letter/<int:pk>/", views.letter, name="letter"),
    path("paper/<int:pk>/", views.sent_along, name="paper"),
    path("paper/<int:pk>/remove/", paper_pages.take_away, name="take_away"),
    path("<slug:name>/", views.procedure, name="procedure"),
    path("<slug:name>/new/", views.enter, name="enter"),
    path("<slug:name>/form/", views.blank_form, name="blank_form"),
]
