"""What is said about YAML reading (D1xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code(
        "D101", "unreadable-file", "error", "无法读取文件 `{name}`：{reason}", "cannot read the file `{name}`: {reason}"
    ),
    Code(
        "D102",
        "file-too-large",
        "error",
        "文件有 {size} 字节，超过上限 {limit} 字节",
        "the file has {size} bytes, more than the limit of {limit}",
    ),
    Code(
        "D103",
        "not-utf8",
        "error",
        "不是 UTF-8 文本：第 {offset} 字节（从 0 起）`0x{byte}` 无法解码",
        "not UTF-8 text: byte `0x{byte}` at offset {offset} cannot be decoded",
    ),
    Code(
        "D104",
        "hidden-character",
        "error",
        "有看不见的字符 `U+{point}`（全文共 {count} 处）",
        "hidden character `U+{point}` ({count} in the file)",
    ),
    Code("D105", "yaml-syntax", "error", "不是合法的 YAML：{problem}", "not valid YAML: {problem}"),
    Code("D106", "tab-indentation", "error", "此处不能用制表符（Tab）", "a tab cannot stand here"),
    Code("D107", "empty-document", "error", "文件没有内容", "the file says nothing"),
    Code(
        "D108",
        "several-documents",
        "error",
        "一个文件只能有一份文档，此处开始了第二份",
        "a file holds one document, a second one starts here",
    ),
    Code("D109", "nested-too-deep", "error", "嵌套超过 {limit} 层", "nested deeper than {limit} levels"),
    Code("D110", "duplicate-key", "error", "键 `{name}` 写了两次", "the key `{name}` stands twice"),
    Code("D111", "anchor", "error", "不允许使用锚点 `&{name}`", "the anchor `&{name}` is not allowed"),
    Code("D112", "alias", "error", "不允许使用别名 `*{name}`", "the alias `*{name}` is not allowed"),
    Code("D113", "merge-key", "error", "不允许使用合并键 `<<`", "the merge key `<<` is not allowed"),
    Code("D114", "tag", "error", "不允许使用标签 `{name}`", "the tag `{name}` is not allowed"),
    Code("D115", "directive", "error", "不允许使用指令 `%{name}`", "the directive `%{name}` is not allowed"),
    Code("D116", "key-not-text", "error", "键必须是一个词", "a key must be a word"),
    Code(
        "D117",
        "number-too-long",
        "error",
        "这个数有 {digits} 位，超过上限 {limit} 位",
        "the number has {digits} digits, more than the limit of {limit}",
    ),
    Code(
        "D118",
        "reading-stopped",
        "error",
        "错误已有 {limit} 处，读到这里为止",
        "{limit} mistakes so far, the text is not read beyond this place",
    ),
)

PHRASES: dict[str, Words] = {
    "help.did_you_mean": Words("您是不是想写 `{name}`？", "did you mean `{name}`?"),
    "document.reason.missing": Words("文件不存在", "there is no such file"),
    "document.reason.not_a_file": Words("不是普通文件", "it is not a regular file"),
    "document.reason.refused": Words("系统拒绝读取", "the system refused to read it"),
    "document.first_here": Words("第一次写在这里", "first defined here"),
    "document.opened_here": Words("从这里开始", "it starts here"),
    "document.help.utf8": Words("请把文件另存为 UTF-8 编码", "save the file in the UTF-8 encoding"),
    "document.help.gb18030": Words(
        "文件像是 GB18030（GBK）编码，请另存为 UTF-8",
        "the file looks like GB18030 (GBK), save it in the UTF-8 encoding",
    ),
    "document.help.size": Words("请把文件拆成几个", "split the file"),
    "document.help.hidden": Words(
        "请删去该字符重新输入；它会使屏幕上看到的与程序读到的不一致",
        "delete it and type the text again; it makes the text on the screen differ from the text that is read",
    ),
    "document.help.tab": Words("请改用空格缩进", "indent with spaces"),
    "document.help.write_out": Words("请把内容在此处完整写出", "write the content out here"),
    "document.help.no_tag": Words(
        "请删去标签；要写成文字就加引号", "delete the tag; to make the value a text put it in quotes"
    ),
    "document.help.quotes": Words(
        "若是编号等文字，请加引号", "put it in quotes where it is a text such as an identifier"
    ),
    "document.help.delete": Words("请删去", "delete it"),
    "document.help.colon": Words(
        "文字里含冒号加空格时，请加引号", "put the text in quotes where it contains a colon and a space"
    ),
    "document.syntax.other": Words("此处读不下去", "it cannot be read on from here"),
    "document.syntax.token": Words(
        "文字不能以 `{character}` 开头，请加引号", "a text cannot start with `{character}` unless in quotes"
    ),
    "document.syntax.colon": Words("这一行缺少冒号，或冒号后缺少空格", "this line lacks a colon, or a space after it"),
    "document.syntax.value": Words(
        "这一行多了一个冒号，或缩进不对", "there is one colon too many, or the indentation is wrong"
    ),
    "document.syntax.item": Words("列表项 `-` 不能写在此处", "a list item `-` cannot stand here"),
    "document.syntax.key": Words("键不能写在此处", "a key cannot stand here"),
    "document.syntax.open_quote": Words("引号没有收尾", "the quotation mark is never closed"),
    "document.syntax.escape": Words("双引号里的反斜杠写法不对", "this backslash escape is not known in double quotes"),
    "document.syntax.block": Words("`|` 或 `>` 的写法不对", "the block text after `|` or `>` is not well formed"),
    "document.syntax.indentation": Words("缩进与上文不齐", "the indentation does not match the lines above"),
    "document.syntax.list_end": Words("方括号列表缺少 `,` 或 `]`", "the list in brackets lacks `,` or `]`"),
    "document.syntax.mapping_end": Words("花括号缺少 `,` 或 `}}`", "the mapping in braces lacks `,` or `}}`"),
    "document.syntax.content": Words("此处缺少内容", "content is missing here"),
    "document.syntax.after_end": Words("文档结束后还有内容", "there is content after the end of the document"),
}
