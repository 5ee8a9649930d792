"""The office's commands: `python manage.py help` lists them."""

from __future__ import annotations

import os
import sys

try:
    from django.core.management import execute_from_command_line
except ModuleNotFoundError:
    sys.exit("The office needs the extra: pip install 'machimori[office]'")

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "machimori_office.settings")
    execute_from_command_line(sys.argv)
