"""What the hand-over files say: the list, the model description table, the letter (H8xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code(
        "C916",
        "form-of-a-view",
        "error",
        "格式 {form} 不适用于这种显示",
        "the form {form} does not go with this view",
    ),
    Code(
        "H801",
        "no-word-support",
        "error",
        "没有安装写 Word 文件的部分，没有写移送函",
        "the part that writes Word files is not installed, no letter was written",
    ),
    Code(
        "H802",
        "letter-template",
        "error",
        "移送函模板 `{file}` 不能用：{reason}",
        "the template of the letter `{file}` cannot be used: {reason}",
    ),
)

PHRASES: dict[str, Words] = {
    "cli.option.letter": Words("另写移送函 letter.docx。", "Write a covering letter, letter.docx."),
    "cli.option.letter_template": Words("移送函的 Word 模板。", "Word template of the letter."),
    "letter.help.extra": Words("运行 `pip install 'after-rules[word]'`", "run `pip install 'after-rules[word]'`"),
    "letter.help.template": Words(
        "模板可用的字段见 docs/handover.md；先用 `rules new letter 文件名.docx` 得到一份再改",
        "docs/handover.md lists the fields; `rules new letter FILE.docx` gives one to edit",
    ),
    "letter.reason.no_word_file": Words("它不是 Word 文件（.docx）", "it is no Word file (.docx)"),
    "cli.help.forms": Words("可用：{forms}", "use one of {forms}"),
    "workbook.cut": Words("{text}…（全文见 CSV）", "{text}… (whole in the CSV)"),
    "handover.about": Words("说明", "about"),
    "handover.item": Words("项目", "item"),
    "handover.says": Words("内容", "content"),
    "handover.about.nature": Words("性质", "nature"),
    "handover.nature": Words(
        "线索筛查结果，须经人工审查；不是证据，不是对犯罪的认定",
        "screening result, human decision required; no evidence, no finding of crime",
    ),
    "handover.about.rulebook": Words("规则", "rulebook"),
    "handover.about.digest": Words("规则摘要", "digest of the rulebook"),
    "handover.about.as_of": Words("法律日期", "law date"),
    "handover.about.folder": Words("案件文件夹", "case folder"),
    "handover.about.count": Words("账户数", "accounts"),
    "handover.about.money": Words("金额", "money"),
    "handover.money": Words(
        "单位为元，精确到分，存为文字；≈ 表示四舍五入后的显示值，不参与判断",
        "in yuan to the fen, stored as text; ≈ marks a rounded value that is shown only",
    ),
    "handover.about.provable": Words("最低可证实", "surely left"),
    "handover.provable": Words(
        "转出超过转入前余额与其他转入之和的部分，不依赖先进先出等约定；余额缺失或不连续时只算到该处，空白为无法计算",
        "what went out beyond the balance before and all other inflows, whatever convention; blank where it cannot be told",
    ),
    "handover.about.by_hand": Words("人工填写", "filled in by hand"),
    "handover.by_hand": Words(
        "证件类型、核验人、核验时间、备注由承办人填写，程序不填",
        "the kind of document, who verified, when, and remarks are for the officer",
    ),
    "model.title": Words("模型说明表", "model description table"),
    "model.column.number": Words("序号", "number"),
    "model.column.model": Words("模型名称", "model"),
    "model.column.anomaly": Words("核心异常点", "anomaly"),
    "model.column.business": Words("业务口径", "in business words"),
    "model.column.indicators": Words("相关指标", "indicators"),
    "model.column.names": Words("英文名", "names"),
    "model.column.subject": Words("筛查对象", "subject"),
    "model.column.technical": Words("技术口径", "as a formula"),
    "model.column.code": Words("代码", "code"),
    "model.column.thresholds": Words("限制阈值指标", "thresholds"),
    "model.column.result": Words("可疑结果返回", "result"),
    "model.column.level": Words("风险等级", "level"),
    "model.subject.account": Words("账户", "account"),
    "model.subject.person": Words("人", "person"),
    "model.subject.case": Words("案件", "case"),
    "model.subject.enterprise": Words("单位", "enterprise"),
}
