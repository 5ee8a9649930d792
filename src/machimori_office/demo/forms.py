"""What somebody who plays a resident fills in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori_office.mailroom.registry import MAILBOXES
from machimori_office.web.speaking import spoken


class EmptyMailForm(forms.Form):
    """An empty mail to one of the office's mailboxes."""

    sender = forms.EmailField(label=_("From"), initial="aoi@docomo.example")
    mailbox = forms.ChoiceField(label=_("To"), initial="join")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        boxes = sorted(MAILBOXES.values(), key=lambda box: box.name)
        choices = [(box.name, f"{spoken(box.title)} ({box.name}@)") for box in boxes]
        self.fields["mailbox"].choices = choices  # type: ignore[attr-defined]
