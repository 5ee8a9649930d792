"""The letters of a batch, made ready once and kept while nobody words them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from machimori_office.outbox.letters import Form, Sender
from machimori_office.outbox.models import Letter
from machimori_office.outbox.sending.ledger import Claimed

__all__ = ["Forms"]


class Forms:
    """Forms by letter.

    Parameters
    ----------
    sender : callable
        Returns the `Sender`.
    """

    def __init__(self, sender: Callable[[], Sender]) -> None:
        self._sender = sender
        self._ready: dict[int, Form] = {}

    def of(self, rows: Iterable[Claimed]) -> dict[int, Form]:
        """Return the forms that these rows need, as they are worded now."""
        wanted = {row.letter for row in rows}
        letters = Letter.objects.filter(pk__in=wanted).select_related("message")
        # Only those of this batch are kept: what was erased is nowhere else.
        self._ready = {letter.pk: self._form(letter) for letter in letters}
        return self._ready

    def _form(self, letter: Letter) -> Form:
        form = Form(
            sender=self._sender(),
            subject=letter.subject,
            text=letter.text,
            purpose=letter.message.purpose,
            category=letter.message.category,
            message=letter.message.uuid.hex,
        )
        known = self._ready.get(letter.pk)
        return known if known == form else form
