"""What is said about families, editions, sources, calendars (L4xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code("L401", "unknown-rulebook", "error", "没有名为 `{name}` 的规则", "no rulebook is named `{name}`"),
    Code("L402", "unknown-edition", "error", "规则 `{name}` 没有版本 `{edition}`", "the rulebook `{name}` has no edition `{edition}`"),
    Code("L403", "no-edition", "error", "规则 `{name}` 没有任何版本", "the rulebook `{name}` has no edition"),
    Code("L404", "not-yet-in-force", "error", "规则 `{name}` 在 {day} 尚未生效，最早版本自 {first} 起", "the rulebook `{name}` is not yet in force on {day}, its first edition begins {first}"),
    Code("L405", "repealed", "error", "规则 `{name}` 的版本 {edition} 已于 {repealed} 废止，在 {day} 无有效版本", "edition {edition} of `{name}` was repealed on {repealed}, none is in force on {day}"),
    Code("L406", "draft-only", "error", "规则 `{name}` 在 {day} 只有草案（{edition}），草案不作判断依据", "the rulebook `{name}` has only a draft on {day} ({edition}), a draft decides nothing"),
    Code("L407", "unknown-source", "error", "没有登记来源 `{id}`", "no source `{id}` is registered"),
    Code("L408", "unknown-article", "error", "来源 `{id}` 没有条目 `{article}`", "the source `{id}` has no article `{article}`"),
    Code("L409", "edition-folder", "error", "版本写作 {edition}，却放在文件夹 {folder} 里", "the edition says {edition} but stands in the folder {folder}"),
    Code("L410", "family-folder", "error", "规则族写作 `{family}`，却放在文件夹 `{folder}` 里", "the family says `{family}` but stands in the folder `{folder}`"),
    Code("L411", "rulebook-mismatch", "error", "此文件属于规则 `{name}`，不是 `{family}`", "this file says rulebook `{name}`, not `{family}`"),
    Code("L412", "unconfirmed-source", "error", "已发布的版本不得引用 {grade} 级来源 `{id}`", "a released edition must not rest on the source `{id}` of grade {grade}"),
    Code("L413", "source-file", "error", "来源写作 `{id}`，文件名却是 `{file}`", "the source says `{id}` but its file is named `{file}`"),
    Code("L414", "draft-source", "error", "已发布的版本不得引用草案 `{id}`", "a released edition must not cite the draft `{id}`"),
    Code("L415", "calendar-file", "error", "节假日历写作 `{id}`，文件名却是 `{file}`", "the calendar says `{id}` but its file is named `{file}`"),
    Code("L416", "day-of-another-year", "error", "{day} 不在 {year} 年内", "{day} is not in {year}"),
    Code("L417", "backward-period", "error", "结束日期 {last} 早于开始日期 {first}", "the last day {last} is before the first day {first}"),
    Code("L418", "day-arranged-twice", "error", "{day} 安排了两次", "{day} is arranged twice"),
    Code("L419", "workday-not-weekend", "error", "调休上班日 {day} 不是周六或周日", "the make-up working day {day} is no Saturday or Sunday"),
    Code("L420", "year-without-calendar", "error", "节假日历 `{id}` 没有 {year} 年的安排", "the calendar `{id}` has no arrangement for {year}"),
)  # fmt: skip

PHRASES: dict[str, Words] = {
    "help.register_source": Words("先在 sources/ 下登记该来源", "register the source under sources/ first"),
    "help.add_year": Words(
        "在 calendars/ 下按国务院办公厅的通知补上这一年",
        "add the year under calendars/ from the notice of the State Council's office",
    ),
    "help.editions": Words("现有版本：{editions}", "known editions: {editions}"),
}
