"""Results → a table for a terminal, with counts below it."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from engine.decision.result import Duty, Result
from engine.decision.verdict import DecisionOutcome, Verdict
from engine.messages.catalogue import speak
from engine.messages.words import Language, Phrase
from engine.program.program import Program
from engine.render.amount_words import share_words, value_words
from engine.render.explanation_words import Speaker
from engine.render.outcome_words import Titles
from engine.render.terminal_text import safe
from engine.timing.plan import OF_TIME

#: As wide as no table is: output that is no terminal is not wrapped.
_ENDLESS = 10_000
#: Duties named in a cell; a case may have a score of them, and every other form of output lists them all.
_DUTIES_SHOWN = 6


def drawn(table: Table, columns: int | None) -> str:
    """Return `table` as text, `columns` wide where it is shown on a terminal; the environment is not asked."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=columns or _ENDLESS, color_system=None, legacy_windows=False, _environ={})
    console.print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def plain_table(header: Iterable[str]) -> Table:
    """Return an empty table in the style of all our tables."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for title in header:
        table.add_column(Text(safe(title)), overflow="fold")
    return table


def results_table(program: Program, results: Iterable[Result], language: Language) -> Table:
    """Return one row a subject: outcomes by their titles, what decided, what is missing, what follows."""
    decisions = [program.decisions[index] for index in program.reading_order]
    words = ("result.because", "result.undetermined_facts", "result.duties", "result.flags")
    answers = [*(found.title for found in decisions), *(found.title for found in program.amounts)]
    titles = [*program.family.key, *answers, *(_say(word, language) for word in words)]
    table = plain_table(titles)
    cells = _Cells(program, language)
    for result in results:
        table.add_row(*(Text(safe(text)) for _, text in result.subject.key), *cells.of(result))
    return table


class _Cells:
    """The cells of a result behind its key; those that follow from the verdict are made once."""

    def __init__(self, program: Program, language: Language) -> None:
        self._language = language
        self._titles = Titles(program, language)
        self._speaker = Speaker(program, {}, language)
        self._facts = {fact.name: fact.title for fact in program.facts}
        self._duties = {duty.name: duty.title for duty in program.duties}
        self._flags = {name: _say(f"timing.flag.{name}", language) for name in OF_TIME}
        self._flags |= {flag.name: flag.title for flag in program.flags if flag.when}
        self._made: dict[int, tuple[Verdict, list[Text]]] = {}

    def of(self, result: Result) -> list[Text]:
        kept = self._made.get(id(result.verdict))
        if kept is None or kept[0] is not result.verdict:
            kept = self._made[id(result.verdict)] = (result.verdict, self._decided(result.verdict))
        *decided, flags = kept[1]
        if result.failed:
            flags = Text(_say("durable.failed", self._language, reason=result.failed), style="bold")
        outcomes, missing = decided[: len(result.verdict.decisions)], decided[len(result.verdict.decisions) :]
        amounts = [Text(safe(text)) for text in self._amounts(result)]
        return [*outcomes, *amounts, *missing, Text("\n".join(self._duty_lines(result.duties))), flags]

    def _amounts(self, result: Result) -> Iterator[str]:
        for amount, compiled in zip(result.amounts, result.program.amounts, strict=True):
            shares = share_words(amount, compiled, self._speaker)
            yield "\n".join((value_words(amount, compiled, self._speaker), *shares))

    def _decided(self, verdict: Verdict) -> list[Text]:
        outcomes = [Text(safe(self._titles.outcome(found)), style=_style(found)) for found in verdict.decisions]
        because = ", ".join(rule for found in verdict.decisions for rule in found.because if rule != "otherwise")
        missing = dict.fromkeys(name for found in verdict.decisions for name in found.deciding)
        flags = [
            self._flags[flag.name] if flag.outcome else _say("result.open", self._language, what=self._flags[flag.name])
            for flag in verdict.flags
            if flag.outcome is not False and flag.name in self._flags
        ]
        facts = "\n".join(safe(self._facts[name]) for name in missing)
        return [*outcomes, Text(because), Text(facts), Text("\n".join(map(safe, flags)))]

    def _duty_lines(self, duties: Sequence[Duty]) -> list[str]:
        lines = [self._duty(duty) for duty in duties[:_DUTIES_SHOWN]]
        if len(duties) > _DUTIES_SHOWN:
            lines.append(_say("result.more_duties", self._language, count=len(duties) - _DUTIES_SHOWN))
        return lines

    def _duty(self, duty: Duty) -> str:
        status = _say(f"result.duty.{duty.status}", self._language)
        wording = "result.duty_due" if duty.due else "result.duty"
        title = safe(self._duties[duty.name])
        return _say(wording, self._language, title=title, status=status, due=duty.due)


def _style(found: DecisionOutcome) -> str:
    return "" if found.standing == "decided" else "bold"


def counts_text(program: Program, counts: Mapping[int, tuple[Verdict, int]], language: Language) -> str:
    """Return how many subjects have which outcome, a line a decision."""
    titles = Titles(program, language)
    total = sum(count for _, count in counts.values())
    lines = [_say("result.total", language, count=f"{total:,}")]
    for place, index in enumerate(program.reading_order):
        tally: dict[str, int] = {}
        for verdict, count in counts.values():
            word = titles.outcome(verdict.decisions[place])
            tally[word] = tally.get(word, 0) + count
        shown = ", ".join(f"{safe(word)} {count:,}" for word, count in sorted(tally.items(), key=lambda item: -item[1]))
        lines.append("  " + _say("result.count", language, title=safe(program.decisions[index].title), counts=shown))
    return "\n".join(lines) + "\n"


def _say(identifier: str, language: Language, **values: object) -> str:
    return speak(Phrase(identifier, values), language)
