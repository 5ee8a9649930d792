"""Words that somebody wrote for publication: of places, never of persons."""

from __future__ import annotations

import re

from machimori.language import Text

_REACHES_SOMEBODY = re.compile(
    r"[^\s@＠]+[@＠][^\s@＠]+\.[a-zA-Z]{2,}|https?://"
    r"|0\d{1,4}[-‐－(（ ]?\d{1,4}[-‐－)） ]?\d{3,4}"
)
_OF_SOMEBODY = re.compile(
    "不審者|ホームレス|外国人"
    "|(?:へんな|変な|あやしい|怪しい|こわい|怖い)(?:人|ひと|男|女|おじ|おば|お兄|お姉)"
    "|(?:suspicious|strange) (?:person|people|man|men|woman|women)",
    re.IGNORECASE,
)
_SOMEBODYS_HOME = re.compile(
    "[一-鿿ぁ-んァ-ヶ]{1,6}(?:さん|君|くん|ちゃん)(?:の家|のいえ|のうち|宅)"
)


def why_unpublishable(written: str) -> Text | None:
    """Say why words must not be published.

    Parameters
    ----------
    written : str

    Returns
    -------
    Text or None
        What stands in their way; None where nothing does. It knows a few forms only:
        somebody has to read them all the same.
    """
    if _REACHES_SOMEBODY.search(written):
        return _NO_ADDRESS
    if _SOMEBODYS_HOME.search(written):
        return _NO_HOME
    return _NO_PERSON if _OF_SOMEBODY.search(written) else None


_NO_ADDRESS = Text(
    ja="電話番号・メールアドレス・URLのない文",
    en="words without telephone numbers, mail addresses or links",
)
_NO_HOME = Text(
    ja="だれの家か分かる名前のない文", en="words that tell nobody's home by name"
)
_NO_PERSON = Text(
    ja="人ではなく、場所の様子を書いた文",
    en="words about the place, rather than about a person",
)
