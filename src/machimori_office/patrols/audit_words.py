"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "patrols.enrolled": _("Took a member of the patrol on"),
    "patrols.changed": _("Put a member of the patrol right"),
    "patrols.left": _("Let a member of the patrol go"),
    "patrols.group_link_given": _("Gave a group a link"),
    "patrols.group_link_ended": _("Ended a group's link"),
    "patrols.group_refused": _("Could not do what a group pressed"),
    "patrols.group_counted": _("A group told its number of members"),
    "patrols.walk_taken_back": _("A group took a patrol back"),
    "patrols.link_sent": _("Gave a member a link"),
    "patrols.away": _("Kept days on which a member is away"),
    "patrols.paper_kept": _("Kept a paper of the police"),
    "patrols.paper_returned": _("Gave a paper back to the police"),
    "patrols.paper_renewed": _("Gave a paper back for a new one"),
    "patrols.paper_lost": _("Noted that a paper was lost"),
    "patrols.car_added": _("Took a patrol car on"),
    "patrols.car_changed": _("Put a patrol car right"),
    "patrols.car_retired": _("Retired a patrol car"),
    "patrols.told": _("Told the police of a change"),
    "patrols.untold": _("Took back that the police were told"),
    "patrols.group_kept": _("Kept a residents' group"),
    "patrols.school_kept": _("Kept a place of watches"),
    "patrols.laid_out": _("Laid a month of watches out"),
    "patrols.roster_asked": _("Asked for a roster"),
    "patrols.roster_drawn": _("A roster was drawn up"),
    "patrols.roster_published": _("Published a roster"),
    "patrols.signed_up": _("Signed up for a watch"),
    "patrols.taken_off": _("Took a member off a watch"),
    "patrols.swap_asked": _("Asked for a swap"),
    "patrols.swap_ended": _("Kept the turn after all"),
    "patrols.taken_over": _("Took a turn over"),
    "patrols.car_given": _("Chose the car of a turn"),
    "patrols.here": _("Checked in at a watch"),
    "patrols.done": _("Finished a watch"),
    "patrols.cancelled": _("Cancelled the watches of a day"),
    "patrols.held": _("Took a cancellation back"),
    "patrols.reported": _("Kept the report of a patrol"),
    "patrols.erased": _("Deleted a former member of the patrol"),
}

REASONS: dict[str, str | Promise] = {
    "told by the group": _("Told by the group at its link"),
    "taken back by the group": _("Taken back by the group at its link"),
    "link ended": _("It leads nowhere from now on"),
    "a new link": _("A new link in the place of the older ones"),
    "days away": _("The member said so"),
    "renewed": _("The police gave a new one"),
    "police told": _("The police were told"),
    "by the rule": _("As the city's rule has it"),
    "signed up": _("Signed up"),
    "asked for a swap": _("Cannot walk that day"),
    "walks after all": _("Walks after all"),
    "taken over": _("Took it over from somebody else"),
    "checked in": _("Pressed “I am here”"),
    "finished": _("Pressed “Done”"),
    "car chosen": _("A car was chosen"),
    "walked": _("The patrol was walked"),
    "cancelled: rain": _("Rain"),
    "cancelled: heat": _("Heat, storm or snow"),
    "cancelled: school": _("No school"),
    "cancelled: other": _("Another reason"),
    "drawn up": _("Drawn up by the solver"),
}

KINDS: dict[str, str | Promise] = {
    "school": _("Place of watches"),
    "group": _("Group"),
    "car": _("Patrol car"),
    "member": _("Member"),
    "month": _("Month"),
    "report": _("Report of a watch"),
    "roster": _("Roster"),
    "watch": _("Watch"),
    "turn": _("Turn of a member"),
    "paper": _("Papers of the police"),
    "change": _("Change to be told to the police"),
    "swap": _("Swap"),
}

DETAILS: dict[str, str | Promise] = {
    "new": _("Watches laid out"),
    "turns": _("Turns"),
    "reason": _("Reason"),
    "ended": _("Ended"),
}
