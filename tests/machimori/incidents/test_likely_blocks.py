from __future__ import annotations

from machimori.incidents import Block, Blocks, likely_blocks

TOWN = Blocks(
    tuple(
        Block(id=name, name=name, prefecture="千葉県", municipality="流山市")
        for name in ("三輪野山一丁目", "三輪野山二丁目", "おおたかの森西一丁目")
    )
)


def test_a_misspelt_block_is_suggested() -> None:
    assert likely_blocks(TOWN, ("千葉県", "流山市", "おおたかのもり西1丁目")) == (
        "おおたかの森西一丁目",
    )
    likely = likely_blocks(TOWN, ("千葉県", "流山市", "三輪山１丁目"))
    assert likely[0] == "三輪野山一丁目"


def test_nothing_is_guessed_of_another_name_or_municipality() -> None:
    assert likely_blocks(TOWN, ("千葉県", "流山市", "南流山")) == ()
    assert likely_blocks(TOWN, ("千葉県", "柏市", "三輪野山一丁目")) == ()
