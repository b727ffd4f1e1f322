"""What an explanation says, in the words a reader sees."""

import json
from dataclasses import replace

import pytest
from tried_rulebook import program_of, shipped, write_tried

from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.driver.explaining import subject_named
from engine.explain.explanation import Explanation
from engine.explain.from_verdict import explain
from engine.messages.explanation import PHRASES
from engine.program.program import Facts
from engine.render.explanation_json import explanation_json
from engine.render.explanation_text import explanation_text
from engine.source.report import Rejected

KEY = (("case_id", "C1"), ("account", "6299000000000000029"))
TIER_2: Facts = {
    "victim_amount": 300_000, "victim_linked_amount": 300_000, "day_turnover": 29_988_000, "week_turnover": 700_000,
    "window_turnover": 29_988_000, "pass_count": 1, "victim_pass_count": 1, "swept_count": 0, "in_registry": False,
}  # fmt: skip


def explained(facts: Facts, key: tuple[tuple[str, str], ...] = KEY) -> Explanation:
    loaded, program = shipped("after")
    return explain(program, Reference(program), Subject(key=key, facts=facts), loaded.sources)


def lines(facts: Facts, language: str = "zh") -> list[str]:
    return [line.strip() for line in explanation_text(explained(facts), language).splitlines()]  # type: ignore[arg-type]


def test_a_threshold_met_exactly_is_said_in_words() -> None:
    said = "✓ 查明被骗资金为 3,000.00 元，不低于（≥）查明被骗资金下限（3,000.00 元）：恰好等于，含本数"

    assert said in lines(TIER_2 | {"window_turnover": 30_000_000})


def test_a_near_miss_says_how_much_is_short_and_where_the_number_comes_from() -> None:
    said = lines(TIER_2)

    assert "✗ 涉案日前后流水为 299,880.00 元，要求不低于（≥）涉案流水下限（300,000.00 元）：差 120.00 元" in said
    assert (
        "涉案流水下限为 300,000.00 元（自 2022-01-01 起）："
        "《构建数字监督模型，精准打击“两卡”犯罪》试点案件中的门槛：“流水金额设置为大于等于30万元”"
    ) in said
    assert (
        "→ 只要涉案日前后流水由 299,880.00 元增至 300,000.00 元（增加 120.00 元），其余不变，即为“一级可疑账户”" in said
    )


def test_a_local_setting_gives_its_reason() -> None:
    said = "当日流水相对前一周日均的倍数为 3（自 2022-01-01 起）：本地设定：公开报道未载明，由使用单位设定"

    assert said in lines(TIER_2)


def test_an_open_question_names_the_fact_and_how_far_each_outcome_reaches() -> None:
    said = lines(TIER_2 | {"window_turnover": None})

    assert "可疑账户分级（Threshold）：未定：可能是“一级可疑账户”或“二级可疑账户”" in said
    assert "查明以下事实即可定：涉案日前后流水" in said
    assert "→ 若查明涉案日前后流水不低于 300,000.00 元，其余不变，即为“一级可疑账户”" in said
    assert "→ 若查明涉案日前后流水不高于 299,999.99 元，其余不变，即为“二级可疑账户”" in said


def test_an_outcome_that_no_single_fact_reaches_is_said_so() -> None:
    assert "→ 只改变一项事实得不出“一级可疑账户”" in lines(TIER_2 | {"victim_amount": 299_999})


def test_the_duty_says_who_after_what_until_when_and_on_which_text() -> None:
    said = lines(TIER_2)
    start = said.index("✓ 户主身份信息移送公安机关比对（待办）")

    assert said[start + 1 : start + 5] == [
        "责任人：由使用单位设定",
        "先行条件：人工核验户主身份",
        "期限：公开报道未载明期限，由使用单位设定",
        "凭据：移送回执",
    ]


def test_a_flag_that_is_not_known_names_what_it_depends_on() -> None:
    assert "? 尚不能确定：部分被害人转账未能在流水中印证（要看流水印证的被骗资金）" in lines(
        TIER_2 | {"victim_linked_amount": None}
    )


def test_english_says_the_same() -> None:
    said = lines(TIER_2, "en")

    assert "standing: practice, not law" in said
    assert (
        "→ if only 涉案日前后流水 rose from CNY 299,880.00 to CNY 300,000.00 (by CNY 120.00), "
        "all else equal: 一级可疑账户"
    ) in said


def test_json_is_the_result_with_the_trace_and_why_not() -> None:
    found = json.loads(explanation_json(explained(TIER_2), "zh"))
    change = found["why_not"]["tier"][0]["changes"][0]

    assert found["outcome"] == {"amount_anomaly": True, "fast_pass": True, "tier": "tier_2"}
    assert (change["fact"], change["before"], change["after"]) == ("window_turnover", 29_988_000, 30_000_000)
    assert found["trace"]["decisions"][2]["rules"][0]["id"] == "T1"
    assert found["sources"]["after-article#T"]["rank"] == "practice"
    assert found["text"][0].startswith("对象：")


def test_hidden_characters_of_the_data_are_written_out() -> None:
    key = (("case_id", "C1\x1b[31m"), ("account", "62\u202e99"))
    said = explanation_text(explained(TIER_2, key), "zh")

    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "C1\\x1b[31m / account 62\\u202e99" in said


def test_every_kind_of_condition_has_its_words_in_both_languages(tmp_path) -> None:
    loaded, program = program_of(write_tried(tmp_path))
    facts: list[Facts] = [
        {},
        {"a": 6, "b": 1, "c": 9, "paid": 1235, "since": 737_000, "marked": True, "kind": "green"},
        {"a": 0, "b": 0, "c": 0, "paid": 0, "since": 738_000, "marked": False, "kind": "red"},
    ]
    for stated in facts:
        explanation = explain(program, Reference(program), Subject(key=KEY, facts=stated), loaded.sources)
        texts = [explanation_text(explanation, "zh"), explanation_text(explanation, "en")]

        assert not any("{" in text or "explain." in text for text in texts)
        assert len(texts[0].splitlines()) == len(texts[1].splitlines())


def test_phrases_take_the_same_values_in_both_languages() -> None:
    def places(text: str) -> set[str]:
        return {part.partition("}")[0] for part in text.split("{")[1:]}

    assert [name for name, words in PHRASES.items() if places(words.zh) != places(words.en)] == []


def subjects(*keys: str) -> list[Subject]:
    return [Subject(key=tuple(zip(("case_id", "account"), key.split("/"), strict=True)), facts={}) for key in keys]


def test_a_subject_is_found_by_its_whole_key_or_its_last_column() -> None:
    known = subjects("C1/6222", "C2/6222", "C1/6233")

    assert subject_named(known, "C2/6222") is known[1]
    assert subject_named(known, "6233") is known[2]


@pytest.mark.parametrize(
    ("named", "code", "near"), [("6222", "K832", None), ("C1/6223", "K831", "C1/6222"), ("zzz", "K831", None)]
)
def test_a_subject_that_is_not_there_or_not_alone_is_refused(named: str, code: str, near: str | None) -> None:
    with pytest.raises(Rejected) as rejected:
        subject_named(subjects("C1/6222", "C2/6222"), named)
    (found,) = rejected.value.report.diagnostics

    assert found.code == code
    assert near == (found.help and found.help.values.get("name"))


def test_a_source_that_is_not_saved_is_named_by_its_reference() -> None:
    explanation = replace(explained(TIER_2), citations={})

    assert "出处：after-article#A" in explanation_text(explanation, "zh")
