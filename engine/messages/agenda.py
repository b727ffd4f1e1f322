"""What is said about duties on a day, and about recording them as done (Y1xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code("Y101", "not-a-duty", "error", "这一行不是一项任务", "this line is no duty"),
    Code("Y102", "no-duties-file", "error", "`{name}` 中没有 duties.jsonl", "there is no duties.jsonl in `{name}`"),
    Code(
        "Y103",
        "unknown-duty",
        "error",
        "没有对象 `{subject}` 的任务 `{duty}`",
        "there is no duty `{duty}` of `{subject}`",
    ),
    Code(
        "Y104",
        "ambiguous-duty",
        "error",
        "任务 `{duty}` 对应多个对象：{found}",
        "the duty `{duty}` is one of several subjects: {found}",
    ),
    Code(
        "Y105",
        "already-discharged",
        "error",
        "任务 `{duty}` 已于 {on} 记为办结（第 {number} 条）",
        "the duty `{duty}` was recorded as done on {on} (record {number})",
    ),
    Code(
        "Y106",
        "not-owed",
        "error",
        "任务 `{duty}` 是否须办未定，不能记为办结",
        "whether the duty `{duty}` is owed is not known, it cannot be recorded as done",
    ),
    Code(
        "Y107",
        "discharged-in-the-future",
        "error",
        "办结日 {on} 在记录当日 {today} 之后",
        "the day it was done, {on}, is after the day of the record, {today}",
    ),
    Code("Y108", "no-such-discharge", "error", "没有第 {number} 条办结记录", "there is no discharge {number}"),
    Code(
        "Y109",
        "discharges-altered",
        "error",
        "办结记录 `{name}` 从第 {index} 条起对不上，未采用",
        "the record of discharges `{name}` does not hold from line {index} on and was not used",
    ),
    Code(
        "Y110",
        "unreadable-evidence",
        "error",
        "无法读取证据文件 `{name}`：{reason}",
        "the evidence `{name}` cannot be read: {reason}",
    ),
    Code(
        "Y111",
        "discharge-without-duty",
        "warning",
        "有办结记录的任务 `{duty}`（{subject}）不在本次任务之中",
        "the duty `{duty}` of `{subject}`, recorded as done, is not among the duties of this run",
    ),
    Code(
        "Y112",
        "discharge-usage",
        "error",
        "记办结要写 --duty、--evidence 和 --by；撤回要写 --withdraw、--reason 和 --by",
        "a discharge needs --duty, --evidence and --by; a withdrawal --withdraw, --reason and --by",
    ),
)

PHRASES: dict[str, Words] = {
    "cli.duties": Words("某一天的任务：逾期、待办、已办结。", "The agenda of a day: overdue, open, discharged."),
    "cli.discharge": Words("把一项任务记为办结，或撤回一条记录。", "Record a duty as done, or withdraw a record."),
    "cli.argument.runs": Words(
        "`rules case` 的结果文件夹，或其中的 duties.jsonl。", "Result folders of `rules case`, or duties.jsonl."
    ),
    "cli.argument.run": Words("`rules case` 的结果文件夹。", "A result folder of `rules case`."),
    "cli.option.duties_on": Words("以哪一天计，缺省为今天。", "The day, today by default."),
    "cli.option.within": Words(
        "只列这么多天内到期的和已逾期的。", "Only what falls due within so many days, or is overdue."
    ),
    "cli.option.open": Words("不列已办结的。", "Leave out what is discharged."),
    "cli.option.fail_on_overdue": Words("有逾期任务时退出码为 1。", "Exit 1 where a duty is overdue."),
    "cli.option.duty": Words("任务名，如 hand_over。", "The duty, such as hand_over."),
    "cli.option.done_on": Words("哪一天办结，缺省为今天。", "The day it was done, today by default."),
    "cli.option.evidence": Words("办结的证据，如回执文号。", "What proves it, such as the number of a receipt."),
    "cli.option.evidence_file": Words(
        "证据文件，只记名称和摘要。", "The evidence as a file: its name and digest are recorded."
    ),
    "cli.option.by": Words("谁记的。", "Who records it."),
    "cli.option.withdraw": Words("撤回第几条办结记录。", "Withdraw this record."),
    "cli.option.reason": Words("为什么撤回。", "Why it is withdrawn."),
    "agenda.help.duties_file": Words("请用 `rules case` 重新生成", "make it again with `rules case`"),
    "agenda.help.run": Words("先运行 `rules case`", "run `rules case` first"),
    "agenda.help.subject": Words("用 --subject 写明对象", "name the subject with --subject"),
    "agenda.help.withdraw": Words(
        "记错了可以用 --withdraw {number} 撤回", "a wrong record can be withdrawn with --withdraw {number}"
    ),
    "agenda.help.verify": Words("用 `rules audit verify {name}` 查看", "see `rules audit verify {name}`"),
    "agenda.help.duties": Words("任务有：{names}", "the duties are {names}"),
    "agenda.status": Words("状态", "status"),
    "agenda.due": Words("期限", "due"),
    "agenda.left": Words("剩余", "left"),
    "agenda.subjects": Words("{first} 等 {count} 个", "{first} and others, {count} in all"),
    "agenda.duty": Words("任务", "duty"),
    "agenda.subject": Words("对象", "subject"),
    "agenda.owner": Words("责任人", "owner"),
    "agenda.note": Words("说明", "note"),
    "agenda.status.overdue": Words("逾期", "overdue"),
    "agenda.status.open": Words("待办", "open"),
    "agenda.status.error": Words("期限无法计算", "deadline cannot be computed"),
    "agenda.status.undetermined": Words("是否须办未定", "undetermined"),
    "agenda.status.discharged": Words("已办结", "discharged"),
    "agenda.days_left": Words("{days} 天", "{days} days"),
    "agenda.working_days_left": Words("{days} 天（{working} 个工作日）", "{days} days ({working} working)"),
    "agenda.today": Words("今天到期", "today"),
    "agenda.days_over": Words("超 {days} 天", "{days} days over"),
    "agenda.no_deadline": Words("无期限：{reason}", "no deadline: {reason}"),
    "agenda.unstated_deadline": Words("没有写明期限", "no deadline is stated"),
    "agenda.waits_for": Words("等查明：{facts}", "waits for {facts}"),
    "agenda.first": Words("先办：{first}", "first: {first}"),
    "agenda.evidence": Words("办结凭证：{evidence}", "proved by {evidence}"),
    "agenda.done": Words("{on} 办结，{by}：{evidence}", "done on {on}, {by}: {evidence}"),
    "agenda.done_by_facts": Words("案件事实表明已办结", "the facts of the case say so"),
    "agenda.file": Words("{text}（{file}，{digest}）", "{text} ({file}, {digest})"),
    "agenda.sum": Words(
        "{on}：逾期 {overdue}，待办 {open}，是否须办未定 {undetermined}，期限无法计算 {error}，已办结 {discharged}",
        "{on}: {overdue} overdue, {open} open, {undetermined} undetermined, {error} without a deadline that can be "
        "computed, {discharged} discharged",
    ),
    "agenda.title": Words("任务清单", "duties"),
    "agenda.done_column": Words("办结情况", "done"),
    "agenda.recorded": Words(
        "已记录：第 {number} 条，{duty}（{subject}）于 {on} 办结",
        "recorded as {number}: {duty} of {subject}, done on {on}",
    ),
    "agenda.withdrawn": Words("已撤回第 {number} 条", "record {number} is withdrawn"),
}
