"""Addresses of the pages of places and their assessments."""

from __future__ import annotations

from django.urls import path

from machimori_office.inspections import views

app_name = "inspections"
urlpatterns = [
    path("", views.sites, name="sites"),
    path("new/", views.new_site, name="new_site"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/done/", views.finish, name="finish"),
    path("tasks/<int:pk>/drop/", views.drop, name="drop"),
    path("findings/<int:pk>/task/", views.new_task, name="new_task"),
    path("assessments/<uuid:pk>/", views.assessment, name="assessment"),
    path("assessments/<uuid:pk>/report/", views.report, name="report"),
    path("<slug:code>/", views.site, name="site"),
    path("<slug:code>/scene/", views.new_scene, name="new_scene"),
    path("<slug:code>/assess/", views.assess, name="assess"),
]
