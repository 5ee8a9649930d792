"""The rules of delivery that each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.outbox.keeping import LetterKeeping
from machimori_office.outbox.lanes import Lanes
from machimori_office.outbox.stopping import StoppingRule
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="stopping",
        type=StoppingRule,
        title=Text(ja="配信エラーによる停止", en="Stopping after delivery errors"),
        explains=Text(
            ja="何日届かなければ配信を止めるか、どう数えるか。",
            en="After how many days of errors an address is stopped.",
        ),
    )
)
city_rule(
    Subject(
        name="lanes",
        type=Lanes,
        title=Text(ja="携帯会社ごとの送り方", en="Handing mail to each carrier"),
        explains=Text(
            ja="携帯会社ごとに、1回の接続で何通、毎分何通まで送るか。後回しにされたときの再送。",
            en="How many mails a session and a minute each carrier gets; trying again.",
        ),
    )
)
city_rule(
    Subject(
        name="letters",
        type=LetterKeeping,
        title=Text(ja="本人への手紙の保存", en="Keeping letters to one person"),
        explains=Text(
            ja="本人への手紙のメールの文面と宛先を、何日で消すか。",
            en="After how many days text and recipient of such letters are deleted.",
        ),
    )
)
