"""Words for the permissions that stand beside each duty's tests.

`PERMISSIONS` says of each address what a GET answers: who gets the page (200, or the
code `found` where nothing is there to be shown); other roles get 403. `all` says it for
every role at once, `with` gives the address its arguments. `anonymous` says what
somebody gets who is not signed in: most are led to signing in (302), or to `leads`.
"""

from __future__ import annotations

from uuid import UUID

from machimori_office.people.models import Role

VIEWER, OPERATOR, APPROVER, MANAGER, ADMINISTRATOR = Role
EVERYBODY = set(Role)
WORKING = EVERYBODY - {VIEWER}
LEADING = {MANAGER, ADMINISTRATOR}
APPROVING = {APPROVER, *LEADING}
SIGN_IN = "/sign-in/"
NONE = {"pk": UUID(int=0)}
NOWHERE = {"all": 404, "anonymous": 404}
RESIDENTS = {"all": 200, "anonymous": 200, "with": {"variety": "ja"}}
NOTHING = {**RESIDENTS, "all": 404, "anonymous": 404}
