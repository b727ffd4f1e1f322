"""deadline_number: the length of a deadline is not one that its article names.

What it finds: `due: {within: …, cite: …}` where the text of the article names lengths of time, none of them this one.
An article whose text names none, or of which only a summary is kept, says nothing.
Why it matters: a deadline is counted to the day; one that nobody enacted makes duties overdue that are not, or the
reverse.
Avoid: `due: {within: 15 days, from: stopped_at, cite: pbc-2016-86#stop}` where the article says 四十八小时
Prefer: the length of the article; a length of one's own goes to `due: {setting: …}`.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.lint.numerals import Numeral, numerals
from engine.messages.words import phrase
from engine.rulebook.rulebook import Deadline
from engine.rulebook.values import Period
from engine.source.report import Diagnostic

#: How many of a unit of `within` a word of measure stands for.
_MEASURES: dict[str, tuple[str, int]] = {
    "秒": ("second", 1),
    "分钟": ("minute", 1),
    "小时": ("hour", 1),
    "个小时": ("hour", 1),
    "日": ("day", 1),
    "天": ("day", 1),
    "周": ("day", 7),
    "星期": ("day", 7),
    "个星期": ("day", 7),
    "个工作日": ("working_day", 1),
    "个月": ("month", 1),
    "年": ("year", 1),
}


def deadline_number(edition: Edition) -> Iterator[Finding]:
    """Yield N723 for each deadline of a length that its article does not name."""
    for duty in edition.loaded.rulebook.duties:
        if duty.due and duty.due.within and duty.due.cite:
            lengths = [number for number in numerals(_quote(edition, duty.due)) if number.measure in _MEASURES]
            if lengths and not any(_names(number, duty.due.within) for number in lengths):
                yield Finding(duty.name, _disagreement(duty.due, lengths))


def _quote(edition: Edition, due: Deadline) -> str:
    source = edition.loaded.sources.get(due.cite.source) if due.cite else None
    article = source.article(due.cite.article) if source and due.cite else None
    return (article.quote or "") if article else ""


def _names(number: Numeral, within: Period) -> bool:
    unit, many = _MEASURES[number.measure]
    return unit == within.unit and number.value * many == within.number


def _disagreement(due: Deadline, lengths: list[Numeral]) -> Diagnostic:
    values = {"cite": due.cite.reference if due.cite else "", "said": "、".join(number.text for number in lengths)}
    return Diagnostic(code="N723", span=due.span, values=values, help=phrase("help.deadline_number"))
