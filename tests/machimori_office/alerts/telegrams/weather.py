"""Telegrams made here, in the agency's format."""

from __future__ import annotations

from dataclasses import dataclass

from machimori_office.alerts.telegrams import Telegram, read_telegram

NAMESPACES = (
    'xmlns="http://xml.kishou.go.jp/jmaxml1/" '
    'xmlns:jmx="http://xml.kishou.go.jp/jmaxml1/"'
)
HEAD = 'xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/"'
BODY = 'xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/"'


@dataclass(frozen=True, kw_only=True)
class Made:
    """A telegram to be written; states are (level, area code, warning, change)."""

    title: str = "気象警報・注意報（Ｈ２７）"
    status: str = "通常"
    info_type: str = "発表"
    event_id: str = ""
    reported_at: str = "2026-06-22T18:00:00+09:00"
    states: tuple[tuple[str, str, str, str], ...] = (
        ("市町村等", "1321000", "大雨警報", "発表"),
    )

    def xml(self) -> str:
        return (
            f"<?xml version='1.0' encoding='UTF-8'?><Report {NAMESPACES}>"
            f"<Control><Title>{self.title}</Title><Status>{self.status}</Status>"
            "<PublishingOffice>気象庁予報部</PublishingOffice></Control>"
            f"<Head {HEAD}><Title>東京都</Title>"
            f"<ReportDateTime>{self.reported_at}</ReportDateTime>"
            f"<EventID>{self.event_id}</EventID><InfoType>{self.info_type}</InfoType>"
            "<Serial>2</Serial><Headline><Text>警戒してください。</Text></Headline></Head>"
            f"<Body {BODY}>{''.join(map(_warning, self.states))}</Body></Report>"
        )

    def read(self) -> Telegram:
        return read_telegram(self.xml().encode(), file="made.xml")


def _warning(state: tuple[str, str, str, str]) -> str:
    level, area, name, change = state
    return (
        f'<Warning type="気象警報・注意報（{level}）"><Item><Kind><Name>{name}</Name>'
        f"<Code>03</Code><Status>{change}</Status></Kind>"
        f"<Area><Name>区域</Name><Code>{area}</Code></Area></Item></Warning>"
    )
