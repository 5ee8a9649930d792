"""Addresses of the pages of plans of walks."""

from __future__ import annotations

from django.urls import path

from machimori_office.walks.views import gaps, material, plans, walks

app_name = "walks"
urlpatterns = [
    path("", plans.plans, name="list"),
    path("new/group/", plans.new_group_plan, name="new_group_plan"),
    path("new/posts/", plans.new_post_plan, name="new_post_plan"),
    path("new/cars/", plans.new_car_plan, name="new_car_plan"),
    path("streets/", material.streets, name="streets"),
    path("streets/new/", material.new_streets, name="new_streets"),
    path("places/", material.spots, name="spots"),
    path("places/new/", material.new_spot, name="new_spot"),
    path("places/<int:pk>/", material.spot, name="spot"),
    path("gaps/<int:pk>/", gaps.roster_gaps, name="roster_gaps"),
    path("gaps/<int:pk>/<int:number>/map/", gaps.picture, name="gap_map"),
    path("<uuid:pk>/", plans.one, name="one"),
    path("<uuid:pk>/report/", plans.report, name="report"),
    path("<uuid:pk>/files/<str:name>/", plans.file, name="file"),
    path("<uuid:pk>/give/", plans.give, name="give"),
    path("<uuid:pk>/take-back/", plans.take_back, name="take_back"),
    path("<uuid:pk>/<int:number>/", walks.walk, name="walk"),
    path("<uuid:pk>/<int:number>/map/", plans.picture, name="map"),
    path("<uuid:pk>/<int:number>/walked/", walks.walked, name="walked"),
    path("<uuid:pk>/<int:number>/dropped/", walks.dropped, name="dropped"),
]
