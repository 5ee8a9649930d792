"""How many rows ten years of a city of 300,000 leave, and on what ground.

The source counts a year of a city of 120,000 (members, cars, cameras, equipment). Times
two and a half and ten years that gives the least; what a growing city may want stands
above it. What no source counts is what the office itself writes in such a city.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST = 3
"""Of each sort there are at least so many, however small the share."""


@dataclass(frozen=True)
class Size:
    """Rows of a model, and why so many."""

    rows: int
    ground: str


SIZES: Mapping[str, Size] = {
    "outbox.Address": Size(100_000, "every third resident gets the mails"),
    "subscriptions.Subscriber": Size(100_000, "one for each address"),
    "subscriptions.Movement": Size(21_900, "six a day: joined and left, by each way"),
    "subscriptions.Headcount": Size(3_650, "one a day"),
    "outbox.Failure": Size(20_000, "one address in fifty fails on ten days"),
    "outbox.Message": Size(252_000, "alerts; two mails for each registration; letters"),
    "outbox.Letter": Size(252_000, "one for each message"),
    "outbox.Delivery": Size(350_000, "one for each mail to one; the newest alert's"),
    "alerts.Alert": Size(2_000, "four a week"),
    "alerts.Arrival": Size(10_000, "three telegrams or police mails a day"),
    "audit.Entry": Size(500_000, "a change every ten minutes of office hours"),
    "applications.Application": Size(21_000, "loans, grants and supplies"),
    "applications.Applicant": Size(21_000, "one for each application"),
    "applications.Step": Size(84_000, "received, complete, granted, carried out"),
    "recorders.Device": Size(12_000, "a recorder for one household of elders in four"),
    "recorders.Loan": Size(20_000, "2,000 a year"),
    "supplies.Supplied": Size(2_800, "source: 40 a year; 100 for this city; thrice"),
    "camera_grants.Grant": Size(300, "source: 7 bodies a year; 18 for this city"),
    "camera_grants.Sum": Size(900, "three payers for each grant"),
    "camera_grants.Camera": Size(3_000, "source: 216; 540 for this city; five times"),
    "camera_grants.Disclosure": Size(5_000, "ten requests of the police a week"),
    "records.Record": Size(240_000, "a record for each visit and each report"),
    "records.Subject": Size(240_000, "one place for each record"),
    "inspections.Site": Size(3_000, "parks, schools, flats, shops"),
    "inspections.Fixture": Size(20_000, "lamps, cameras, bells and hedges"),
    "inspections.Visit": Size(120_000, "each once in one and a half years"),
    "inspections.Task": Size(20_000, "what every sixth visit found"),
    "inspections.SelfCheck": Size(9_000, "each place three times in ten years"),
    "inspections.SiteDecision": Size(4_000, "four places in three have one"),
    "analyses.Analysis": Size(500, "one a week"),
    "analyses.IncidentList": Size(120, "one a month"),
    "analyses.SealedForecast": Size(120, "one a month"),
    "analyses.ForecastScore": Size(120, "each scored once"),
    "patrols.School": Size(40, "primary schools of such a city"),
    "patrols.Member": Size(1_500, "source: 221; 550 for this city; those who left"),
    "patrols.PolicePaper": Size(1_500, "a certificate for each member"),
    "patrols.Change": Size(3_000, "each member joins and leaves"),
    "patrols.Car": Size(60, "source: 13; 33 for this city; those retired"),
    "patrols.Group": Size(300, "a residents' group for each 1,000"),
    "patrols.Shift": Size(80_000, "each school on 200 days a year"),
    "patrols.Turn": Size(160_000, "two members for each watch"),
    "patrols.Report": Size(120_000, "of each watch, and 4,000 walks of groups a year"),
    "walks.Streets": Size(20, "two a year"),
    "walks.Spot": Size(2_000, "fifty for each school"),
    "walks.Plan": Size(3_000, "a plan a year for each group"),
    "walks.Walk": Size(72_000, "two walks a month by each plan"),
    "concerns.Concern": Size(30_000, "eight a day"),
    "concerns.Incident": Size(30_000, "offences known in such a city: 3,000 a year"),
    "seminars.Seminar": Size(200, "source: 1 to 2 a year; ten times as many"),
    "seminars.Participation": Size(8_000, "source: 39 at one"),
    "contests.Contest": Size(4, "source: one every three years"),
    "contests.Entrant": Size(8_000, "2,000 pupils at each"),
    "contests.Entry": Size(12_000, "slogans and posters"),
}


def how_many(label: str, share: float) -> int:
    """Return how many rows of a model a share of the ten years has."""
    whole = SIZES[label].rows
    return min(whole, max(FEWEST, round(whole * share)))
