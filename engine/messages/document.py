"""What is said about YAML reading (D1xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = ()

PHRASES: dict[str, Words] = {
    "help.did_you_mean": Words("您是不是想写 `{name}`？", "did you mean `{name}`?"),
}
