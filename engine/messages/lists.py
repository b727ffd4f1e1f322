"""What is said about lists of facts and what is made of them (R323)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code("R323", "not-for-this-quantity", "error", "`{name}` 应为{unit}", "`{name}` must be {unit}"),
    Code("R326", "rounding-not-stated", "error", "数额 `{name}` 的 `{text}` 不一定得出整数，没有写明怎样取整", "`{text}` of the amount `{name}` may not come out whole and nothing says how to round it"),
    Code("R327", "shares-of-no-money", "error", "数额 `{name}` 是{unit}，只有金额可以分摊", "the amount `{name}` is {unit}, only money can be apportioned"),
    Code("E521", "contradictory-amounts", "error", "对象 `{subject}`：`{name}` 算不出来，直接溯源的合计多于待分的金额，或者有负数（{facts}）", "the subject `{subject}`: `{name}` cannot be computed, more is traced directly than there is to share, or a number is negative ({facts})"),
)  # fmt: skip

PHRASES: dict[str, Words] = {
    "amount.undetermined": Words("未定", "undetermined"),
    "amount.none": Words("没有这一数额", "there is none"),
    "amount.contradiction": Words("事实互相矛盾，算不出来", "the facts contradict each other, it cannot be computed"),
    "amount.at_odds": Words("互相矛盾的事实：{facts}", "facts at odds: {facts}"),
    "amount.shared": Words("共分 {given}，剩余 {remainder}", "{given} shared, {remainder} remains"),
    "amount.formula": Words("算法：{formula}", "formula: {formula}"),
    "amount.rounded.down": Words("算法：{formula}，不足一个单位（分）的舍去", "formula: {formula}, rounded down to a whole unit (fen)"),
    "amount.rounded.up": Words("算法：{formula}，不足一个单位（分）的进一", "formula: {formula}, rounded up to a whole unit (fen)"),
    "amount.apportioned": Words("算法：{pot}按{list}各项{member}的比例分，舍去不足一分的，余数不分", "formula: {pot} shared among {list} in proportion to {member}, rounded down to the fen, the rest is not shared"),
    "amount.first": Words("；先得{member}，从比例中减去", "; {member} comes first and is taken off the proportion"),
    "amount.capped": Words("；各以{member}为限", "; each at most {member}"),
    "show.amounts": Words("数额", "Amounts"),
    "explain.amounts": Words("数额", "Amounts"),
    "help.round": Words("写 `round: down`（舍去）或者 `round: up`（进一）", "write `round: down` or `round: up`"),
    "eval.help.contradictory": Words("核对溯源表和冻结金额，改正后重新计算", "check what was traced and what is frozen, and correct it"),
    "list.total": Words("{list}的{member}合计", "the sum of {member} of {list}"),
    "list.count_of": Words("{list}的项数", "the number of {list}"),
    "list.largest_total": Words("{within}内{list}的{member}最大合计", "the largest sum of {member} of {list} within {within}"),
    "list.largest_count": Words("{within}内{list}的最多项数", "the largest number of {list} within {within}"),
    "list.later": Words("{list}起满 {within}之日", "the day {within} after {list}"),
    "list.later_moment": Words("{list}起满 {within}之时", "the moment {within} after {list}"),
    "list.entry": Words("第 {at} 项", "entry {at}"),
    "list.entry_on": Words("第 {at} 项（{day}）", "entry {at} ({day})"),
    "list.added": Words("计入 {count} 项：{entries}", "{count} counted: {entries}"),
    "list.added_more": Words("计入 {count} 项，前几项：{entries}", "{count} counted, the first: {entries}"),
    "list.added_none": Words("没有计入任何一项", "no entry is counted"),
    "quantity.entries": Words("{count} 项", "{count} entries"),
    "quantity.days": Words("{number} 日", "{number} days"),
    "quantity.months": Words("{number} 个月", "{number} months"),
    "quantity.years": Words("{number} 年", "{number} years"),
}  # fmt: skip
