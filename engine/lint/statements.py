"""What an article fixes: each number with its boundary, the period it speaks of and the thing it measures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engine.lint.boundary_words import Bound, boundary
from engine.lint.numerals import Numeral, numerals, plain

#: Words for a period, longest first: `当日前后` is another period than `当日`.
_PERIODS: tuple[tuple[str, str], ...] = (
    ("around", r"(?:当日|涉案日|案发日|当天|该日)(?:的)?前后|前后[一二两三四五六七八九十\d]*[日天]"),
    ("week", r"(?:近|前|过去)?(?:一|1|七日|7日)周|(?:近|前|过去)(?:七|7)[日天]"),
    ("month", r"(?:近|前|过去|每)?(?:一|1)?个?月(?:内|度)|当月"),
    ("year", r"(?:近|前|过去|每)?(?:一|1)年内|年度|当年"),
    ("day", r"当日|涉案日|案发日|当天|单日|每日|每天|日均|一日内"),
    ("total", r"累计|合计|总计"),
)
#: What is measured. Two numbers are held against each other only where they share such a word.
_SUBJECTS = re.compile(
    "流水|流入|流出|转入|转出|被骗|诈骗|涉诈|违法所得|支付结算|案损|损失|提供资金|罚款|对象|信用卡|银行账户|支付账户|电话卡|物联网卡"
    "|信息|拨打|浏览|时限|期限|冻结|止付"
)
_ENDS = re.compile("[,;。、!?]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of an article and what the clause around it says of it."""

    numeral: Numeral
    bounds: frozenset[Bound]
    period: str | None  #: one of the names above
    subjects: frozenset[str]
    period_words: str  #: as written
    clause: str


def statements(text: str) -> Iterator[Statement]:
    """Yield what `text` fixes: a statement for each number with a word of measure."""
    bare = plain(text)
    cuts = [0, *(match.end() for match in _ENDS.finditer(bare)), len(bare)]
    for start, end in pairwise(cuts):
        yield from _of_clause(text[start:end].rstrip(",，;；。、!！?？"))


def _of_clause(clause: str) -> Iterator[Statement]:
    for numeral in numerals(clause):
        if numeral.measure and not _is_period(clause, numeral):
            found = boundary(clause, numeral)
            period, words = _period(clause)
            subjects = frozenset(_SUBJECTS.findall(clause))
            yield Statement(numeral, found.bounds if found else frozenset(), period, subjects, words, clause)


def _is_period(clause: str, numeral: Numeral) -> bool:
    """Whether the number only counts the days of a period: `近一周`."""
    return any(
        match.start() <= numeral.start and numeral.end <= match.end() + 1
        for _, words in _PERIODS
        for match in re.finditer(words, plain(clause))
    )


def _period(clause: str) -> tuple[str | None, str]:
    for name, words in _PERIODS:
        if match := re.search(words, plain(clause)):
            return name, match[0]
    return None, ""
