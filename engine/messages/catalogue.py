"""The one message catalogue: phrases and diagnostic codes of every concern."""

from types import ModuleType

from engine.messages import (
    agenda,
    audit,
    case,
    cover,
    diff,
    document,
    durable,
    evaluation,
    explanation,
    formatting,
    handover,
    ledger,
    library,
    lints,
    lists,
    release,
    report,
    rulebook,
    scaffold,
    schema,
    suite,
    terminal,
    timing,
)
from engine.messages.words import Code, Language, Phrase, Words

#: One module a concern, in the order in which a run meets them.
CONCERNS: tuple[ModuleType, ...] = (
    document,
    schema,
    rulebook,
    library,
    lists,
    evaluation,
    durable,
    timing,
    ledger,
    suite,
    case,
    agenda,
    handover,
    report,
    audit,
    lints,
    cover,
    diff,
    formatting,
    scaffold,
    release,
    explanation,
    terminal,
)

CODES: dict[str, Code] = {code.id: code for concern in CONCERNS for code in concern.CODES}

PHRASES: dict[str, Words] = {
    **{code.id: Words(code.zh, code.en) for code in CODES.values()},
    **{name: words for concern in CONCERNS for name, words in concern.PHRASES.items()},
}


def speak(said: Phrase, language: Language) -> str:
    """Return the sentence for `said`; a phrase among the values is spoken in the same language."""
    words = PHRASES[said.id]
    template = words.zh if language == "zh" else words.en
    spoken = {
        name: speak(value, language) if isinstance(value, Phrase) else value for name, value in said.values.items()
    }
    return template.format_map(spoken)
