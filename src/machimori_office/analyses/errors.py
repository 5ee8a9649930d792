"""What this app refuses."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.web.errors import OfficeError


class SameHands(OfficeError):
    """Whoever made something, or proposed it, does not let it out alone."""

    text = Text(
        ja="自分で作ったもの、公表を提案したものは、ほかの承認者が出します",
        en="Somebody who neither made nor proposed it has to let it out",
    )
