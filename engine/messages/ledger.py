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
    Code(
        "F654",
        "other-ledger-version",
        "error",
        "这是已导入流水的第 {found} 版格式，本程序读第 {wanted} 版",
        "this is an imported ledger of format version {found}; version {wanted} is read here",
    ),
    Code(
        "F655",
        "broken-ledger",
        "error",
        "已导入流水不完整或被改动过：`{part}`",
        "the imported ledger is incomplete or was changed: `{part}`",
    ),
    Code(
        "F656",
        "beside-imported-ledger",
        "error",
        "`{name}` 不属于这份已导入的流水",
        "`{name}` does not belong to this imported ledger",
    ),
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

#: A file that cannot be opened, and questions that a file leaves open: an answer in `answers.yaml` settles each.
_QUESTIONS = (
    Code(
        "F660",
        "own-account-unknown",
        "error",
        "这份流水（{profile}）没有写本方账号",
        "this statement ({profile}) does not say whose account it is",
    ),
    Code("F661", "locked-file", "error", "文件有密码", "the file is locked with a password"),
    Code("F662", "broken-file", "error", "文件损坏，无法打开", "the file is broken and cannot be opened"),
    Code("F663", "too-large", "error", "文件解开后过大，未读取", "unpacked the file is too large, it was not read"),
    Code(
        "F664",
        "direction-unknown",
        "error",
        "这份流水（{profile}）没有说明哪些是收、哪些是付",
        "this statement ({profile}) does not say what came in and what went out",
    ),
    Code(
        "F665",
        "read-in-two-ways",
        "error",
        "`{column}` 可能是 {headers} 中的不止一列",
        "more than one of {headers} may be `{column}`, or none is for certain",
    ),
    Code(
        "F666",
        "unknown-codes",
        "error",
        "`{column}` 中有不认识的代码：{texts}",
        "`{column}` has codes that are not known: {texts}",
    ),
    Code(
        "F667",
        "signs-unclear",
        "error",
        "支出（或全部）{rows} 行都是负数：负号是表示支出，还是都是冲正？",
        "all {rows} amounts of one direction are below zero: is the sign the direction, or are all of them reversals?",
    ),
    Code(
        "F668",
        "nothing-readable",
        "error",
        "没有一行能读懂（{rows} 行，主要原因：{reason}）",
        "no row could be read ({rows} rows, mostly: {reason})",
    ),
    Code(
        "F675",
        "other-unit",
        "error",
        "表头上方写明金额单位是“{unit}”，这份流水按{read}读，不能确定怎么换算",
        "a line above the header states amounts in `{unit}`, while this layout is read in {read}",
    ),
    Code(
        "F676",
        "another-table",
        "error",
        "这里起是另一张表（另一组列名或另一个本方账号），不能接在上面的流水后面读",
        "another table begins here (other headers, or another own account): it cannot be read as part of the one above",
    ),
    Code(
        "F677",
        "may-not-count",
        "error",
        "列 `{column}` 可能写明某笔已冲正或未成功，不知道哪些写法是",
        "the column `{column}` may say that a booking was undone or failed; which of its texts do is not known",
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
    Code(
        "F651",
        "inverted-conduct",
        "error",
        "`conduct_to` 早于 `conduct_from`",
        "`conduct_to` is before `conduct_from`",
    ),
    Code(
        "F652",
        "accounts-disagree",
        "warning",
        "账户 `{account}` 的 `{column}` 两处写法不同：`{one}`、`{other}`，留空",
        "`{column}` of the account `{account}` is stated in two ways, `{one}` and `{other}`, and left empty",
    ),
    Code(
        "F653",
        "masked-account",
        "warning",
        "转账账号 `{account}` 有掩码，对不上任何流水",
        "the account `{account}` of a transfer is masked and meets no booking",
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

_ROWS_OF_STATEMENTS = (
    Code(
        "F670",
        "neutral",
        "warning",
        "账单自己注明不计收支（自有资金划转、退款等）",
        "the statement itself counts it neither as received nor as paid",
    ),
    Code(
        "F671", "in-and-out", "warning", "同一行既有收入又有支出", "the row has an amount received and an amount paid"
    ),
    Code(
        "F672",
        "coverage-has-gaps",
        "warning",
        "账户 `{account}` 的材料期间不连续，只按最长一段（{begins} 至 {ends}）算有材料",
        "the material of account `{account}` has gaps: only its longest period ({begins} to {ends}) counts as covered",
    ),
    Code(
        "F674",
        "progress-not-kept",
        "warning",
        "导入进度不能保存在 `{folder}`（{reason}）：照常导入；若中断，须从头再来",
        "the progress of the import cannot be kept in `{folder}` ({reason}): it goes on, but begins anew if interrupted",
    ),
    Code(
        "F673",
        "unclear-sub-account",
        "warning",
        "子账户 `{account}` 的主账户不止一个或本身也是子账户，流水留在子账户上",
        "the sub-account `{account}` has several main accounts, or one that is a sub-account: its bookings stay where they are",
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
    Code("F692", "invalid-hubs", "error", "枢纽对手名单有误", "the list of hubs is wrong"),
    Code(
        "F693",
        "unreadable-store",
        "error",
        "`{name}` 不是以往案件留下的共同点文件",
        "`{name}` is not a file of attributes that an earlier case left",
    ),
    Code(
        "F694",
        "case-sum-out-of-range",
        "error",
        "案件 `{case_id}` 各账户的金额合计超出 64 位整数（分）",
        "the sum of the amounts of the accounts of case `{case_id}` leaves the 64-bit range (fen)",
    ),
    Code(
        "F695",
        "setting-out-of-range",
        "error",
        "参数 `{name}` 的值 {value} 超出范围",
        "the parameter `{name}` is {value}, out of range",
    ),
)

CODES: tuple[Code, ...] = (*_FILES, *_QUESTIONS, *_PREPARED, *_ROWS, *_ROWS_OF_STATEMENTS, *_FACTS)

PHRASES: dict[str, Words] = {
    "import.title": Words("导入报告", "Import report"),
    "import.total": Words(
        "共读 {read} 行：收 {kept} 行，拒 {rejected} 行。", "{read} rows read: {kept} kept, {rejected} rejected."
    ),
    "import.what": Words("项目", "item"),
    "import.value": Words("内容", "value"),
    "import.profile": Words("导入模板", "profile"),
    "import.encoding": Words("编码", "encoding"),
    "import.sha256": Words("SHA-256（文件）", "SHA-256 of the file"),
    "import.rows_read": Words("读到的行", "rows read"),
    "import.rows_kept": Words("收下的行", "rows kept"),
    "import.rejected": Words("拒收", "rejected"),
    "import.beside.above": Words("表头以上的说明行", "lines above the header"),
    "import.beside.below": Words("合计、说明等表尾行", "lines that close the table"),
    "import.beside.header_again": Words("重复的表头行", "headers that are repeated"),
    "import.not_understood": Words("读不懂而留空的单元格", "cells not understood and left empty"),
    "import.masked": Words("本方账号有掩码的行", "rows whose own account is masked"),
    "import.decorated": Words("去掉前后缀后读取的账号", "account numbers read without a prefix or suffix"),
    "import.without_counterparty": Words(
        "没有对手账号、也没有对手户名的行", "rows without an account or a name of the other side"
    ),
    "import.not_recognised": Words("不认识的列", "columns that are not known"),
    "import.filled": Words("各列填写情况", "how full the columns are"),
    "import.codes": Words("代码表", "code table"),
    "import.not_read": Words("认得、不含流水、未读取", "known, without bookings, not read"),
    "import.ignored": Words("隐藏和临时文件，未读取", "hidden and temporary files, not read"),
    "import.unanswered": Words(
        "查询任务失败、没有答复的账户（未知，不是零）",
        "accounts whose tasks failed without an answer (unknown, not zero)",
    ),
    "import.moved": Words(
        "子账户的 {rows} 行流水已记到主账户上。", "{rows} bookings of sub-accounts stand on the main account."
    ),
    "import.questions": Words(
        "下面的问题，流水自己没有写明。请核实后填好，存为案件文件夹中的 answers.yaml（或 `rules import --answers`），再导入一次。",
        "The exports do not answer these. Verify, fill in, and save as answers.yaml in the case folder (or `rules import --answers`), then import again.",
    ),
    "ledger.first_here": Words("第一次写在这里", "first stated here"),
    "ledger.stated_here": Words("另一处写在这里", "stated otherwise here"),
    "ledger.help.nearest_header": Words("最接近的表头是 `{name}`", "the nearest header is `{name}`"),
    "ledger.help.headers": Words("现有表头：{headers}", "the headers are: {headers}"),
    "ledger.help.cases": Words(
        "请写成 `cases:` 下的若干案件，每件有 `case_id`", "write the cases under `cases:`, each with a `case_id`"
    ),
    "ledger.help.save_as_csv": Words(
        "请导出为 CSV（账号列设为文本格式）", "export it as CSV, with account columns formatted as text"
    ),
    "ledger.help.no_pdf": Words(
        "PDF 无法可靠读出数字：请向银行索取电子表格（XLSX、CSV）",
        "numbers cannot be read reliably from PDF: ask the bank for a spreadsheet (XLSX, CSV)",
    ),
    "ledger.help.unlock": Words("请去掉密码后另存一份", "save a copy without the password"),
    "ledger.help.unpack": Words(
        "压缩包里还有压缩包：请先解开", "there is an archive inside the archive: unpack it first"
    ),
    "ledger.help.answer_account": Words(
        "请用 `--account` 写明本方账号，或在案件文件夹的 answers.yaml 中写 `account`",
        "state the own account with `--account`, or as `account` in answers.yaml of the case folder",
    ),
    "ledger.help.answer_direction": Words(
        "请在 answers.yaml 中用 `columns` 指明收付标志列，或用 `positive` 说明正数是收还是付",
        "name the column of the direction under `columns` in answers.yaml, or say under `positive` what an amount above zero is",
    ),
    "ledger.help.answer_columns": Words(
        "请在 answers.yaml 的 `columns` 中指明各列的含义", "say in answers.yaml under `columns` what each column is"
    ),
    "ledger.help.answer_codes": Words(
        "请向银行核实含义，写进 answers.yaml 的 `codes`",
        "ask the bank what they mean and write it into answers.yaml under `codes`",
    ),
    "ledger.help.answer_signs": Words(
        "请在 answers.yaml 中写 `signs: direction`（负号表示支出）或 `signs: reversal`（都是冲正）",
        "write `signs: direction` (the sign is the direction) or `signs: reversal` (they are reversals) into answers.yaml",
    ),
    "ledger.help.answer_unit": Words(
        "请核实后在 answers.yaml 中写 `unit: yuan` 或 `unit: fen`；其他单位请让提供方按元或分重新导出",
        "find out, and write `unit: yuan` or `unit: fen` into answers.yaml; in any other unit ask for another export",
    ),
    "ledger.help.answer_status": Words(
        "请在 answers.yaml 中写 `columns: {{status: [{column}]}}` 和 `codes: {{status: {{booked: [], reversed: [], failed: []}}}}`；与是否计入无关的，写 `columns: {{unused: [{column}]}}`",
        "write `columns: {{status: [{column}]}}` and `codes: {{status: {{booked: [], reversed: [], failed: []}}}}` into answers.yaml, or `columns: {{unused: [{column}]}}` where it tells nothing of the kind",
    ),
    "ledger.help.part_tables": Words(
        "请把下面的表另存为一个文件或工作表（连同它的表头），再导入一次",
        "save the table below with its header as a file or sheet of its own, and import again",
    ),
    "ledger.unit.yuan": Words("元", "yuan"),
    "ledger.unit.fen": Words("分", "fen"),
    "ledger.help.text_column": Words("请把账号、证件号列存成文本", "store accounts and identity numbers as text"),
    "ledger.help.import_again": Words(
        "请用 `rules import` 重新导入，并把其输出文件夹中的 Parquet 文件一起放入 `ledger/`",
        "import again with `rules import`, and put all Parquet files of its output into `ledger/`",
    ),
    "ledger.help.import_together": Words(
        "请把全部回单一起用 `rules import` 导入：重复行和冲正要放在一起才看得出",
        "import all exports together with `rules import`: repeated rows and reversals show only side by side",
    ),
    "ledger.help.original": Words("请向提供方重新索取原始文件", "ask for the original file again"),
    "ledger.help.copy_file": Words("请把文件本身放进案件文件夹", "put the file itself into the case folder"),
    "ledger.profile.not_mapping": Words("此处应为 `键: 值`", "a mapping is wanted here"),
    "ledger.profile.not_texts": Words("此处应为文字", "text is wanted here"),
    "ledger.profile.unknown_key": Words("不认识键 `{name}`", "the key `{name}` is not known"),
    "ledger.profile.missing": Words("缺少 `{name}`", "`{name}` is missing"),
    "ledger.profile.not_one_of": Words("此处只能写：{known}", "only these can stand here: {known}"),
    "ledger.profile.layout": Words("时间格式 `{text}` 会有两种读法", "the layout `{text}` can be read in two ways"),
    "ledger.profile.expression": Words("表达式 `{text}` 有误", "the expression `{text}` is wrong"),
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
    "facts.help.days": Words("应为 0 至 36500 日", "wanted are 0 to 36500 days"),
    "facts.help.seconds": Words("应为 0 秒至 36500 日", "wanted are 0 seconds to 36500 days"),
    "facts.help.fen": Words("不得为负，也不得超出 64 位整数（分）", "it is neither negative nor beyond 64 bits (fen)"),
    "facts.help.share": Words("比例不得为负", "a share is not negative"),
    "clues.help.hubs": Words(
        "只写 `exact` 和 `containing` 两张名单，每项为非空文字",
        "only the lists `exact` and `containing` can stand here, each item a text that is not empty",
    ),
    "clues.attribute.open_branch": Words("开户网点", "branch of opening"),
    "clues.attribute.open_place": Words("开户地", "place of opening"),
    "clues.attribute.withdrawal_place": Words("取现地点", "place of cash withdrawals"),
    "clues.attribute.holder_id": Words("户主证件号码", "holder's identity number"),
    "clues.attribute.phone": Words("联系电话", "phone"),
    "clues.attribute.agent": Words("代理人", "agent"),
    "clues.attribute.counterparty": Words("交易对手账号", "counterparty account"),
    "clues.attribute.ip": Words("IP 地址", "IP address"),
    "clues.attribute.mac": Words("MAC 地址", "MAC address"),
    "clues.attribute.terminal": Words("终端号", "terminal"),
    "clues.hand_over.number": Words("序号", "no."),
    "clues.hand_over.clue_number": Words("线索编号", "clue no."),
    "clues.hand_over.case_id": Words("案件编号", "case"),
    "clues.hand_over.account": Words("账卡号", "account"),
    "clues.hand_over.holder_name": Words("户名", "holder"),
    "clues.hand_over.id_type": Words("证件类型", "kind of document"),
    "clues.hand_over.holder_id": Words("证件号码", "identity number"),
    "clues.hand_over.bank": Words("开户行", "bank"),
    "clues.hand_over.open_branch": Words("开户网点", "branch of opening"),
    "clues.hand_over.open_place": Words("开户地", "place of opening"),
    "clues.hand_over.phone": Words("联系电话", "phone"),
    "clues.hand_over.victims": Words("被害人", "victims"),
    "clues.hand_over.victim_amount": Words("转入被骗资金（元）", "victims' money received (CNY)"),
    "clues.hand_over.victim_linked_amount": Words("其中流水印证（元）", "of it confirmed by the ledger (CNY)"),
    "clues.hand_over.first_paid_at": Words("首笔转入时间", "first paid at"),
    "clues.hand_over.incident_day": Words("涉案日", "incident day"),
    "clues.hand_over.day_turnover": Words("涉案日流水（元）", "turnover of the incident day (CNY)"),
    "clues.hand_over.week_daily_average": Words("此前基线期日均流水（元）", "daily average before (CNY)"),
    "clues.hand_over.multiple": Words("倍数", "times the average"),
    "clues.hand_over.pass_count": Words("快进快出（笔）", "pass-through pairs"),
    "clues.hand_over.pass_min_gap": Words("最短间隔（秒）", "shortest gap (s)"),
    "clues.hand_over.provable_amount": Words("最低可证实转出被骗资金（元）", "victims' money that surely left (CNY)"),
    "clues.hand_over.tier": Words("分级", "tier"),
    "clues.hand_over.rules": Words("命中规则及版本", "rules met and edition"),
    "clues.hand_over.in_registry": Words("是否在库", "in the registry"),
    "clues.hand_over.evidence": Words("证据行（文件:行）", "evidence (file:row)"),
    "clues.hand_over.verified_by": Words("核验人", "verified by"),
    "clues.hand_over.verified_at": Words("核验时间", "verified at"),
    "clues.hand_over.remark": Words("备注", "remark"),
}
