"""The form that is signed when a recorder is handed over."""

from __future__ import annotations

from machimori_office.applications.numbering import number_of
from machimori_office.recorders.models import Loan
from machimori_office.web.paper import paper


def loan_form(loan: Loan) -> bytes:
    """Typeset the form of one loan."""
    applicant = loan.application.applicant
    day = loan.lent_on
    content = {
        "number": number_of(loan.application),
        "day": f"{day.year}年{day.month}月{day.day}日",
        "name": applicant.name,
        "address": applicant.address,
        "phone": applicant.phone,
        "serial": loan.device.serial,
        "model": loan.device.model,
        "due": loan.due_on.isoformat() if loan.due_on else "",
    }
    return paper("recorders", "loan.typ", content, on=day)
