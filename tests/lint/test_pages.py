"""Every lint has a manual page in both languages, and `docs/lints.md` is made of them.

`RESET_GOLDEN=1 pytest tests/lint/test_pages.py` writes the page anew.
"""

import os
from pathlib import Path

import pytest

from engine.lint.lints import LINTS, PAGES, WIDER
from engine.lint.pages import name_of, page
from engine.messages.catalogue import CODES
from engine.messages.code_pages import PAGES as OF_CODES
from engine.messages.lint_pages import PAGES as IN_CHINESE
from engine.messages.lints import CODES as LINT_CODES
from engine.render.code_page import code_page, codes_markdown

DOCS = Path(__file__).parents[2] / "docs" / "lints.md"
HEAD = """# 检查代码 Lints of `rules check`

由各项检查的说明生成，`rules code 代码` 可在命令行查阅；英文加 `--lang en`。
错误使 `rules check` 以 1 退出，警告和说明不影响退出码；说明（`info`）只在 `--remarks`、JSON 和 SARIF 中列出。
经审查可以接受的，写入 `<规则集>/suppressions.yaml`：`{code, where: 版本/名称, reason, until}`，到期自动恢复。

"""


def test_every_code_has_a_page_and_every_page_a_code():
    assert {code.id for code in LINT_CODES} == set(PAGES)
    assert {name_of(module) for module in PAGES.values()} == set(IN_CHINESE)
    assert len(PAGES) == sum(len(codes) for codes in (*(lint.codes for lint in LINTS), *(codes for _, codes in WIDER)))


@pytest.mark.parametrize("code", sorted(PAGES))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_says_what_why_what_to_avoid_and_what_to_write(code, language):
    manual = page(code, language)

    assert all((manual.what, manual.why, manual.avoid, manual.prefer))
    text = code_page(CODES[code], manual, language)
    assert text.startswith(f"{code} {CODES[code].name}")
    assert all(part in text for part in manual)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_diagnostic_has_a_page_without_places_for_values(code):
    for language in ("zh", "en"):
        text = code_page(CODES[code], None, language)

        assert "{{" not in text
        assert "{name}" not in text
        assert len(text.splitlines()) >= 4


def test_the_index_of_lints_is_up_to_date():
    text = HEAD + codes_markdown([(code, page(code.id, "zh")) for code in LINT_CODES], "zh").rstrip() + "\n"
    if os.environ.get("RESET_GOLDEN"):
        DOCS.write_text(text, encoding="utf-8")

    assert DOCS.read_text("utf-8") == text


def test_no_code_lacks_its_page():
    """A new code needs a line in `engine/messages/code_pages*.py`: why it matters, and what to do, zh and en."""
    assert [] == [code for code in CODES if any(page(code, language) is None for language in ("zh", "en"))]
    assert set() == set(OF_CODES) - set(CODES)


@pytest.mark.parametrize("code", sorted(OF_CODES))
def test_a_page_of_another_code_says_why_and_what_to_write(code):
    for language in ("zh", "en"):
        manual = page(code, language)
        text = code_page(CODES[code], manual, language)

        assert manual.why in text
        assert manual.prefer in text
