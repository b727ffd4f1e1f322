"""The report of a case run: one HTML file that needs no network; its one script and its style are named by digest."""

import base64
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.render.pages import Drawn, asset, drawn, page
from engine.render.report_accounts import KINDS
from engine.render.report_charts import days_chart, hours_charts
from engine.render.report_evidence import DayShown, Story
from engine.render.report_funnel import funnel_picture
from engine.render.report_matrix import matrix
from engine.render.report_view import View
from engine.render.terminal_text import safe

#: Characters of what stands behind the accounts that lie open in the page; what is beyond is packed.
MOST_OPEN = 1_200_000


def report_html(view: View) -> str:
    """Return the page; whatever stands in the data is shown as text, hidden characters written out."""
    css, js = asset("report.css"), asset("report.js")
    picture, *left_out = matrix(view.overlaps, view.sharers)
    articles = {text.reference: safe(text.article) for text in view.texts}
    inline, packed = _details(view, articles)
    listed = Counter(account.kind for account in view.accounts)
    unlisted = {kind: number - listed[kind] for kind, number in _all(view).items() if number > listed[kind]}
    return page(
        "report.html",
        view=view,
        say=_say,
        css=css,
        js=js,
        css_hash=drawn(_digest(css)),
        js_hash=drawn(_digest(js)),
        kinds=KINDS,
        counts=listed,
        kinds_left_out=unlisted,
        left_out_words="、".join(f"{_say(f'report.kind.{kind}')} {number}" for kind, number in unlisted.items()),
        shown=_say("report.shown", shown="{shown}", all=len(view.accounts)),
        several=len({account.case_id for account in view.accounts}) > 1,
        articles=articles,
        inline=inline,
        packed=packed,
        glance=tuple(_glance(view)),
        funnel=drawn(funnel_picture(view.funnel)),
        matrix=(drawn(picture), *left_out),
    )


def _all(view: View) -> Mapping[str, int]:
    """Return how many accounts there are of each kind, listed or not."""
    dropped = sum(view.funnel[f"dropped_{why}"] for why in ("amount", "frequency", "otherwise"))
    return {kind: view.funnel.get(kind, dropped) for kind in KINDS}


def _glance(view: View) -> Iterator[tuple[str, int, str]]:
    """Yield what is asked first beside the funnel: words, number and the section that tells it."""
    yield "report.glance.flags", sum(bool(found.flags) for found in view.accounts) + view.flagged_left_out, "accounts"
    if view.funnel["undetermined"]:
        yield "report.glance.open", view.funnel["undetermined"], "accounts"
    yield "report.glance.overlaps", len(view.overlaps) + view.overlaps_left_out, "overlaps"
    states = Counter(task.state for task in view.agenda or ()) + Counter(view.agenda_left_out)
    yield "report.glance.tasks", states["open"] + states["overdue"] + states["error"], "agenda"
    if states["overdue"]:
        yield "report.glance.overdue", states["overdue"], "agenda"
    yield "report.glance.rejects", len(view.rejects.rows) + view.rejects.left_out, "import"


def _details(view: View, articles: Mapping[str, str]) -> tuple[Mapping[int, Drawn], Drawn]:
    """Return what stands behind each account: the first open, the rest packed, as gzip in base64, by number."""
    limits = {limit.name: limit.words for limit in view.limits}
    inline: dict[int, Drawn] = {}
    rest: dict[int, str] = {}
    room = MOST_OPEN
    for account in view.accounts:
        detail = page(
            "report_account.html",
            found=account,
            view=view,
            say=_say,
            articles=articles,
            limits=limits,
            days_chart=_days_chart,
            hours_charts=_hours_charts,
        )
        room -= len(detail)
        if room >= 0:
            inline[account.number] = drawn(detail)
        else:
            rest[account.number] = detail
    if not rest:
        return inline, drawn("")
    text = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return inline, drawn(base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode())


def _days_chart(days: tuple[DayShown, ...]) -> Drawn:
    return drawn(days_chart(days))


def _hours_charts(story: Story) -> tuple[tuple[str, Drawn], ...]:
    return tuple((day, drawn(svg)) for day, svg in hours_charts(story))


def _digest(text: str) -> str:
    """Return what the content security policy knows a style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _say(identifier: str, **values: object) -> str:
    """Return a phrase in Chinese; hidden characters of what goes in are written out."""
    return safe(speak(phrase(identifier, **values), "zh")) if values else _said(identifier)


@cache
def _said(identifier: str) -> str:
    return safe(speak(phrase(identifier), "zh"))
