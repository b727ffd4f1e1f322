"""A receipt as a page to print. Everything in it is data: it is shown as text."""

from engine.audit.records import Record
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.render.json_text import scalar
from engine.render.pages import page


def receipt_page(receipt: Record, told: str, language: Language) -> str:
    """Return the page of `receipt`; `told` is the explanation of its decision, line by line."""

    def say(name: str, **values: object) -> str:
        return speak(phrase(f"receipt.{name}", **values), language)

    record, checkpoint = receipt["record"], receipt["checkpoint"]
    run = record["run"]
    rulebooks = [f"{record['rulebook']}@{each['edition']} {each['digest']}" for each in record["editions"]]
    head = [
        *record["subject"].items(),
        (say("rulebooks"), "\n".join(rulebooks)),
        (say("as_of"), record["as_of"]),
        (say("log"), receipt["log"]),
        (say("record"), str(record["seq"])),
        (say("run"), run["id"]),
        (say("moment"), run["moment"]),
        (say("operator"), run["operator"] or say("nobody")),
        (say("engine"), run["engine"]),
    ]
    facts = [
        (name, say("unknown") if value is None else _stated(value)) for name, value in sorted(record["facts"].items())
    ]
    proof = [
        (say("hash"), record["hash"]),
        (say("trace"), record["trace_digest"]),
        (say("root", size=checkpoint["size"]), checkpoint["root"]),
        (say("receipt_hash"), receipt["hash"]),
    ]
    words = {name: say(name) for name in ("title", "lead", "told", "facts", "fact", "value", "proof", "how")}
    return page("receipt.html", language=language, words=words, head=head, told=told, facts=facts, proof=proof)


def _stated(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(", ".join(f"{name} {scalar(cell)}" for name, cell in entry.items()) for entry in value)
    return value if isinstance(value, str) else scalar(value)
