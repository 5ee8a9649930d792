"""Every address of the office, and what each role gets there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from machimori_office.people.access import ALLOWED, Act, may
from machimori_office.people.models import Role, Staff

VIEWER, OPERATOR, APPROVER, MANAGER, ADMINISTRATOR = Role
EVERYBODY = set(Role)
WORKING = EVERYBODY - {VIEWER}
LEADING = {MANAGER, ADMINISTRATOR}
APPROVING = {APPROVER, *LEADING}
SIGN_IN = "/sign-in/"
NONE = {"pk": UUID(int=0)}
NOWHERE = {"all": 404, "anonymous": 404}
NIL = {"pk": UUID(int=0)}
RESIDENTS = {"all": 200, "anonymous": 200, "with": {"variety": "ja"}}
NOTHING = {**RESIDENTS, "all": 404, "anonymous": 404}

# The answer to a GET: who gets the page (200, or the code `found` where nothing is
# there to be shown); other roles get 403. `anonymous` says what somebody gets who is
# not signed in: most are led to signing in (302).
# The answer to a GET: who gets the page (200, or `found`); other roles get 403.
# `anonymous` says what somebody gets who is not signed in: most are led to signing in
# (302).
# there to be shown); other roles get 403. `anonymous` says
# what somebody gets who is not signed in: most are led to signing in (302).
MATRIX: dict[str, dict] = {
    "desk:today": {"allowed": EVERYBODY},
    "desk:search": {"allowed": EVERYBODY},
    "desk:settings": {"allowed": EVERYBODY},
    "desk:year": {"allowed": EVERYBODY},
    "desk:year_note": {
        "allowed": LEADING,
        "with": {"year": 2026, "section": "recorders"},
    },
    "desk:year_close": {"allowed": LEADING, "with": {"year": 2025}},
    "desk:year_open": {"allowed": LEADING, "with": {"year": 2025}},
    "desk:lists": {"allowed": EVERYBODY},
    "desk:list": {"allowed": WORKING, "with": {"name": "recorders"}},
    "desk:list_example": {"allowed": WORKING, "with": {"name": "recorders"}},
    "desk:list_import": {
        "all": 405,
        "anonymous": 405,
        "with": {"name": "recorders"},
    },
    "desk:rules": {"allowed": EVERYBODY},
    "desk:rule": {"allowed": EVERYBODY, "with": {"name": "sending"}},
    "desk:edit_rule": {"allowed": APPROVING, "with": {"name": "sending"}},
    "desk:rule_version": {
        "allowed": EVERYBODY,
        "found": 404,
        "with": {"name": "sending", "pk": 1},
    },
    "desk:calendar": {"allowed": EVERYBODY},
    "desk:posters": {"allowed": WORKING},
    "desk:audit": {"allowed": LEADING},
    "delivery:list": {"allowed": EVERYBODY},
    "delivery:domain": {"allowed": EVERYBODY},
    "delivery:one": {"allowed": EVERYBODY, "with": NONE, "found": 404},
    "delivery:recipients": {"allowed": WORKING, "with": NONE, "found": 404},
    "delivery:proof": {"allowed": WORKING, "with": NONE, "found": 404},
    "desk:backups": {"allowed": LEADING},
    "desk:privacy": {"allowed": WORKING},
    "desk:privacy_person": {"allowed": LEADING},
    "desk:privacy_erase": {"all": 405, "anonymous": 405},
    "desk:privacy_leak": {"allowed": LEADING},
    "people:staff": {"allowed": WORKING},
    "people:invite": {"allowed": LEADING},
    "people:change_role": {"allowed": LEADING, "about": True},
    "people:invite_again": {"allowed": LEADING, "about": True},
    "people:deactivate": {"allowed": LEADING, "about": True},
    "places:districts": {"allowed": EVERYBODY},
    "alerts:list": {"allowed": EVERYBODY},
    "alerts:figures": {"allowed": EVERYBODY},
    "alerts:new": {"allowed": WORKING},
    "alerts:arrivals": {"allowed": WORKING},
    "alerts:one": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "alerts:edit": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:approve": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:countdown": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:consent": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:review": {"allowed": LEADING, "found": 404, "with": NONE},
    "alerts:follow": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "relation": "corrects"},
    },
    "alerts:steer": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "step": "hold"},
    },
    "places:add": {"allowed": APPROVING},
    "places:import": {"allowed": APPROVING},
    # What somebody else proposed is nobody's business.
    "places:look_at_import": {"allowed": APPROVING, "found": 404, "with": NONE},
    "places:edit": {"allowed": APPROVING, "found": 404, "with": {"code": "none"}},
    # Whoever holds a link may open it; without a true one nobody finds anything.
    "people:invitation": {"all": 404, "anonymous": 404, "with": {"token": "x"}},
    "applications:overview": {"allowed": WORKING},
    "applications:procedure": {"allowed": WORKING, "with": {"name": "recorders"}},
    "applications:enter": {"allowed": WORKING, "with": {"name": "recorders"}},
    "applications:blank_form": {"allowed": WORKING, "with": {"name": "recorders"}},
    "applications:one": {"allowed": WORKING, "found": 404, "with": NONE},
    "applications:correct": {"allowed": WORKING, "found": 404, "with": NONE},
    "applications:find": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "condition": "x"},
    },
    "applications:take_on": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "word": "grant"},
    },
    "applications:write": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "occasion": "granted"},
    },
    "applications:letter": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "applications:paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "subscriptions:subscribers": {"allowed": WORKING},
    "subscriptions:errors": {"allowed": WORKING},
    "subscriptions:address": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "subscriptions:resume": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "subscriptions:take_off": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:devices": {"allowed": WORKING},
    "recorders:add": {"allowed": WORKING},
    "recorders:device": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:lend": {"allowed": WORKING, "found": 404, "with": NONE},
    "recorders:loans": {"allowed": WORKING},
    "recorders:loan": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:end": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:exchange": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:effect": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:figures": {"allowed": WORKING},
    "camera_grants:grant": {"allowed": WORKING, "found": 404, "with": NONE},
    "camera_grants:sums": {"allowed": APPROVING, "found": 404, "with": NONE},
    "camera_grants:complete": {"allowed": WORKING, "found": 404, "with": NONE},
    "camera_grants:inspect": {"allowed": WORKING, "found": 404, "with": NONE},
    "camera_grants:pay": {"allowed": APPROVING, "found": 404, "with": NONE},
    "camera_grants:cameras": {"allowed": WORKING},
    "camera_grants:grants": {"allowed": WORKING},
    "camera_grants:disclosures": {"allowed": WORKING},
    "camera_grants:new_camera": {"allowed": WORKING},
    "camera_grants:camera": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "camera_grants:change_camera": {
        "allowed": WORKING,
        "found": 404,
        "with": {"pk": 1},
    },
    "camera_grants:disclose": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "camera_grants:explained": {"allowed": WORKING},
    "camera_grants:figures": {"allowed": WORKING},
    "analyses:list": {"allowed": WORKING},
    "analyses:incident_lists": {"allowed": WORKING},
    "analyses:new_list": {"allowed": WORKING},
    "analyses:incident_list": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:new_hot_blocks": {"allowed": WORKING},
    "analyses:new_counts": {"allowed": WORKING},
    "analyses:new_safety_map": {"allowed": WORKING},
    "analyses:new_watch_gap": {"allowed": WORKING},
    "analyses:one": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:report": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:file": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "name": "counts.csv"},
    },
    "analyses:propose": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:let_out": {"allowed": APPROVING, "found": 404, "with": NONE},
    "analyses:give_back": {"allowed": APPROVING, "found": 404, "with": NONE},
    "inspections:sites": {"allowed": EVERYBODY},
    "inspections:new_site": {"allowed": WORKING},
    "inspections:tasks": {"allowed": EVERYBODY},
    "inspections:task": {"allowed": EVERYBODY, "found": 404, "with": {"pk": 1}},
    "inspections:finish": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:drop": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:new_task": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:assessment": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "inspections:report": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "inspections:site": {"allowed": EVERYBODY, "found": 404, "with": {"code": "x"}},
    "inspections:new_scene": {"allowed": WORKING, "found": 404, "with": {"code": "x"}},
    "inspections:figures": {"allowed": EVERYBODY},
    "inspections:photo": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:reassign": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:task_of_concern": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:decide": {"allowed": APPROVING, "found": 404, "with": {"pk": 1}},
    "inspections:decisions": {"allowed": EVERYBODY},
    "inspections:decision": {"allowed": EVERYBODY, "found": 404, "with": {"pk": 1}},
    "inspections:renew": {"allowed": APPROVING, "found": 404, "with": {"pk": 1}},
    "inspections:withdraw_decision": {
        "allowed": APPROVING,
        "found": 404,
        "with": {"pk": 1},
    },
    "inspections:export_decisions": {
        "allowed": EVERYBODY,
        "found": 404,
        "with": {"code": "x"},
    },
    "inspections:camera_picture": {
        "allowed": EVERYBODY,
        "found": 404,
        "with": {"code": "x", "element": "x"},
    },
    "inspections:self_checks": {"allowed": EVERYBODY},
    "inspections:self_check": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "inspections:find_by_code": {"allowed": WORKING},
    "inspections:ask": {"allowed": WORKING, "found": 404, "with": {"code": "x"}},
    "inspections:accept": {"all": 405, "anonymous": 405, "with": NONE},
    "inspections:ask_again": {"all": 405, "anonymous": 405, "with": NONE},
    "inspections:give_back": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:withdraw_check": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:on_paper": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:type_in": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:rounds": {"allowed": EVERYBODY},
    "inspections:add_fixture": {"allowed": WORKING},
    "inspections:fixture": {"allowed": EVERYBODY, "found": 404, "with": {"pk": 1}},
    "inspections:take_out": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:walk": {"allowed": WORKING, "with": {"name": "lamps"}},
    "inspections:visit": {
        "all": 405,
        "anonymous": 405,
        "with": {"name": "lamps", "pk": 1},
    },
    "inspections:assess": {"all": 405, "anonymous": 405, "with": {"code": "x"}},
    "records:records": {"allowed": EVERYBODY},
    "records:export": {"allowed": EVERYBODY},
    "records:record": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "records:enter": {"allowed": WORKING},
    "records:put_right": {"allowed": WORKING, "found": 404, "with": NONE},
    "records:withdraw": {"allowed": WORKING, "found": 404, "with": NONE},
    # Whoever walks is named to colleagues; papers, numbers and mail to who works.
    "patrols:watch": {"allowed": EVERYBODY},
    "patrols:month": {"allowed": EVERYBODY},
    "patrols:calendar_file": {"allowed": EVERYBODY},
    "patrols:cancelled": {"allowed": EVERYBODY},
    "patrols:unreported": {"allowed": EVERYBODY},
    "patrols:groups": {"allowed": EVERYBODY},
    "patrols:schools": {"allowed": EVERYBODY},
    "patrols:reports": {"allowed": EVERYBODY},
    "patrols:figures": {"allowed": EVERYBODY},
    "patrols:shift": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "patrols:group": {"allowed": EVERYBODY, "found": 404, "with": {"pk": 1}},
    "patrols:cancel": {"allowed": WORKING},
    "patrols:rosters": {"allowed": WORKING},
    "patrols:members": {"allowed": WORKING},
    "patrols:enrol": {"allowed": WORKING},
    "patrols:papers": {"allowed": WORKING},
    "patrols:cars": {"allowed": WORKING},
    "patrols:add_car": {"allowed": WORKING},
    "patrols:changes": {"allowed": WORKING},
    "patrols:new_group": {"allowed": WORKING},
    "patrols:new_school": {"allowed": WORKING},
    "patrols:roster": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:publish": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:roster_paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:member": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:edit_member": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:leave": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:member_paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:car": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:car_paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:retire_car": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:change": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:edit_group": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:walked": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:school": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:take_off": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "patrols:put_on": {"allowed": WORKING, "found": 404, "with": NONE},
    "patrols:report": {"allowed": WORKING, "found": 404, "with": NONE},
    "patrols:hold": {"allowed": WORKING, "found": 404, "with": NONE},
    "patrols:mine": {"all": 405, "anonymous": 405},
    "patrols:ask": {"all": 405, "anonymous": 405},
    "patrols:send_link": {"all": 405, "anonymous": 405, "with": {"pk": 1}},
    "supplies:stock": {"allowed": WORKING},
    "supplies:count": {"allowed": WORKING, "with": {"kind": "vest"}},
    "supplies:hand_over": {"allowed": WORKING, "found": 404, "with": NONE},
    "supplies:given": {"allowed": WORKING},
    "supplies:figures": {"allowed": WORKING},
    "concerns:list": {"allowed": WORKING},
    "concerns:enter": {"allowed": WORKING},
    "concerns:figures": {"allowed": WORKING},
    "concerns:photo": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "concerns:one": {"allowed": WORKING, "found": 404, "with": NONE},
    "concerns:take": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "word": "close"},
    },
    "concerns:incidents": {"allowed": WORKING},
    "concerns:enter_incident": {"allowed": WORKING},
    "concerns:incident": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "concerns:correct_incident": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "concerns:withdraw_incident": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "alerts:from_incident": {"all": 405, "anonymous": 405, "with": {"pk": 1}},
    "seminars:seminars": {"allowed": EVERYBODY},
    "seminars:figures": {"allowed": EVERYBODY},
    "seminars:plan": {"allowed": WORKING},
    "seminars:one": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "seminars:change": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:publish": {"all": 405, "anonymous": 405, "with": NONE},
    "seminars:unpublish": {"all": 405, "anonymous": 405, "with": NONE},
    "seminars:call_off": {"allowed": APPROVING, "found": 404, "with": NONE},
    "seminars:enter": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:finish": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:reopen": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:attendance": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:door": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:here": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:party": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "word": "here"},
    },
    "seminars:walk_in": {"all": 405, "anonymous": 405, "with": NONE},
    "seminars:give_away": {"all": 405, "anonymous": 405, "with": NONE},
    "contests:contests": {"allowed": EVERYBODY},
    "contests:figures": {"allowed": EVERYBODY},
    "contests:plan": {"allowed": WORKING},
    "contests:one": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "contests:change": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:step": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "word": "publish"},
    },
    "contests:entries": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:enter": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:form": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:entry": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:turn": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "word": "withdraw"},
    },
    "contests:picture": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:certificate": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:judges": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:remove_judge": {"allowed": APPROVING, "found": 404, "with": NONE},
    "contests:outcome": {"allowed": APPROVING, "found": 404, "with": NONE},
    # The residents' side of a made-up city; a real office has none of these.
    "demo:mails": {"all": 200, "anonymous": 200},
    "demo:write": {"all": 200, "anonymous": 200},
    "demo:mail": {"all": 404, "anonymous": 404, "with": {"name": "x"}},
    "demo:send_back": {"all": 405, "anonymous": 405, "with": {"name": "x"}},
    # Changes by POST only; a GET leads back.
    "set_language": {"all": 302, "anonymous": 302, "leads": "/"},
    # Residents' pages: the same for everybody; nothing is found by a wrong token.
    "public:home": RESIDENTS,
    "public:filters": RESIDENTS,
    "public:privacy": RESIDENTS,
    "public:accessibility": RESIDENTS,
    "public:alerts": RESIDENTS,
    "public:feed": RESIDENTS,
    "public:patrols": RESIDENTS,
    "public:patrol_calendar": RESIDENTS,
    # A member's own page: whoever holds the link may open it.
    "public:patrol": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:patrol_away": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:patrol_own": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:patrol_paper": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:patrol_report": {
        **NOTHING,
        "with": {"variety": "ja", "token": "x", **NONE},
    },
    "public:register": RESIDENTS,
    "public:ask": RESIDENTS,
    "public:done": {**RESIDENTS, "with": {"variety": "ja", "what": "asked"}},
    "public:apply": RESIDENTS,
    "public:apply_find": RESIDENTS,
    "public:apply_one": {**RESIDENTS, "with": {"variety": "ja", "name": "recorders"}},
    "public:apply_form": {**RESIDENTS, "with": {"variety": "ja", "name": "recorders"}},
    "public:apply_confirm": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:application": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:application_correct": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:application_withdraw": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:application_paper": {
        "all": 405,
        "anonymous": 405,
        "with": {"variety": "ja", "token": "x"},
    },
    "public:application_letter": {
        **NOTHING,
        "with": {"variety": "ja", "token": "x", "pk": 1},
    },
    "public:concerns": RESIDENTS,
    "public:report": {**RESIDENTS, "with": {"variety": "ja", "kind": "lamp"}},
    # No district is drawn here.
    "public:plan": {**NOTHING, "with": {"variety": "ja"}},
    "public:picture": {**NOTHING, "with": {"variety": "ja", "pk": 1}},
    "public:concern": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:concern_mail": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:alert": {**NOTHING, "with": {"variety": "ja", **NONE}},
    "public:confirm": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:manage": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:change": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    # Whoever holds the owner's link may answer; nothing is found by a wrong one.
    "public:self_check": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:sign_check": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:check_item": {
        **NOTHING,
        "with": {"variety": "ja", "token": "x", "number": 1},
    },
    "public:unsubscribe": {**NOTHING, "with": {"token": "x"}},
    "public:events": RESIDENTS,
    "public:seminar": {**NOTHING, "with": {"variety": "ja", **NONE}},
    "public:ticket": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:contest": {**NOTHING, "with": {"variety": "ja", **NONE}},
    "public:work": {**NOTHING, "with": {"variety": "ja", **NONE}},
    "public:entry": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:own_picture": {
        **NOTHING,
        "with": {"variety": "ja", "token": "x", **NONE},
    },
    "public:judge": {**NOTHING, "with": {"variety": "ja", "token": "x"}},
    "public:marks": {
        **NOTHING,
        "with": {"variety": "ja", "token": "x", "number": 1},
    },
    "public:judged_picture": {
        **NOTHING,
        "with": {"variety": "ja", "token": "x", "number": 1},
    },
    # Signing in: whoever is in already is led on.
    "account_login": {"all": 302, "anonymous": 200},
    "account_signup": {"all": 302, "anonymous": 200},
    "account_inactive": {"all": 200, "anonymous": 200},
    "passkey": {"all": 200, "anonymous": 200},
    # In these tests there is no directory to sign in through.
    "openid_connect_login": {**NOWHERE, "with": {"provider_id": "city"}},
    "openid_connect_callback": {**NOWHERE, "with": {"provider_id": "city"}},
    "socialaccount_login_error": {"all": 401, "anonymous": 401},
    "socialaccount_login_cancelled": {"all": 200, "anonymous": 200},
    # One's own account.
    "account_logout": {"allowed": EVERYBODY},
    "account_reauthenticate": {"allowed": EVERYBODY},
    "account_change_password": {"allowed": EVERYBODY},
    "mfa_index": {"allowed": EVERYBODY},
    "mfa_authenticate": {"all": 302},
    "mfa_reauthenticate": {"allowed": EVERYBODY},
    "mfa_activate_totp": {"all": 302},
    "mfa_deactivate_totp": {"all": 302},
    "mfa_list_webauthn": {"allowed": EVERYBODY},
    "mfa_add_webauthn": {"all": 302},
    "mfa_reauthenticate_webauthn": {"all": 302},
    "mfa_remove_webauthn": {"all": 302, "with": {"pk": 1}},
    "mfa_edit_webauthn": {"all": 302, "with": {"pk": 1}},
    "mfa_login_webauthn": {"all": 302, "leads": SIGN_IN},
    # Nobody in these tests has codes yet.
    "mfa_view_recovery_codes": {"all": 404},
    "mfa_generate_recovery_codes": {"all": 302},
    "mfa_download_recovery_codes": {"all": 404},
}


def addresses() -> Iterator[str]:
    yield from _addresses(get_resolver().url_patterns, "")


def _addresses(patterns: list, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _addresses(pattern.url_patterns, prefix + space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_matrix() -> None:
    assert set(addresses()) == set(MATRIX)


def test_every_role_and_every_act_is_decided() -> None:
    assert set(ALLOWED) == set(Role)
    assert set(Act) == ALLOWED[Role.ADMINISTRATOR]


def address(name: str, about: Staff) -> str:
    row = MATRIX[name]
    given = {"pk": about.pk} if row.get("about") else row.get("with", {})
    return reverse(name, kwargs=given)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", MATRIX)
def test_a_role_gets_what_the_matrix_says(
    name: str,
    role: Role,
    colleague: Callable[..., Staff],
    signed_in: Callable[..., Client],
) -> None:
    other = colleague(VIEWER, "other")
    client = signed_in(colleague(role))
    row = MATRIX[name]
    expected = row.get("all") or (
        row.get("found", 200) if role in row["allowed"] else 403
    )
    assert client.get(address(name, other)).status_code == expected


@pytest.mark.parametrize("name", MATRIX)
def test_nobody_gets_in_without_signing_in(
    name: str, colleague: Callable[..., Staff]
) -> None:
    answer = Client().get(address(name, colleague(VIEWER)))
    assert answer.status_code == MATRIX[name].get("anonymous", 302)
    if answer.status_code == 302:
        assert answer["Location"].startswith(MATRIX[name].get("leads", SIGN_IN))


GUARDED = [name for name in MATRIX if ":" in name and "anonymous" not in MATRIX[name]]
GUARDED = [name for name in MATRIX if ":" in name and "allowed" in MATRIX[name]]


@pytest.mark.parametrize("name", GUARDED)
def test_without_a_second_factor_only_setting_it_up_is_open(
    name: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    answer = signed_in(staff, has_factor=False).get(address(name, staff))
    assert answer["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("name", GUARDED)
def test_a_session_ends_after_a_days_work(
    name: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    client = signed_in(staff, ago_s=12 * 3600 + 1)
    assert client.get(address(name, staff))["Location"].startswith(SIGN_IN)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", GUARDED)
def test_a_closed_account_is_out_at_once(
    name: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    client = signed_in(staff)
    Staff.objects.update(is_active=False)
    assert client.get(address(name, staff))["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("act", Act)
def test_who_is_not_active_may_nothing(act: Act) -> None:
    assert not may(Staff(role=Role.ADMINISTRATOR, is_active=False), act)
