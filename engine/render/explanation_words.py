"""How an explanation puts things: quantities, titles, comparisons and sources, in one language."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from engine.decision.verdict import Value
from engine.explain.citations import Citation
from engine.messages.catalogue import speak
from engine.messages.words import Language, Phrase
from engine.program.amounts import Formula, Quotient
from engine.program.program import CompiledDecision, DecisionLeaf, Derived, Leaf, ParameterInForce, Program
from engine.rulebook.rulebook import Basis
from engine.rulebook.values import FactValue, Unit, show, show_fraction, show_money

_NAME = "[a-z][a-z0-9_]*"
#: A space between two Chinese characters or marks.
_LOOSE = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uff65]) (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uff65])")
#: Comparators that ask for more or less.
ORDERING = frozenset({"at_least", "more_than", "at_most", "less_than"})
#: Numbers that are still possible are told one by one up to this many, else by their ends.
MOST_NUMBERS = 3
_CLOCK: tuple[tuple[str, int], ...] = (("hours", 3600), ("minutes", 60), ("seconds", 1))


class Speaker:
    """Puts the parts of a program into words of `language`; titles are those of the rulebook."""

    def __init__(self, program: Program, citations: Mapping[str, Citation], language: Language) -> None:
        self.program = program
        self.citations = citations
        self.language = language
        self._titles = {fact.name: fact.title for fact in program.facts}
        self._titles |= {parameter.name: parameter.title for parameter in program.parameters}
        self._facts = {fact.name: fact for fact in program.facts}
        self._titles |= {found.fact.name: self._derived(found) for found in program.derived}

        #: Names of what is derived are made of others, so they are looked for first.
        derived = sorted((re.escape(found.fact.name) for found in program.derived), key=len, reverse=True)
        self._named = re.compile("|".join((*derived, _NAME)))

    def _derived(self, found: Derived) -> str:
        source = self._facts[found.source]
        member = source.members[found.amount].title if found.amount is not None else ""
        how = "later_moment" if found.how == "later" and source.unit == "moment" else found.how
        within = self._period(f"{found.within.number} {found.within.unit}s") if found.within else ""
        return self.say(f"list.{how}", list=source.title, member=member, within=within)

    def say(self, identifier: str, **values: object) -> str:
        return speak(Phrase(identifier, values), self.language)

    def joined(self, parts: Iterable[str], by: str = "explain.and") -> str:
        return self.say(by).join(parts)

    def quantity(self, value: FactValue | Fraction, unit: Unit) -> str:
        """Return `value` as a reader of the language expects it."""
        if value is None:
            return self.say("explain.unknown")
        if isinstance(value, bool):
            return self.say("explain.yes" if value else "explain.no")
        if isinstance(value, str):
            return self._period(value) if unit == "period" else value
        if isinstance(value, tuple):
            return self.say("quantity.entries", count=len(value))
        if unit == "CNY":
            return self.say("quantity.money", yuan=show_money(value).removesuffix(" 元"))
        if unit == "duration":
            return self._clock(Fraction(value))
        return show(value, unit)

    def _period(self, text: str) -> str:
        number, step = text.split()
        return self.say(f"quantity.{step}", number=number)

    def _clock(self, seconds: Fraction) -> str:
        name, length = next(
            (name, length) for name, length in _CLOCK if (seconds and seconds % length == 0) or length == 1
        )
        return self.say(f"quantity.{name}", number=show_fraction(seconds / length))

    def distance(self, value: Fraction, unit: Unit) -> str:
        """Return how far two values lie apart: days between days, time between moments."""
        if unit == "day":
            return self.say("explain.days", count=show_fraction(value))
        return self.quantity(value, "duration" if unit == "moment" else unit)

    def fact(self, name: str) -> str:
        return self._titles.get(name, name)

    def facts(self, names: Iterable[str]) -> str:
        return self.joined((self.fact(name) for name in names), "explain.next_fact")

    def fact_value(self, name: str, value: FactValue) -> str:
        """Return the value of a fact; a choice by its title."""
        fact = self._facts[name]
        if fact.unit == "choice" and isinstance(value, str):
            return dict(fact.choices).get(value, value)
        return self.quantity(value, fact.unit)

    def worded(self, text: str) -> str:
        """Return `text` of a rulebook with the names of facts and parameters replaced by their titles."""
        return self._named.sub(lambda match: self._titles.get(match[0], match[0]), text)

    def formula(self, formula: Formula) -> str:
        """Return how an amount is made, with how it is rounded."""
        words = self.worded(formula.text)
        if isinstance(formula, Quotient):
            said = f"amount.rounded.{formula.rounding}" if formula.rounding else "amount.formula"
            return self.say(said, formula=words)
        source = self._facts[formula.over]
        members = [member.title for member in source.members]
        first = "" if formula.first is None else self.say("amount.first", member=members[formula.first])
        shared = self.say("amount.apportioned", pot=words, list=source.title, member=members[formula.proportion])
        return f"{shared}{first}{self.say('amount.capped', member=members[formula.at_most])}"

    def outcome(self, decision: CompiledDecision, value: Value) -> str:
        """Return the title of an outcome."""
        if value is None:
            return self.say("explain.no_outcome")
        if isinstance(value, bool):
            return self.say("explain.yes" if value else "explain.no")
        amount = next((found for found in self.program.amounts if found.name == decision.name), None)
        if amount and (formula := amount.formula(value)):
            return self.formula(formula)
        return str(value) if isinstance(value, int) else dict(decision.outcomes).get(value, value)

    def outcomes(self, decision: CompiledDecision, values: Iterable[Value]) -> str:
        """Return the titles of outcomes, one or the other."""
        found = tuple(values)
        if decision.counts:
            return self._numbers(decision, found)
        shown = (self.say("explain.one_outcome", outcome=self.outcome(decision, value)) for value in found)
        return self.joined(shown, "explain.or")

    def _numbers(self, decision: CompiledDecision, values: tuple[Value, ...]) -> str:
        shown = [self.outcome(decision, value) for value in values]
        first = values.count(None)  # where there may be no outcome, that stands first
        if len(shown) - first > MOST_NUMBERS:
            shown[first:] = [self.say("explain.from_to", low=shown[first], high=shown[-1])]
        return self.joined(shown, "explain.or")

    def comparator(self, leaf: Leaf) -> str:
        """Return the word for how a leaf compares; days and moments are before and after, not less and more."""
        dated = leaf.unit in ("day", "moment") and leaf.comparator in ORDERING
        return self.say(f"compare.{leaf.comparator}.day" if dated else f"compare.{leaf.comparator}")

    def asked(self, leaf: DecisionLeaf) -> str:
        """Return what a condition asks of a decision: outcomes, or how its number must stand to a limit."""
        decision = self.program.decisions[leaf.decision]
        if leaf.comparator == "between":
            return self.say("explain.from_to", low=leaf.asked[0], high=leaf.asked[-1])
        if leaf.comparator in ORDERING:
            return self.say("show.cell", comparator=self.say(f"compare.{leaf.comparator}"), right=leaf.asked[0])
        return self.outcomes(decision, leaf.asked)

    def tight(self, sentence: str) -> str:
        """Return `sentence` without the spaces that Chinese does not set between its characters."""
        return _LOOSE.sub("", sentence) if self.language == "zh" else sentence

    def instrument(self, found: Citation) -> str:
        """Return the text by its title, and by its number where it has one."""
        if found.number is None:
            return self.say("explain.instrument", title=found.source)
        return self.say("explain.numbered_instrument", title=found.source, number=found.number)

    def cited(self, reference: str) -> str:
        """Return the article by its titles, with its quote or what it says in our words."""
        found = self.citations.get(reference)
        if found is None:
            return reference
        if found.quote is None:
            return self.say(
                "explain.summed_up", source=self.instrument(found), article=found.article, summary=found.summary
            )
        return self.say("explain.cited", source=self.instrument(found), article=found.article, quote=found.quote)

    def article(self, reference: str) -> str:
        """Return the article by its titles, without its words."""
        found = self.citations.get(reference)
        return (
            self.say("explain.cited_bare", source=self.instrument(found), article=found.article) if found else reference
        )

    def basis(self, basis: Basis) -> str:
        """Return what a number stands on: its article and quote, or the local setting."""
        if basis.cite is None:
            return self.say("explain.setting", reason=basis.setting or "")
        reference = self.article(basis.cite)
        return self.say("explain.quoted", reference=reference, quote=basis.quote) if basis.quote else reference

    def parameter(self, parameter: ParameterInForce) -> str:
        """Return a parameter with its value, the day it holds from, and what it stands on."""
        value = parameter.value
        exact = Fraction(value, parameter.denominator) if type(value) is int and parameter.denominator != 1 else value
        shown = self.quantity(exact, parameter.unit)
        stated = self.say("explain.parameter", title=parameter.title, value=shown, since=parameter.since)
        return self.say("label.colon", label=stated, value=self.basis(parameter.basis))
