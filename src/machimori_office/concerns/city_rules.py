"""What can be reported, and how it is answered: each city has its own version."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.concerns.incidents.terms import IncidentTerms
from machimori_office.concerns.terms import ConcernTerms
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="concerns",
        type=ConcernTerms,
        title=Text(ja="市民からの情報", en="Concerns of residents"),
        explains=Text(
            ja="知らせてもらう種類、伝える先、回答の文例、メールの文面、いつ消すか。",
            en="Kinds, to whom they belong, words of answers and letters, deletion.",
        ),
    )
)
city_rule(
    Subject(
        name="incidents",
        type=IncidentTerms,
        title=Text(ja="警察からの事案", en="Incidents from the police"),
        explains=Text(
            ja="事案の一覧に書く都道府県・市区町村の名と、ふだんの提供元。",
            en="How lists of incidents name the city, and who passes them on.",
        ),
    )
)
