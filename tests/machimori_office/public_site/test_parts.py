"""One office, or two boxes: which addresses each part answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machimori_office.prepared import Prepared

ASK = """
import json, django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
paths = ("/", "/ja/", "/ja/alerts/", "/sign-in/", "/staff/", "/u/x/")
print(json.dumps([client.get(path).status_code for path in paths]))
"""


@pytest.mark.parametrize(
    ("part", "answers"),
    [
        ("both", [302, 200, 200, 200, 302, 404]),
        ("console", [302, 404, 404, 200, 302, 404]),
        ("public", [200, 200, 200, 404, 404, 404]),
    ],
)
def test_each_part_answers_its_own_addresses(
    part: str, answers: list[int], tmp_path: Path, prepared: Prepared
) -> None:
    own = {"MACHIMORI_PART": part, "MACHIMORI_FOLDER": str(tmp_path)}
    own |= {"MACHIMORI_LINK_KEY": "one secret for the links of both boxes, long enough"}
    own |= {"MACHIMORI_DATABASE_URL": prepared.copied(tmp_path, f"part_{part}")}
    command = [sys.executable, "-c", ASK]
    environment = os.environ | own
    asked = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert json.loads(asked.stdout.splitlines()[-1]) == answers
