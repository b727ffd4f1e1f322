"""An explanation as JSON: the result object with its full trace, then why not, sources, and the text itself."""

from engine.decision.result import Duty, Result
from engine.explain.counterfactual import Change
from engine.explain.explanation import ExplainedDecision, Explanation, OtherOutcome
from engine.explain.in_time import ExplainedInTime
from engine.messages.words import Language
from engine.render.explanation_changes import change_sentence
from engine.render.explanation_text import explanation_text
from engine.render.explanation_time import text_in_time
from engine.render.explanation_words import Speaker
from engine.render.json_text import obj, quoted, scalar, texts
from engine.render.to_json import ResultLines
from engine.render.trace_json import TraceWriter
from engine.rulebook.values import FactValue, plain


def explanation_json(explanation: Explanation, language: Language) -> str:
    """Return one JSON object; what `rules eval --trace full` says comes first, with the same keys."""
    program = explanation.program
    result = ResultLines(program, TraceWriter(program).trace).line(_result(explanation))
    text = texts(tuple(explanation_text(explanation, language).splitlines()))
    members = {**_members(explanation, language), "text": text}
    return f"{result[:-1]}, {obj(members)[1:]}\n"


def _members(explanation: Explanation, language: Language) -> dict[str, str]:
    speaker = Speaker(explanation.program, explanation.citations, language)
    return {
        "why_not": obj({found.decision.name: _others(found, speaker) for found in explanation.decisions}),
        "sources": obj(
            {
                reference: obj(
                    {
                        "source": quoted(found.source),
                        "number": scalar(found.number),
                        "article": quoted(found.article),
                        "quote": scalar(found.quote),
                        **({"summary": quoted(found.summary)} if found.summary else {}),
                        "rank": quoted(found.rank),
                    }
                )
                for reference, found in explanation.citations.items()
            }
        ),
    }


def json_in_time(explained: ExplainedInTime, language: Language) -> str:
    """Return one JSON object: the result with its choice of edition, then what the applied edition explains."""
    program = explained.result.program
    result = ResultLines(program, TraceWriter(program).trace).line(explained.result)
    text = texts(tuple(text_in_time(explained, language).splitlines()))
    members = {**(_members(explained.applied, language) if explained.applied else {}), "text": text}
    return f"{result[:-1]}, {obj(members)[1:]}\n"


def _result(explanation: Explanation) -> Result:
    duties: tuple[Duty, ...] = tuple(found.duty for found in explanation.duties)
    return Result(
        program=explanation.program,
        subject=explanation.subject,
        verdict=explanation.verdict,
        duties=duties,
        trace=explanation.trace,
        amounts=explanation.amounts,
    )


def _others(explained: ExplainedDecision, speaker: Speaker) -> str:
    return f"[{', '.join(_other(explained, other, speaker) for other in explained.others)}]"


def _other(explained: ExplainedDecision, other: OtherOutcome, speaker: Speaker) -> str:
    title = speaker.outcome(explained.decision, other.value)
    changes = ", ".join(_change(change, title, speaker) for change in other.changes)
    members = {
        "outcome": scalar(other.value),
        "title": quoted(title),
        "possible": scalar(other.possible),
        "rules": texts(tuple(rule.id for rule in other.rules)),
        "changes": f"[{changes}]",
    }
    return obj(members)


def _change(change: Change, title: str, speaker: Speaker) -> str:
    def value(found: FactValue) -> str:
        return scalar(plain(found, speaker.program.fact(change.fact).unit))

    members = {
        "fact": quoted(change.fact),
        "unit": quoted(speaker.program.fact(change.fact).unit),
        "before": value(change.before),
        "after": value(change.after),
        "also": f"[{', '.join(map(value, change.also))}]",
        "low": value(change.low),
        "high": value(change.high),
        "says": quoted(change_sentence(change, title, speaker)),
    }
    return obj(members)
