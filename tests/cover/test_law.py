"""`rules law` finds all that rests on an article; `rules stale` says which sources are to be read again."""

import json
from datetime import date, timedelta

from engine.library.ages import ages
from engine.schema.catalogue import schema_of

SOURCE = "sources/after-article.yaml"


def rank_in_schema():
    return schema_of("source")["properties"]["rank"]["enum"]


def test_an_article_shows_its_words_and_all_that_rests_on_it(rules, library):
    said = rules("law", "after-article#A", "--rulebooks", library).out

    assert "核对等级：S，实践报道，不是法律" in said
    assert "近一周的流入流出数额进行对比" in said
    assert "参数 baseline_days（对比基线日数（近一周）），自 2022-01-01 起" in said
    assert "规则 A1（" in said
    assert "前一周没有流水，涉案日有一分钱流水也是金额异常" in said
    assert "hand_over" not in said


def test_a_source_alone_shows_every_article_and_duty(rules, library):
    found = json.loads(rules("law", "after-article", "--format", "json", "--rulebooks", library).out)
    (resting,) = found["resting"]

    assert ["A", "F", "T", "T-pilot", "E", "R"] == [article["id"] for article in found["articles"]]
    assert ("duty", "hand_over", "after-article#R") in [
        (thing["kind"], thing["name"], thing["cite"]) for thing in resting["things"]
    ]


def test_owner_and_deadline_of_a_duty_rest_on_what_they_cite(rules, library):
    found = json.loads(rules("law", "yangzhou-article#pipeline", "--format", "json", "--rulebooks", library).out)

    assert ["duty"] * len(found["resting"][0]["things"]) == [thing["kind"] for thing in found["resting"][0]["things"]]
    assert found["resting"][0]["tests"]


def test_an_article_nobody_cites_says_so(rules, library):
    assert "没有规则以它为依据" in rules("law", "after-article#E", "--rulebooks", library).out


def test_an_unknown_source_and_an_unknown_article_are_answered_with_the_nearest(rules):
    source, article = rules("law", "after-artikle"), rules("law", "after-article#T-pilots")

    assert (2, 2) == (source.code, article.code)
    assert "`after-article`" in source.err
    assert "`T-pilot`" in article.err


def test_every_rank_has_an_age_and_a_reason():
    assert set(rank_in_schema()) == set(ages())
    assert all(age.days > 0 and age.reason for age in ages().values())


def test_a_source_is_stale_the_day_after_its_limit(rules, library, rewrite):
    rewrite(SOURCE, "checked_on: 2026-11-22", "checked_on: 2020-01-01")
    last = date(2020, 1, 1) + timedelta(days=ages()["practice"].days)

    def stale_on(day):
        ran = rules("stale", "--on", day, "--format", "json", "--rulebooks", library)
        return [found["source"] for found in json.loads(ran.out)["sources"] if found["stale"]]

    assert [] == stale_on(last)
    assert ["after-article"] == stale_on(last + timedelta(days=1))


def test_the_oldest_stand_first_and_fail_is_asked_for(rules, library, rewrite):
    rewrite(SOURCE, "checked_on: 2026-11-22", "checked_on: 2020-01-01")
    ran = rules("stale", "--on", "2026-11-22", "--rulebooks", library)
    days = [
        found["checked_on"]
        for found in json.loads(rules("stale", "--on", "2026-11-22", "--format", "json").out)["sources"]
    ]

    assert 0 == ran.code
    assert 1 == rules("stale", "--on", "2026-11-22", "--fail", "--rulebooks", library).code
    assert sorted(days) == days
    assert "1 个应当重新核对（以 2026-11-22 计）" in ran.out


def test_a_wrong_day_is_a_wrong_usage(rules):
    assert 2 == rules("stale", "--on", "2026-02-30").code
