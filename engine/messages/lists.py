"""What is said about lists of facts and what is made of them (R323)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code("R323", "not-for-this-quantity", "error", "`{name}` 应为{unit}", "`{name}` must be {unit}"),
)  # fmt: skip

PHRASES: dict[str, Words] = {
    "list.total": Words("{list}的{member}合计", "the sum of {member} of {list}"),
    "list.count_of": Words("{list}的项数", "the number of {list}"),
    "list.largest_total": Words("{within}内{list}的{member}最大合计", "the largest sum of {member} of {list} within {within}"),
    "list.largest_count": Words("{within}内{list}的最多项数", "the largest number of {list} within {within}"),
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
