"""What may be published of incidents, as a page for residents."""

from machimori.reports.release.page import release_content, release_page

__all__ = ["release_content", "release_page"]
