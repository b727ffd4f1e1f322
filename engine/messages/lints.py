"""What is said about lints of rulebooks (N7xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code("N701", "quote-number", "error", "{name}现为 {value}，引文写的却是 {said}", "{name} is {value}, but the quote says {said}"),
    Code("N702", "quote-without-number", "error", "参数 `{name}` 的引文里没有可核对的数：`{quote}`", "the quote of the parameter `{name}` names no number to hold it against: `{quote}`"),
    Code("N703", "quote-source", "error", "来源 `{cite}` 的原文里没有这句引文：`{quote}`", "the article `{cite}` does not contain the quote `{quote}`"),
)

PHRASES: dict[str, Words] = {
    "help.quote_number": Words("请连同出处和引文一起改；没有出处的数写 `setting: 理由`", "change the number together with its source and quote, or give `setting:` with a reason"),
    "help.quote_source": Words("原文是：{text}", "the text is: {text}"),
    "label.quote": Words("引文在这里", "the quote stands here"),
}
