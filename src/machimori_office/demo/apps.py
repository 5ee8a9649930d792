"""A made-up city on one's own computer; never installed in a real office."""

from __future__ import annotations

from django.apps import AppConfig


class Demo(AppConfig):
    """Accounts, a mail catcher with a page, and the command that starts it all."""

    name = "machimori_office.demo"
