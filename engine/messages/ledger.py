"""What is said about bank exports, case folders, derived facts (F6xx)."""

from engine.messages.words import Code, Words

#: A file or a folder cannot be taken as it is.
_FILES = (
    Code("F601", "missing-file", "error", "案件文件夹 `{folder}` 中没有 `{name}`", "`{name}` is missing in `{folder}`"),
    Code("F602", "not-a-folder", "error", "`{name}` 不是文件夹", "`{name}` is not a folder"),
    Code("F603", "unreadable-export", "error", "系统无法读取文件 `{name}`", "the system cannot read the file `{name}`"),
    Code(
        "F604",
        "undecodable-text",
        "error",
        "文本既不是 UTF-8（第 {utf8} 字节，从 0 起）也不是 GB18030（第 {gb18030} 字节）",
        "the text is neither UTF-8 (byte {utf8}, from 0) nor GB18030 (byte {gb18030})",
    ),
    Code(
        "F605",
        "not-utf8",
        "error",
        "不是 UTF-8 文本：第 {offset} 字节（从 0 起）无法解码",
        "not UTF-8 text: byte {offset}, from 0, cannot be decoded",
    ),
    Code(
        "F606",
        "nul-byte",
        "error",
        "文本第 {offset} 字节（从 0 起）是 NUL",
        "the text has a NUL at byte {offset}, from 0",
    ),
    Code("F607", "bad-quoting", "error", "引号不成对，或引号后还有文字", "a quote is not closed, or text follows it"),
    Code(
        "F608",
        "cell-too-long",
        "error",
        "一个单元格或一行超过上限（单元格 {cell} 字，一行 {line} 字）",
        "a cell or a line is longer than the limit (a cell {cell} characters, a line {line})",
    ),
    Code("F609", "no-header", "error", "文件没有表头", "the file has no header"),
    Code(
        "F610",
        "unknown-layout",
        "error",
        "不认识这种表头：{headers}",
        "this layout is not known yet, its headers are: {headers}",
    ),
    Code(
        "F611",
        "unknown-file-kind",
        "error",
        "尚不能读取这种文件（{kind}）",
        "this kind of file ({kind}) cannot be read yet",
    ),
    Code("F612", "missing-column", "error", "缺少必需的列 `{column}`", "the required column `{column}` is missing"),
    Code("F613", "double-column", "error", "列 `{column}` 出现两次", "the column `{column}` stands twice"),
    Code(
        "F614",
        "column-type",
        "error",
        "列 `{column}` 的类型是 {found}，应为 {wanted}",
        "the column `{column}` has the type {found}, wanted is {wanted}",
    ),
    Code(
        "F615",
        "precision-lost-column",
        "error",
        "列 `{column}` 的类型是 {found}：浮点数已丢失精度",
        "the column `{column}` has the type {found}: floating point has lost digits",
    ),
    Code("F616", "unreadable-parquet", "error", "不是可读的 Parquet 文件", "not a readable Parquet file"),
    Code("F648", "nul-in-row", "error", "第 {row} 行有 NUL 字符", "row {row} has a NUL character"),
    Code(
        "F617",
        "link",
        "error",
        "案件文件夹中的链接 `{name}` 不予读取",
        "the link `{name}` inside the case folder is not followed",
    ),
    Code("F618", "invalid-profile", "error", "导入模板有误：{problem}", "the import profile is wrong: {problem}"),
    Code("F619", "empty-ledger", "warning", "`{name}` 中没有任何流水文件", "there is no ledger file in `{name}`"),
    Code(
        "F620",
        "unknown-column",
        "warning",
        "不认识列 `{column}`，未读取",
        "the column `{column}` is not known and was not read",
    ),
)

#: `case.yaml`, `accounts.csv` and `registry.csv` are prepared by hand: what is wrong there is corrected there.
_PREPARED = (
    Code("F621", "no-cases", "error", "没有写任何案件", "no case is stated"),
    Code("F622", "case-not-mapping", "error", "案件应写成若干 `键: 值`", "a case is written as `key: value` lines"),
    Code("F623", "missing-case-id", "error", "案件缺少 `case_id`", "the case has no `case_id`"),
    Code("F624", "case-twice", "error", "案件 `{case_id}` 写了两次", "the case `{case_id}` stands twice"),
    Code(
        "F625", "case-value", "error", "`{key}` 的值 `{text}` 应为{wanted}", "`{key}` is `{text}`, wanted is {wanted}"
    ),
    Code("F626", "account-twice", "error", "账户 `{account}` 有两行", "the account `{account}` has two rows"),
    Code(
        "F627",
        "unreadable-day",
        "error",
        "`{column}` 的值 `{text}` 不是 `2021-05-03` 式的日期",
        "`{column}` is `{text}`, not a day like `2021-05-03`",
    ),
    Code(
        "F628",
        "row-width",
        "error",
        "这一行有 {found} 格，表头有 {wanted} 格",
        "this row has {found} cells, the header {wanted}",
    ),
    Code(
        "F629",
        "inverted-coverage",
        "error",
        "`covered_to` 早于 `covered_from`",
        "`covered_to` is before `covered_from`",
    ),
    Code("F649", "row-without-account", "error", "这一行没有账号", "this row names no account"),
    Code(
        "F630",
        "transfer-without-case",
        "warning",
        "转账所属案件 `{case_id}` 不在 `case.yaml` 中",
        "the case `{case_id}` of a transfer is not in `case.yaml`",
    ),
)

#: Why a row was not taken; these stand in `rejects.csv` and in the import report.
_ROWS = (
    Code("F631", "empty-account", "warning", "本方账号为空", "the account is empty"),
    Code(
        "F632",
        "precision-lost",
        "warning",
        "账号被存成了浮点数，末几位已丢失",
        "the account was stored as a number and lost its last digits",
    ),
    Code("F633", "unreadable-moment", "warning", "时间无法识别", "the moment cannot be read"),
    Code("F634", "unknown-direction", "warning", "收付标志无法识别", "the direction is not known"),
    Code("F635", "unreadable-amount", "warning", "金额无法识别", "the amount cannot be read"),
    Code("F636", "more-than-two-decimals", "warning", "金额超过两位小数", "the amount has more than two decimals"),
    Code("F637", "zero-amount", "warning", "金额为零", "the amount is zero"),
    Code("F638", "amount-out-of-range", "warning", "金额超出范围", "the amount is out of range"),
    Code(
        "F639", "amount-not-positive", "warning", "被害人转账金额不大于零", "the transferred amount is not above zero"
    ),
    Code("F640", "unreadable-balance", "warning", "余额无法识别", "the balance cannot be read"),
    Code("F650", "blank-row", "warning", "整行为空", "the row is blank"),
    Code("F641", "unknown-status", "warning", "交易状态无法识别", "the status is not known"),
    Code("F642", "ragged-row", "warning", "单元格数与表头不符", "the row has not as many cells as the header"),
    Code("F643", "empty-case-id", "warning", "案件编号为空", "the case id is empty"),
    Code("F644", "other-currency", "warning", "不是人民币", "the currency is not CNY"),
    Code(
        "F645",
        "no-record",
        "warning",
        "查询无记录的反馈行，不是交易",
        "the bank's answer that there is no record, not a transaction",
    ),
    Code(
        "F646",
        "contradicting-feedback",
        "warning",
        "反馈为无记录或失败，行中却有金额",
        "the bank's answer says no record, yet the row has an amount",
    ),
    Code(
        "F647",
        "contradicting-precision",
        "warning",
        "`time_precision` 比时间的写法更精确或无法识别",
        "`time_precision` is not known, or finer than the moment is written",
    ),
)

#: What shows only when the facts are derived.
_FACTS = (
    Code(
        "F690",
        "nothing-to-undo",
        "warning",
        "负金额（冲正）找不到被冲的原交易",
        "a negative amount (a reversal) finds no booking that it undoes",
    ),
    Code(
        "F691",
        "sum-out-of-range",
        "error",
        "账户 `{account}` 的金额合计超出 64 位整数（分）",
        "the sum of the amounts of account `{account}` leaves the 64-bit range (fen)",
    ),
)

CODES: tuple[Code, ...] = (*_FILES, *_PREPARED, *_ROWS, *_FACTS)

PHRASES: dict[str, Words] = {
    "ledger.first_here": Words("第一次写在这里", "first stated here"),
    "ledger.help.nearest_header": Words("最接近的表头是 `{name}`", "the nearest header is `{name}`"),
    "ledger.help.headers": Words("现有表头：{headers}", "the headers are: {headers}"),
    "ledger.help.cases": Words(
        "请写成 `cases:` 下的若干案件，每件有 `case_id`", "write the cases under `cases:`, each with a `case_id`"
    ),
    "ledger.help.save_as_csv": Words(
        "请导出为 CSV（账号列设为文本格式）", "export it as CSV, with account columns formatted as text"
    ),
    "ledger.help.text_column": Words("请把账号、证件号列存成文本", "store accounts and identity numbers as text"),
    "ledger.help.original": Words("请向提供方重新索取原始文件", "ask for the original file again"),
    "ledger.help.copy_file": Words("请把文件本身放进案件文件夹", "put the file itself into the case folder"),
    "ledger.profile.not_mapping": Words("此处应为 `键: 值`", "a mapping is wanted here"),
    "ledger.profile.not_texts": Words("此处应为文字", "text is wanted here"),
    "ledger.profile.unknown_key": Words("不认识键 `{name}`", "the key `{name}` is not known"),
    "ledger.profile.missing": Words("缺少 `{name}`", "`{name}` is missing"),
    "ledger.profile.not_one_of": Words("此处只能写：{known}", "only these can stand here: {known}"),
    "ledger.profile.layout": Words("时间格式 `{text}` 会有两种读法", "the layout `{text}` can be read in two ways"),
    "ledger.profile.code_twice": Words("代码 `{text}` 写了两次", "the code `{text}` stands twice"),
    "ledger.profile.header_twice": Words("表头 `{name}` 写了两次", "the header `{name}` stands twice"),
    "ledger.wanted.text": Words("文字", "text"),
    "ledger.wanted.money": Words("以元为单位、至多两位小数的金额", "an amount in yuan with at most two decimals"),
    "ledger.wanted.day": Words("`2021-05-03` 式的日期", "a day like `2021-05-03`"),
    "ledger.wanted.moment": Words("`2021-05-03T10:02:11` 式的时间", "a moment like `2021-05-03T10:02:11`"),
    "ledger.wanted.victim_kind": Words("`person` 或 `enterprise`", "`person` or `enterprise`"),
    "ledger.wanted.int64": Words("64 位整数（分）", "a 64-bit integer (fen)"),
    "ledger.wanted.integer": Words("整数", "an integer"),
    "ledger.wanted.flag": Words("布尔值", "a boolean"),
    "ledger.wanted.civil_moment": Words("不带时区的时间戳，或文本", "a timestamp without time zone, or text"),
}
