"""The report as people open it: in a real Chromium, with the network watched."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from browser import Browser
from report_cases import FLAGGED, HOSTILE, OPEN, OTHER_TIER_1, TIER_1, TIER_2

from engine.render import report_html as html
from engine.render.report_file import report_from_json

ACCOUNTS = {TIER_1, OTHER_TIER_1, TIER_2, FLAGGED, OPEN}
VISIBLE = "[...document.querySelectorAll('#list > tbody')].filter((each) => !each.hidden)"
NAMES = f"{VISIBLE}.map((each) => each.querySelector('.more').textContent)"
OPEN_ALL = f"{VISIBLE}.forEach((each) => each.querySelector('tr.sum').click())"


def search(browser: Browser, words: str) -> list[str]:
    field = f"const q = document.getElementById('q'); q.value = {json.dumps(words)};"
    found: list[str] = browser.run(f"(() => {{ {field} q.dispatchEvent(new Event('input')); return {NAMES}; }})()")
    return found


def choose(browser: Browser, selector: str) -> list[str]:
    browser.run(f"document.querySelector({json.dumps(selector)}).click()")
    found: list[str] = browser.run(NAMES)
    return found


def sorted_by(browser: Browser, column: int) -> list[str]:
    browser.run(f"document.querySelectorAll('#list > thead th button')[{column}].click()")
    found: list[str] = browser.run(NAMES)
    return found


def test_it_asks_the_network_for_nothing_and_complains_of_nothing(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run(OPEN_ALL)

    assert browser.asked_for() == []
    assert browser.said() == []


def test_hostile_text_runs_nothing_and_shows_as_text(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run(OPEN_ALL)
    browser.run("new Promise((done) => setTimeout(done, 300))")
    text = browser.run("document.body.textContent")
    marked = browser.run(
        "[...document.querySelectorAll('*')].filter((each) => ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'LINK', 'FORM']"
        ".includes(each.tagName) || [...each.attributes].some((one) => one.name.startsWith('on')"
        " || /^\\s*javascript:/i.test(one.value))).map((each) => each.outerHTML)"
    )

    assert browser.run("window.ran === undefined")
    assert browser.run("document.scripts.length") == 1
    assert marked == []
    for hostile in HOSTILE:
        assert hostile.isprintable() is (hostile in text), hostile
    assert not re.search("[\x1b\u202e\u200b]", text)
    assert len(text) < 300_000  # the longest cell is cut


def test_every_account_is_listed_and_tier_1_comes_first(browser: Browser, page: Path) -> None:
    browser.open(page)
    names = browser.run(NAMES)

    assert set(names) == ACCOUNTS
    assert names[:2] == [TIER_1, OTHER_TIER_1]
    assert browser.run("document.getElementById('count').textContent") == "显示 5 / 5 个账户"


def test_search_finds_numbers_names_and_what_is_said(browser: Browser, page: Path) -> None:
    browser.open(page)

    assert search(browser, TIER_2) == [TIER_2]
    assert search(browser, "一级") == [TIER_1, OTHER_TIER_1]
    assert search(browser, "330782199001011") == [OTHER_TIER_1]
    assert search(browser, "没有同额进出") == [FLAGGED]
    assert search(browser, "nobody") == []
    assert not browser.run("document.getElementById('nomatch').hidden")
    assert set(search(browser, "")) == ACCOUNTS


def test_filters_narrow_the_list_together(browser: Browser, page: Path) -> None:
    browser.open(page)

    assert choose(browser, "input[name=tier][value=tier_2]") == [TIER_2]
    assert choose(browser, "input[name=tier][value=undetermined]") == [OPEN]
    assert set(choose(browser, "input[name=tier][value='']")) == ACCOUNTS
    assert FLAGGED in choose(browser, "#flagged")
    assert TIER_1 not in browser.run(NAMES)
    browser.run("document.getElementById('flagged').click()")
    browser.run("document.getElementById('registry').value = 'yes'")
    browser.run("document.getElementById('registry').dispatchEvent(new Event('input'))")
    assert browser.run(NAMES) == [TIER_2]


def test_a_click_on_a_title_sorts_by_value_not_by_letters(browser: Browser, page: Path) -> None:
    browser.open(page)
    up = sorted_by(browser, 2)
    down = sorted_by(browser, 2)

    assert up[:3] == [TIER_2, FLAGGED, OTHER_TIER_1]
    assert set(down[:2]) == {TIER_1, OPEN}
    assert down[-1] == TIER_2
    assert browser.run("document.querySelectorAll('#list > thead th')[2].getAttribute('aria-sort')") == "descending"


def test_unknown_figures_stand_last_either_way(browser: Browser, page: Path) -> None:
    browser.open(page)

    assert sorted_by(browser, 5)[-1] == OPEN
    assert sorted_by(browser, 5)[-1] == OPEN
    assert sorted_by(browser, 7)[-1] == FLAGGED  # it has no pair, so no gap
    assert sorted_by(browser, 7)[-1] == FLAGGED


def test_one_click_opens_the_reasons_and_another_closes_them(browser: Browser, page: Path) -> None:
    browser.open(page)
    first = "document.querySelector('#a1')"
    shown = f"{first}.querySelector('tr.detail').getBoundingClientRect().height"

    assert browser.run(shown) == 0
    browser.run(f"{first}.querySelector('.more').click()")
    assert browser.run(shown) > 300
    assert browser.run(f"{first}.querySelector('.more').getAttribute('aria-expanded')") == "true"
    assert "高出" in browser.run(f"{first}.textContent")
    assert browser.run(f"{first}.querySelectorAll('svg').length") >= 2
    browser.run(f"{first}.querySelector('.more').click()")
    assert browser.run(shown) == 0


def test_an_address_with_an_account_opens_it(browser: Browser, page: Path) -> None:
    browser.open(page, fragment="#a2")

    assert browser.run("document.querySelector('#a2').classList.contains('open')")


def test_every_link_leads_somewhere_in_the_page(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run(OPEN_ALL)
    dead = browser.run(
        "[...document.querySelectorAll('a')].map((each) => each.getAttribute('href'))"
        ".filter((href) => !href.startsWith('#') || !document.getElementById(decodeURIComponent(href.slice(1))))"
    )

    assert dead == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_makes_the_page_scroll_sideways(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width=width)
    browser.run(OPEN_ALL)

    assert browser.run("document.documentElement.scrollWidth") <= width


def test_names_and_headings_are_there_for_those_who_listen(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run(OPEN_ALL)
    nameless = browser.run(
        "[...document.querySelectorAll('button, input, select, svg[role=img], nav')].filter((each) =>"
        " !(each.getAttribute('aria-label') || each.textContent.trim() || each.closest('label')))"
        ".map((each) => each.outerHTML)"
    )
    headless = browser.run("[...document.querySelectorAll('thead th')].filter((each) => !each.scope).length")
    twice = browser.run(
        "(() => { const seen = [...document.querySelectorAll('[id]')].map((each) => each.id);"
        " return seen.filter((id, place) => seen.indexOf(id) !== place); })()"
    )

    assert (nameless, headless, twice) == ([], 0, [])
    assert browser.run("document.querySelectorAll('h1').length") == 1
    assert browser.run("document.documentElement.lang") == "zh-CN"


def test_it_prints_every_section_with_everything_unfolded(browser: Browser, page: Path) -> None:
    browser.open(page)
    pdf = browser.printed()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    browser.ask("Emulation.setEmulatedMedia", media="print")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    heights = browser.run(
        "[...document.querySelectorAll('section, tr.detail, details')]"
        ".map((each) => each.getBoundingClientRect().height)"
    )
    hidden = browser.run("[...document.querySelectorAll('nav, .tools')].map((each) => getComputedStyle(each).display)")
    browser.ask("Emulation.setEmulatedMedia", media="")

    assert pdf.startswith(b"%PDF")
    assert pages >= len(ACCOUNTS)
    assert min(heights) > 20
    assert set(hidden) == {"none"}


def test_what_is_filtered_away_is_not_printed(browser: Browser, page: Path) -> None:
    browser.open(page)
    whole = len(re.findall(rb"/Type\s*/Page\b", browser.printed()))
    search(browser, TIER_2)

    assert len(re.findall(rb"/Type\s*/Page\b", browser.printed())) < whole


def test_without_script_everything_important_is_there(browser: Browser, page: Path) -> None:
    browser.script(on=False)
    try:
        browser.open(page)
        document = browser.ask("DOM.getDocument", depth=0)["root"]["nodeId"]
        summaries = browser.ask("DOM.querySelectorAll", nodeId=document, selector="#list summary")["nodeIds"]
        row = browser.ask("DOM.querySelector", nodeId=document, selector="#a1 tr.sum")["nodeId"]
        tools = browser.ask("DOM.querySelector", nodeId=document, selector=".tools")["nodeId"]
        rowed = browser.ask("DOM.getOuterHTML", nodeId=row)["outerHTML"]
        boxes = [browser.ask("DOM.getBoxModel", nodeId=node)["model"]["height"] for node in summaries]
        reasons = browser.ask("DOM.querySelectorAll", nodeId=document, selector="#list table.checks")["nodeIds"]
        with pytest.raises(AssertionError):  # it is not shown: it has no box
            browser.ask("DOM.getBoxModel", nodeId=tools)
    finally:
        browser.script(on=True)

    assert "一级" in rowed
    assert len(boxes) == len(reasons) == len(ACCOUNTS)
    assert min(boxes) > 0


def test_many_accounts_are_packed_and_open_as_the_others_do(
    browser: Browser, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _ = report_from_json((out / "report.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(html, "MOST_OPEN", 0)
    packed = tmp_path / "packed.html"
    packed.write_text(html.report_html(view), encoding="utf-8")
    browser.open(packed)
    browser.run(OPEN_ALL)
    browser.run("new Promise((done) => setTimeout(done, 300))")

    assert browser.run("document.querySelectorAll('#list table.checks').length") == len(ACCOUNTS)
    assert browser.run("window.ran === undefined")
    assert (browser.asked_for(), browser.said()) == ([], [])


def test_a_thousand_accounts_stay_below_five_megabytes(browser: Browser, out: Path, tmp_path: Path) -> None:
    view, _ = report_from_json((out / "report.json").read_text(encoding="utf-8"))
    plain = [account for account in view.accounts if account.kind != "excluded"]
    accounts = tuple(replace(plain[number % len(plain)], number=number + 1) for number in range(1000))
    large = tmp_path / "large.html"
    large.write_text(html.report_html(replace(view, accounts=accounts)), encoding="utf-8")
    browser.open(large)

    assert large.stat().st_size < 5_000_000
    assert len(search(browser, TIER_2)) == 1000 // len(plain)
    browser.run("document.querySelector('#a1000 .more').click()")
    browser.run("new Promise((done) => setTimeout(done, 500))")
    assert browser.run("document.querySelectorAll('#a1000 table.checks').length") == 1
