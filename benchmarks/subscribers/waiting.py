"""In a process of the office: wait until no letter is owed any more."""

from __future__ import annotations

import json
import sys
import time

import django


def main() -> None:
    django.setup()
    from machimori_office.outbox.models import Delivery
    from machimori_office.subscriptions.models import Request

    expected, end = int(sys.argv[1]), time.monotonic() + 120
    while time.monotonic() < end:
        requests = Request.objects.count()
        if requests >= expected and not Request.objects.exclude(owed="").exists():
            break
        time.sleep(0.2)
    written = Delivery.objects.filter(message__purpose="registration")
    print(json.dumps({"letters": written.count(), "requests": requests}))


if __name__ == "__main__":
    main()
