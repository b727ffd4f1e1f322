"""The lock only grows: what was written is read back, and no entry changes without being seen."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.library.lock import LOCK, Lock, SignOff, appended, read_lock
from engine.library.places import shipped_rulebooks
from engine.source.report import Report

HEX = st.text("0123456789abcdef", min_size=64, max_size=64).map("sha256:{}".format)
LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x9FFF)
WORDS = st.text(LETTERS, min_size=1, max_size=20).filter(str.strip)
SIGN_OFFS = st.builds(
    SignOff,
    edition=st.sampled_from(["after@2022-01-01", "card_crime@2025-07-22"]),
    act=st.sampled_from(["released", "withdrawn"]),
    on=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    reviewer=WORDS,
    note=st.none() | WORDS,
    meaning=HEX,
    bytes=HEX,
    language=st.just(1),
    engine=st.just("0.1.0"),
    calendar_to=st.none() | st.integers(2019, 2030),
)


def written(folder, signed):
    lock = None
    for found in signed:
        (folder / LOCK).write_text(appended(lock, found), "utf-8")
        lock = read(folder)
    return lock


def read(folder):
    report = Report("integrity")
    lock = read_lock(folder, report)
    assert [] == [(found.code, found.values) for found in report.diagnostics]
    return lock


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("locked")


@given(st.lists(SIGN_OFFS, min_size=1, max_size=4))
@settings(max_examples=40)
def test_what_was_signed_is_read_back_and_the_last_word_holds(folder, signed):
    lock = written(folder, signed)

    for found in (read(folder), lock):
        assert [(one.edition, one.act, one.on, one.reviewer, one.note, one.calendar_to) for one in found.signed] == [
            (one.edition, one.act, one.on, one.reviewer, one.note, one.calendar_to) for one in signed
        ]
    for name in {one.edition for one in signed}:
        last = [one for one in signed if one.edition == name][-1]
        standing = lock.standing(name)
        assert (standing and standing.meaning) == (last.meaning if last.act == "released" else None)


@given(st.lists(SIGN_OFFS, min_size=2, max_size=4), st.data())
@settings(max_examples=40)
def test_an_entry_that_was_changed_or_taken_out_is_seen(folder, signed, data):
    written(folder, signed)
    path = folder / LOCK
    entries = path.read_text("utf-8").split("  - edition: ")
    which = data.draw(st.integers(1, len(entries) - 2))
    if data.draw(st.booleans()):
        del entries[which]
    else:
        year = entries[which].partition("    on: ")[2][:4]
        entries[which] = entries[which].replace(f"    on: {year}", f"    on: {int(year) + 1}", 1)
    path.write_text("  - edition: ".join(entries), "utf-8")
    report = Report("integrity")
    read_lock(folder, report)

    assert ["Q705"] == [found.code for found in report.diagnostics]


def test_a_library_without_a_lock_has_none_and_the_shipped_one_always_has():
    report = Report("integrity")

    assert read_lock(shipped_rulebooks() / "after", report) is None
    assert isinstance(read_lock(shipped_rulebooks(), report), Lock)
    assert not report.has_errors


def test_a_lock_that_is_no_lock_is_an_error_at_its_place(tmp_path):
    (tmp_path / LOCK).write_text("schema: 1\nsigned: nobody\n", "utf-8")
    report = Report("integrity")

    assert read_lock(tmp_path, report) is None
    assert [(2, "D201")] == [(found.span.line, found.code) for found in report.diagnostics]
