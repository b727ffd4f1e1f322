"""JSON text is exact, reads back as what was written, and hides nothing."""

import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.render.json_text import quoted, scalar


@given(st.text(st.characters()))
def test_any_text_reads_back_and_nothing_in_it_is_hidden(text):
    written = quoted(text)

    assert text == json.loads(written)
    assert not {"\x1b", "\u202e", "\x7f", "\x9b", "\u2028", "\ud800"} & set(written)


def test_chinese_stays_readable():
    assert '"一级可疑账户"' == quoted("一级可疑账户")


def test_numbers_are_exact():
    assert "123456789012345678901234567890" == scalar(123456789012345678901234567890)
    assert '"7/2"' == scalar(Fraction(7, 2))
    assert "-3" == scalar(Fraction(-3))
    assert ["true", "false", "null"] == [scalar(True), scalar(False), scalar(None)]
    assert '["a", 1, true]' == scalar(("a", 1, True))
