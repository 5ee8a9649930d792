"""What the audit's page calls records."""

from machimori_office.records.models import Record
from machimori_office.records.rows import worded
from machimori_office.web.naming import Naming


def _name(record: Record) -> str:
    return f"{record.on} {worded(record.activity)}"


OBJECTS = {"record": Naming(Record, says=_name)}
