"""What is asked for when a list is taken over."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from machimori_office.desk.lists.reading import ENDINGS
from machimori_office.web.fields import reason

MOST_BYTES = 1_500_000


class FileForm(forms.Form):
    """The list as a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV, up to 1.5 MB. Nothing is changed yet."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1.5 MB."))
        return file


class TakeOverForm(forms.Form):
    """The same file again, as it was looked at: until then the office keeps nothing."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=2 * MOST_BYTES)
    file_name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = reason()

    def clean_content(self) -> bytes:
        """Take the file out of its wrapping."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except binascii.Error as error:
            raise forms.ValidationError(_("Choose the file again.")) from error


def wrapped(content: bytes) -> str:
    """Write a file so that a form can hold it."""
    return base64.b64encode(content).decode()
