"""What is said about a run over a case folder: its settings, its output folder, its subjects (K8xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code(
        "K801",
        "missing-setting",
        "error",
        "规则没有参数 `{name}`，无法据以推导事实",
        "the rulebook has no parameter `{name}`, which the facts are derived with",
    ),
    Code(
        "K802",
        "setting-unit",
        "error",
        "参数 `{name}` 的单位应为{wanted}",
        "the parameter `{name}` must be {wanted}",
    ),
    Code(
        "K803",
        "missing-decision",
        "error",
        "规则 `{rulebook}` 没有判断 `{name}`，无法汇总案件",
        "the rulebook `{rulebook}` has no decision `{name}`, which a case is summed up by",
    ),
    Code(
        "K804",
        "undeclared-fact",
        "error",
        "规则 `{rulebook}` 没有声明事实 `{name}`",
        "the rulebook `{rulebook}` does not declare the fact `{name}`",
    ),
    Code(
        "K811",
        "case-key-unused",
        "warning",
        "没有规则使用 `{key}`，未采用",
        "no rulebook declares `{key}`, it was not used",
    ),
    Code(
        "K812",
        "case-value-unknown",
        "warning",
        "`{key}` 的值 `{text}` 不是{wanted}，按未知处理",
        "`{key}` is `{text}`, which is not {wanted}; it is taken as unknown",
    ),
    Code(
        "K813",
        "duties-not-in-force",
        "warning",
        "`{rulebook}` 在 {day} 没有有效版本，没有列出案件任务",
        "no edition of `{rulebook}` is in force on {day}, so no duties of the cases are listed",
    ),
    Code("K814", "no-subjects", "warning", "没有任何账户收到被害人转账", "no account received a transfer of a victim"),
    Code(
        "K821",
        "foreign-file",
        "error",
        "输出文件夹 `{folder}` 中有 `{name}`，不是本程序写的，未改动任何文件",
        "the output folder `{folder}` holds `{name}`, which this program did not write; nothing was changed",
    ),
    Code(
        "K822",
        "unwritable-output",
        "error",
        "无法写入 `{folder}`：{reason}",
        "`{folder}` cannot be written: {reason}",
    ),
    Code(
        "K823",
        "output-in-input",
        "error",
        "输出文件夹 `{folder}` 在案件文件夹之内",
        "the output folder `{folder}` is inside the case folder",
    ),
    Code("K831", "unknown-subject", "error", "没有对象 `{subject}`", "there is no subject `{subject}`"),
    Code(
        "K832",
        "ambiguous-subject",
        "error",
        "`{subject}` 对应多个对象：{found}",
        "`{subject}` names several subjects: {found}",
    ),
)

PHRASES: dict[str, Words] = {
    "case.help.subject": Words("写成 `{columns}`", "write it as `{columns}`"),
    "case.help.choices": Words("可选：{choices}", "the choices are {choices}"),
    "case.help.other_folder": Words("请用 -o 指定一个空的或新的文件夹", "name an empty or a new folder with -o"),
    "case.help.setting": Words("请在规则的 parameters 中加上它", "add it to the `parameters` of the rulebook"),
    # the funnel
    "funnel.accounts": Words("一级账户（收到被害人转账）", "accounts that received a victim's money"),
    "funnel.dropped_amount": Words("金额无异常（Amount）剔除", "dropped by Amount"),
    "funnel.dropped_frequency": Words("无快进快出（Frequency）剔除", "dropped by Frequency"),
    "funnel.dropped_otherwise": Words("其他原因剔除", "dropped for another reason"),
    "funnel.tier_1": Words("一级可疑账户", "tier 1"),
    "funnel.tier_2": Words("二级可疑账户", "tier 2"),
    "funnel.undetermined": Words("事实不明，分级未定", "undetermined"),
    "funnel.screened": Words("两步筛查后留下", "left after both screens"),
    "funnel.in_registry": Words("户主已在办案信息库", "already in the registry"),
    "funnel.registry_unknown": Words("是否在库不明", "unknown whether in the registry"),
    "funnel.to_hand_over": Words("应移送比对", "to hand over"),
}
