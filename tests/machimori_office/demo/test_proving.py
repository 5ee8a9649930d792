"""The proof of `make run` opens pages of every kind, and a few of each."""

from __future__ import annotations

from machimori_office.demo.proving import Visitor

LIST = "".join(f'<a href="/places/{n}/">' for n in range(90))
PAGES = {
    "/": f'<a href="/settings/">{LIST}',
    "/settings/": '<a href="/places/1/gone/">',
}


class Reader(Visitor):
    def __init__(self) -> None:
        pass

    def page(self, path: str) -> tuple[int, str]:
        return (404 if "gone" in path else 200), PAGES.get(path, "")


def test_of_pages_alike_a_few_are_opened_and_none_of_another_kind_is_missed() -> None:
    opened = Reader().walk()
    assert opened["/places/1/gone/"] == 404
    assert len([path for path in opened if path.startswith("/places/")]) == 5 + 1
