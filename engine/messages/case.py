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
        "missing-part",
        "error",
        "规则 `{rulebook}` 没有{kind} `{name}`，无法汇总案件",
        "the rulebook `{rulebook}` has no {kind} `{name}`, which a case is summed up by",
    ),
    Code(
        "K804",
        "undeclared-fact",
        "error",
        "规则 `{rulebook}` 没有声明事实 `{name}`",
        "the rulebook `{rulebook}` does not declare the fact `{name}`",
    ),
    Code(
        "K805",
        "subject-key",
        "error",
        "规则 `{rulebook}` 的对象由 `{found}` 识别，案件文件夹的账户由 `{wanted}` 识别",
        "the rulebook `{rulebook}` tells its subjects by `{found}`, the accounts of a case are told by `{wanted}`",
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
    Code(
        "K841",
        "mask-key-missing",
        "error",
        "按 training 脱敏需要密钥：同一密钥下同一人的代号始终相同",
        "masking for `training` needs a key: under one key a person keeps the same pseudonym",
    ),
    Code(
        "K842",
        "mask-key-unusable",
        "error",
        "密钥 `{file}` 不能用：{reason}",
        "the key `{file}` cannot be used: {reason}",
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
    "case.kind.decision": Words("判断", "decision"),
    "case.kind.outcome": Words("分级结果", "tier"),
    "case.kind.duty": Words("任务", "duty"),
    "case.help.subject": Words("写成 `{columns}`", "write it as `{columns}`"),
    "case.help.choices": Words("可选：{choices}", "the choices are {choices}"),
    "case.help.other_folder": Words("请用 -o 指定一个空的或新的文件夹", "name an empty or a new folder with -o"),
    "case.help.mask_key": Words(
        "用 --mask-key 指定一个保密的随机文件，例如 `head -c 32 /dev/urandom > case.key`",
        "name a secret file of random bytes with --mask-key, such as `head -c 32 /dev/urandom > case.key`",
    ),
    "case.reason.short_key": Words("少于 {least} 个字节", "it has fewer than {least} bytes"),
    "case.reason.plain": Words("{text}", "{text}"),
    "case.reason.not_a_folder": Words("它不是文件夹", "it is not a folder"),
    "case.help.setting": Words("请在规则的 parameters 中加上它", "add it to the `parameters` of the rulebook"),
    # what is printed
    "case.funnel": Words("筛查漏斗", "funnel"),
    "case.number": Words("账户数", "accounts"),
    "case.taken": Words(
        "{taken:,} 个文件与上次读时相同，没有重读", "{taken:,} files are as they were last time and were not read again"
    ),
    "case.kept": Words(
        "读完的 {kept:,} 个文件记在 {folder}：改好后再导入一次，只读其余的文件",
        "{kept:,} files that were read are kept in {folder}: import again once it is mended, only the others are read",
    ),
    "case.rows": Words(
        "导入：读入 {read:,} 行，采用 {kept:,} 行，拒收 {rejected:,} 行",
        "import: {read:,} rows read, {kept:,} kept, {rejected:,} rejected",
    ),
    "case.overlaps": Words("一级账户重合点：{count} 项", "overlaps among tier-1 accounts: {count}"),
    "case.duties": Words(
        "案件 {case} 的任务：{owed} 项待办，{undetermined} 项是否须办未定",
        "duties of the case {case}: {owed} open, {undetermined} undetermined",
    ),
    "case.duties_more": Words(
        "另有 {count} 个案件的任务：共 {owed} 项待办，{undetermined} 项是否须办未定",
        "duties of {count} more cases: {owed} open, {undetermined} undetermined",
    ),
    "case.files": Words("已写出 {count} 个文件到 {out}", "{count} files written to {out}"),
    # the commands
    "cli.case": Words(
        "一个案件文件夹的全部工作：导入、事实、分级、重合点、任务、移送清单、报告。",
        "The whole job on one case folder.",
    ),
    "cli.facts": Words("只推导事实。", "Derive facts only."),
    "cli.import": Words("只读取银行流水。", "Read bank exports only."),
    "cli.explain": Words("说清一个对象的结论：为什么，为什么不是别的。", "Explain one subject: why and why not."),
    "cli.argument.folder": Words("案件文件夹。", "The case folder."),
    "cli.option.account": Words(
        "这份流水的本方账号（流水自己没有写时）", "whose account the one statement is, where it does not say itself"
    ),
    "cli.option.answers": Words(
        "对流水未写明之处的答复（answers.yaml）", "answers to what exports do not say (answers.yaml)"
    ),
    "cli.argument.sources": Words("银行流水文件或文件夹。", "Bank exports, files or folders."),
    "cli.option.out": Words("结果文件夹，整体替换。", "The folder of results, replaced as a whole."),
    "cli.option.mask": Words(
        "另写一份脱敏的报告和清单，放在结果文件夹的同名子文件夹，可多次。",
        "Write a masked copy of the report and lists beside the rest, in a folder of that name.",
    ),
    "cli.option.mask_key": Words("training 代号的密钥文件。", "Key file for the pseudonyms of `training`."),
    "cli.option.earlier": Words(
        "以往案件的结果文件夹，其一级账户一并比对重合点，可多次。",
        "Results of an earlier case to look for overlaps with.",
    ),
    "cli.option.of": Words("谁的事实：账户、人、案件。", "Whose facts: accounts, persons or cases."),
    "cli.option.subject": Words("对象，如 `C1/6222…`；末一栏唯一时可只写它。", "The subject, such as `C1/6222…`."),
    "cli.progress.case": Words("读取案件", "reading the case"),
    "cli.progress.facts": Words("推导事实", "deriving the facts"),
    "cli.progress.tiers": Words("判断分级", "deciding the tiers"),
    "cli.progress.overlaps": Words("查找重合点", "looking for overlaps"),
    "cli.progress.list": Words("整理移送清单", "making the hand-over list"),
    "cli.progress.evidence": Words("查找证据和最近的变化", "looking up evidence and nearest changes"),
    "cli.progress.files": Words("写出结果文件", "writing the results"),
    "cli.progress.log": Words("记入判断日志", "writing the decision log"),
    "cli.progress.report": Words("写出报告", "writing the report"),
    "cli.progress.copies": Words("写出脱敏副本", "writing a masked copy"),
    "cli.progress.import": Words(
        "已读 {files} 张表、{total} 行；{file}：{rows} 行", "{files} tables, {total} rows read; {file}: {rows} rows"
    ),
    # the funnel
    "funnel.accounts": Words("收到被害人转账的账户", "accounts that received a victim's money"),
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
    # the workbook
    "handover.title": Words("线索移送清单", "hand-over list"),
    "handover.basis": Words("{edition} {digest}，法律日期 {as_of}", "{edition} {digest}, law date {as_of}"),
    "handover.footer": Words("&L{basis}&R第 &P 页，共 &N 页", "&L{basis}&Rpage &P of &N"),
}
