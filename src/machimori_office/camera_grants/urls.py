"""Addresses of the pages of grants and cameras."""

from __future__ import annotations

from django.urls import path

from machimori_office.camera_grants import views

app_name = "camera_grants"
urlpatterns = [
    path("grant/<uuid:pk>/", views.grant, name="grant"),
    path("grant/<uuid:pk>/sums/", views.sums, name="sums"),
    path("grant/<uuid:pk>/complete/", views.complete, name="complete"),
    path("grant/<uuid:pk>/inspect/", views.inspect, name="inspect"),
    path("grant/<uuid:pk>/pay/", views.pay, name="pay"),
    path("grants/", views.grants, name="grants"),
    path("pictures/", views.disclosures, name="disclosures"),
    path("register/", views.cameras, name="cameras"),
    path("register/new/", views.new_camera, name="new_camera"),
    path("register/<int:pk>/", views.camera, name="camera"),
    path("register/<int:pk>/change/", views.change_camera, name="change_camera"),
    path("register/<int:pk>/pictures/", views.disclose, name="disclose"),
    path("explained/", views.explained, name="explained"),
    path("figures/", views.figures, name="figures"),
]
