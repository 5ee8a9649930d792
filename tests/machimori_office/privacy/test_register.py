"""No table holds personal data that the register does not know."""

from __future__ import annotations

from django.apps import apps

from machimori_office.privacy.registry import FILES

# What these tables hold of people are ids of staff, or nothing at all. Whoever adds a
# table either registers it in a `personal.py` or says here that it needs none.
WITHOUT = {
    "alerts.Alert",
    "alerts.Arrival",
    "analyses.Analysis",
    "analyses.ForecastScore",
    "analyses.IncidentList",
    "analyses.PublicFile",
    "analyses.Publication",
    "analyses.SealedForecast",
    "applications.Counter",
    "audit.Entry",
    "audit.Head",
    "backups.Backup",
    "camera_grants.Camera",
    "camera_grants.Disclosure",
    "camera_grants.Grant",
    "camera_grants.Party",
    "camera_grants.Sum",
    "concerns.Counter",
    "concerns.Incident",
    "desk.YearClosing",
    "desk.YearNote",
    "exchange.Item",
    "exchange.Parcel",
    # Sealed: this box cannot read it, and deletes it once the other one has it.
    "exchange.Waiting",
    "inspections.Assessment",
    "inspections.Result",
    "inspections.SceneVersion",
    "inspections.Site",
    "inspections.Task",
    "inspections.Fixture",
    "inspections.SiteDecision",
    "inspections.Visit",
    "contests.Contest",
    "contests.Mark",
    "contests.StepBack",
    "jobs.Lease",
    "limits.Bucket",
    "limits.Press",
    "outbox.Rehearsal",
    "outbox.Slot",
    "patrols.Car",
    "patrols.Group",
    "patrols.Report",
    "patrols.Roster",
    "patrols.School",
    "patrols.Shift",
    "patrols.Swap",
    "mailroom.WayIn",
    "outbox.Worker",
    "people.Organisation",
    "places.District",
    "places.Proposal",
    "walks.Plan",
    "walks.PlanFile",
    "walks.Spot",
    "walks.Streets",
    "walks.Walk",
    "recorders.Device",
    "recorders.Loan",
    "records.Record",
    "records.Subject",
    "rules.Version",
    "seminars.Seminar",
    "seminars.Topic",
    "subscriptions.Headcount",
    "subscriptions.Movement",
    "subscriptions.Reach",
    "supplies.Stock",
    "supplies.Supplied",
}


def test_every_table_is_registered_or_said_to_need_none() -> None:
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("machimori_office.")
    }
    registered = {table for file in FILES.values() for table in file.tables}
    assert ours - registered == WITHOUT
