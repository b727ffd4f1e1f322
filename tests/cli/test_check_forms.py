"""`rules check` in its forms, and `rules code`: what its codes mean."""

import json

import pytest


def test_warnings_and_remarks_do_not_change_the_exit_code(rules, library):
    ran = rules("check", library / "after")

    assert 0 == ran.code
    assert "warning[Q706 " in ran.err
    assert "N714" not in ran.err


def test_remarks_are_listed_where_asked_for(rules):
    assert "info[N714 unused-fact]" in rules("check", "after", "--remarks").err


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_forms_for_programs_go_to_standard_output_alone(rules, form):
    ran = rules("check", "after", "--format", form)

    assert (0, "") == (ran.code, ran.err)
    assert json.loads(ran.out)


def test_stale_sources_are_said_on_a_day(rules):
    assert "N719" not in rules("check", "after").err
    assert "N719" in rules("check", "after", "--on", "2099-01-01").err


def test_a_day_that_is_none_is_wrong_usage(rules):
    assert 2 == rules("check", "--on", "2026-02-30").code


@pytest.mark.parametrize("code", ["N704", "n704", "boundary-word"])
def test_a_code_is_explained_by_id_or_name(rules, code):
    ran = rules("code", code)

    assert 0 == ran.code
    assert ran.out.startswith("N704 boundary-word（错误）\n")
    assert "依据：刑法第九十九条" in ran.out


def test_a_code_is_explained_in_english(rules):
    assert "Why it matters: the case of exactly 300,000.00 yuan" in rules("code", "N704", "--lang", "en").out


def test_a_code_that_is_none_is_wrong_usage_with_the_nearest_one(rules):
    ran = rules("code", "boundry-word")

    assert 2 == ran.code
    assert "C915" in ran.err
    assert "boundary-word" in ran.err
