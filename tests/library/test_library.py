"""Which edition answers on a day, and what is said where none does."""

import shutil
from datetime import date

import pytest

from engine.library.library import Library, load, locate, open_library
from engine.source.report import Rejected, Report

RULEBOOK = "after/2022-01-01/rulebook.yaml"


def refused(library, reference, day):
    with pytest.raises(Rejected) as caught:
        locate(Library((library,)), reference, day)
    return [found.code for found in caught.value.report.diagnostics], caught.value.report.about


def test_the_latest_edition_that_has_begun_is_in_force(library, rewrite):
    shutil.copytree(library / "after" / "2022-01-01", library / "after" / "2024-01-01")
    rewrite("after/2024-01-01/rulebook.yaml", "edition: 2022-01-01", "edition: 2024-01-01")

    assert "2022-01-01" == locate(Library((library,)), "after", date(2023, 12, 31)).name
    assert "2024-01-01" == locate(Library((library,)), "after", date(2024, 1, 1)).name


def test_a_draft_leaves_the_edition_before_it_in_force(library, rewrite):
    shutil.copytree(library / "after" / "2022-01-01", library / "after" / "2024-01-01")
    rewrite("after/2024-01-01/rulebook.yaml", "status: released", "status: draft")

    assert "2022-01-01" == locate(Library((library,)), "after", date(2024, 6, 1)).name


def test_before_the_first_edition_nothing_is_in_force_yet(library):
    assert (["L404"], "usage") == refused(library, "after", date(2021, 12, 31))


def test_a_repealed_edition_is_not_in_force_but_can_be_asked_for_by_name(library, rewrite):
    rewrite(RULEBOOK, "status: released", "status: released\nrepealed: 2025-01-01")

    assert (["L405"], "usage") == refused(library, "after", date(2025, 1, 1))
    assert "2022-01-01" == locate(Library((library,)), "after", date(2024, 12, 31)).name
    assert "2022-01-01" == locate(Library((library,)), "after@2022-01-01", date(2025, 1, 1)).name


def test_only_a_draft_is_no_law(library, rewrite):
    rewrite(RULEBOOK, "status: released", "status: draft")

    assert (["L406"], "usage") == refused(library, "after", date(2022, 6, 1))


def test_a_family_without_editions_says_so(library):
    shutil.rmtree(library / "after" / "2022-01-01")

    assert (["L403"], "usage") == refused(library, "after", date(2022, 6, 1))


def test_a_misspelt_rulebook_gets_the_nearest_name(library):
    with pytest.raises(Rejected) as caught:
        locate(Library((library,)), "aftre", date(2022, 6, 1))
    (found,) = caught.value.report.diagnostics

    assert ("L401", "after") == (found.code, found.help.values["name"])


def test_an_unknown_edition_lists_the_known_ones(library):
    with pytest.raises(Rejected) as caught:
        locate(Library((library,)), "after@draft", date(2022, 6, 1))
    (found,) = caught.value.report.diagnostics

    assert ("L402", "2022-01-01") == (found.code, found.help.values["editions"])


@pytest.mark.parametrize("path", ["after", "after/2022-01-01", "after/2022-01-01/rulebook.yaml"])
def test_a_path_to_family_edition_or_file_is_a_rulebook(library, path):
    assert "2022-01-01" == locate(Library(()), str(library / path), date(2022, 6, 1)).name


def test_the_digest_covers_everything_that_decides_and_nothing_else(library, rewrite):
    folder = library / "after" / "2022-01-01"
    before = load(folder, Report("rulebook")).digest
    rewrite("after/2022-01-01/tests.yaml", "schema: 1", "# a remark\nschema: 1")
    assert before == load(folder, Report("rulebook")).digest
    for file, old, new in (
        (RULEBOOK, "value: 3000元", "value: 3001元"),
        ("after/facts.yaml", "title: 涉案日流水", "title: 当日流水"),
        ("after/family.yaml", "rank: practice", "rank: minutes"),
        ("sources/after-article.yaml", "checked_on: 2026-11-22", "checked_on: 2026-11-21"),
    ):
        rewrite(file, old, new)
        after = load(folder, Report("rulebook")).digest

        assert before != after
        before = after


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cite: after-article#A,", "cite: after-artikel#A,", "L407"),
        ("cite: after-article#A,", "cite: after-article#X,", "L408"),
        ("edition: 2022-01-01", "edition: 2022-01-02", "L409"),
        ("rulebook: after", "rulebook: before", "L411"),
    ],
)
def test_a_citation_or_name_that_leads_nowhere_is_an_error_at_its_place(rewrite, old, new, code):
    path = rewrite(RULEBOOK, old, new)
    report = Report("rulebook")
    load(path.parent, report)
    (found,) = report.diagnostics

    assert code == found.code
    assert new.split(": ")[1].rstrip(",") in found.span.excerpt


def test_a_released_edition_must_not_rest_on_an_unconfirmed_source(library, rewrite):
    rewrite("sources/after-article.yaml", "grade: S", "grade: K")
    report = Report("rulebook")
    load(library / "after" / "2022-01-01", report)

    assert {"L412"} == {found.code for found in report.diagnostics}


def test_a_folder_of_ones_own_hides_the_shipped_family(library):
    found = locate(open_library((library,)), "after", date(2022, 6, 1))

    assert library in found.parents
