"""Plans of walks for groups, posts and patrol cars."""

from __future__ import annotations

from django.apps import AppConfig


class Walks(AppConfig):
    """Holds maps of streets, places that matter, and plans of walks."""

    name = "machimori_office.walks"
