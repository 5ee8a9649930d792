"""Addresses of the pages of places, and of what follows from them."""

from __future__ import annotations

from django.urls import path

from machimori_office.inspections import views
from machimori_office.inspections.decisions import views as decisions
from machimori_office.inspections.rounds import views as rounds
from machimori_office.inspections.self_checks import views as checks
from machimori_office.inspections.tasks import views as tasks

app_name = "inspections"
urlpatterns = [
    path("", views.sites, name="sites"),
    path("new/", views.new_site, name="new_site"),
    path("figures/", views.figures, name="figures"),
    path("photos/<uuid:pk>.jpg", views.photo, name="photo"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/who/", tasks.reassign, name="reassign"),
    path("tasks/<int:pk>/done/", tasks.finish, name="finish"),
    path("tasks/<int:pk>/drop/", tasks.drop, name="drop"),
    path("findings/<int:pk>/task/", tasks.new_task, name="new_task"),
    path("concerns/<uuid:pk>/task/", tasks.task_of_concern, name="task_of_concern"),
    path("findings/<int:pk>/decide/", decisions.decide, name="decide"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/renew/", decisions.renew, name="renew"),
    path(
        "decisions/<int:pk>/withdraw/",
        decisions.withdraw_decision,
        name="withdraw_decision",
    ),
    path("checks/", checks.self_checks, name="self_checks"),
    path("checks/paper/", checks.find_by_code, name="find_by_code"),
    path("checks/<uuid:pk>/", checks.self_check, name="self_check"),
    path("checks/<uuid:pk>/accept/", checks.accept, name="accept"),
    path("checks/<uuid:pk>/return/", checks.give_back, name="give_back"),
    path("checks/<uuid:pk>/withdraw/", checks.withdraw_check, name="withdraw_check"),
    path("checks/<uuid:pk>/again/", checks.ask_again, name="ask_again"),
    path("checks/<uuid:pk>/paper/", checks.on_paper, name="on_paper"),
    path("checks/<uuid:pk>/type/", checks.type_in, name="type_in"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.add_fixture, name="add_fixture"),
    path("rounds/at/<int:pk>/", rounds.fixture, name="fixture"),
    path("rounds/at/<int:pk>/gone/", rounds.take_out, name="take_out"),
    path("rounds/<slug:name>/", rounds.walk, name="walk"),
    path("rounds/<slug:name>/<int:pk>/", rounds.visit, name="visit"),
    path("assessments/<uuid:pk>/", views.assessment, name="assessment"),
    path("assessments/<uuid:pk>/report/", views.report, name="report"),
    path("<slug:code>/", views.site, name="site"),
    path(
        "<slug:code>/cameras/<str:element>.svg",
        views.camera_picture,
        name="camera_picture",
    ),
    path("<slug:code>/scene/", views.new_scene, name="new_scene"),
    path("<slug:code>/assess/", views.assess, name="assess"),
    path("<slug:code>/check/", checks.ask, name="ask"),
    path(
        "<slug:code>/decisions.csv", decisions.export_decisions, name="export_decisions"
    ),
]
