"""Which boundary a text sets at a number: `三十万元以上`, `超过三十万元`, `不满三万元`, `三日内`.

Source: 刑法第九十九条 (以上、以下、以内 include the number); 民法典第一千二百五十九条 (不满、超过、以外 do not).
"""

import re
from dataclasses import dataclass
from typing import Literal

from engine.lint.measures import TIMES
from engine.lint.numerals import Numeral, plain

Bound = Literal["at_least", "more_than", "at_most", "less_than", "is"]

#: What is met where the other is not.
COMPLEMENT: dict[str, str] = {
    "at_least": "less_than",
    "less_than": "at_least",
    "more_than": "at_most",
    "at_most": "more_than",
    "is": "is_not",
    "is_not": "is",
}
_INCLUDED: dict[Bound, Bound] = {"more_than": "at_least", "less_than": "at_most"}
_EXCLUDED: dict[Bound, Bound] = {"at_least": "more_than", "at_most": "less_than"}

#: Words that mean a bound whatever stands before them.
_FIXED: dict[Bound, str] = {
    "at_least": "至少|最少|最低|最短|起码|起点|下限|门槛|不下于|不下|≥|≧|⩾|>=|=>",
    "more_than": "突破|>",
    "at_most": "至多|最多|最高|最长|最迟|至迟|顶多|上限|≤|≦|⩽|<=|=<",
    "less_than": "达不到|(?:不|未|没|没有|尚未)到|不足|未足|<",
}
#: Words that a negation turns into their complement: `不超过`, `未达到`, `不满`.
_TURNED: dict[Bound, str] = {
    "at_least": "(?:大|高|多)于(?:或|或者)?等于|等于(?:或|或者)?(?:大|高|多)于|(?:达到|等于)(?:或|或者)(?:超过|超出)"
    "|超过(?:或|或者)等于|达到|达|满",
    "more_than": "超过|超出|大于|高于|多于|逾|超",
    "at_most": "(?:小|低|少)于(?:或|或者)?等于|等于(?:或|或者)?(?:小|低|少)于",
    "less_than": "小于|低于|少于",
    "is": "等于|恰好|正好",
}
_NOT = "不得|不能|不应当?|不可以?|没有|尚未|并未|均未|未能|未曾|未|不|非"
#: What may stand between the word and the number.
_BETWEEN = r"(?:人民币|RMB|￥|¥|共计|合计|累计|总计|总额|规定的|[为是有了在的:\s“\"])*"
_BEFORE = re.compile(
    "(?:"
    + "|".join(f"(?P<fixed_{bound}>{words})" for bound, words in _FIXED.items())
    + f"|(?P<no>{_NOT})?(?:"
    + "|".join(f"(?P<{bound}>{words})" for bound, words in _TURNED.items())
    + "))"
    + _BETWEEN
    + r"\Z"
)
_AFTER_WORDS: dict[Bound, str] = {
    "at_least": "(?:及其?|或者?|和)?以上|或者?更多|为?(?:起点|下限|最低限)|起(?![诉算刑草因源用点])|≤|≦|<=",
    "at_most": "(?:及其?|或者?|和)?(?:以下(?!简?称|同|统称)|以内|之内)|或者?更少|为?(?:上限|最高限)"
    "|内(?![容部地陆心])|≥|≧|>=",
    "more_than": "以外|<",
    "less_than": ">",
}
#: These words bound nothing but a time, or anything but one.
_OF_TIMES = "内"
_NOT_OF_TIMES = "起"
_AFTER = re.compile(
    r"整?(?P<first>\([^()]{1,16}\))?(?:"
    + "|".join(f"(?P<{bound}>{words})" for bound, words in _AFTER_WORDS.items())
    + r")?(?P<second>\([^()]{1,16}\))?"
)
#: A text of many pages is looked at only this near to the number.
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Boundary:
    """The bounds that the words beside a number set; two where they contradict each other."""

    bounds: frozenset[Bound]
    said: str  #: the words, `…` for the number


def boundary(text: str, numeral: Numeral) -> Boundary | None:
    """Return what the words beside `numeral`, a number of `text`, say; None where there are none."""
    near = plain(text)
    before = _BEFORE.search(near[max(0, numeral.start - _NEAR) : numeral.start])
    after = _AFTER.match(near[numeral.end : numeral.end + 2 * _NEAR])
    found = [bound for bound in (_of_before(before), _of_after(after, numeral)) if bound]
    if not found:
        return None
    remark = "".join(after[name] or "" for name in ("first", "second")) if after else ""
    said = f"{before[0].strip() if before else ''}…{after[0] if after and _of_after(after, numeral) else ''}"
    return Boundary(frozenset(_remarked(bound, remark) for bound in found), said)


def _of_before(match: re.Match[str] | None) -> Bound | None:
    if match is None:
        return None
    for bound in _TURNED:
        if match.groupdict().get(f"fixed_{bound}"):
            return bound
        if match[bound]:
            return COMPLEMENT[bound] if match["no"] else bound  # type: ignore[return-value]  # a bound's is a bound
    return None


def _of_after(match: re.Match[str] | None, numeral: Numeral) -> Bound | None:
    if match is None:
        return None
    found = next((bound for bound in _AFTER_WORDS if match[bound]), None)
    wrong = _NOT_OF_TIMES if numeral.measure in TIMES else _OF_TIMES
    return None if found is None or match[found] == wrong else found


def _remarked(bound: Bound, remark: str) -> Bound:
    """Return `bound` as a remark in brackets changes it: `（含本数）`, `（不含）`."""
    if re.search("不含|不包括|不包含", remark):
        return _EXCLUDED.get(bound, bound)
    return _INCLUDED.get(bound, bound) if re.search("含|包括", remark) else bound
