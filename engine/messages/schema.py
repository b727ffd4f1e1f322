"""What is said about the shape of documents (D2xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code(
        "D201",
        "wrong-type",
        "error",
        "此处应为{expected}，实为{found}",
        "{expected} is expected here, {found} was found",
    ),
    Code("D202", "missing-key", "error", "缺少键 `{name}`", "the key `{name}` is missing"),
    Code("D203", "unknown-key", "error", "未知的键 `{name}`", "unknown key `{name}`"),
    Code("D204", "not-one-of", "error", "`{value}` 不是允许的取值", "`{value}` is not an allowed value"),
    Code("D205", "bad-form", "error", "`{value}` 不是{form}", "`{value}` is not {form}"),
    Code(
        "D206", "too-few", "error", "至少要有 {limit} 项，实有 {found} 项", "at least {limit} expected, {found} found"
    ),
    Code("D207", "too-many", "error", "最多 {limit} 项，实有 {found} 项", "at most {limit} expected, {found} found"),
    Code("D208", "missing-choice", "error", "缺少键，须写下列之一：{names}", "one of these keys is missing: {names}"),
    Code(
        "D209",
        "conflicting-keys",
        "error",
        "键 `{name}` 与 `{other}` 不能同用",
        "the key `{name}` cannot stand together with `{other}`",
    ),
    Code("D210", "repeated-item", "error", "`{value}` 写了两次", "`{value}` stands twice"),
    Code(
        "D211",
        "missing-companion",
        "error",
        "写了 `{other}` 就要写 `{name}`",
        "the key `{other}` needs the key `{name}` beside it",
    ),
    Code("D212", "empty-text", "error", "文字不能为空", "the text is empty"),
    Code("D213", "bad-key", "error", "键 `{name}` 不是{form}", "the key `{name}` is not {form}"),
    Code(
        "D214",
        "too-many-mistakes",
        "error",
        "错误不止 {limit} 处，其余没有列出",
        "there are more than {limit} mistakes, the rest are not listed",
    ),
)

PHRASES: dict[str, Words] = {
    "schema.type.string": Words("文字", "text"),
    "schema.type.number": Words("数", "a number"),
    "schema.type.integer": Words("整数", "a whole number"),
    "schema.type.boolean": Words("真假值（`true` 或 `false`）", "`true` or `false`"),
    "schema.type.null": Words("空（null）", "nothing (null)"),
    "schema.type.array": Words("列表", "a list"),
    "schema.type.object": Words("键值对（`键: 值`）", "keys with values"),
    "schema.or": Words("{first}或{second}", "{first} or {second}"),
    "schema.form.name": Words(
        "名称（小写字母开头，只含小写字母、数字和下划线）",
        "a name (lower case letters, digits and underscores, a letter first)",
    ),
    "schema.form.rule-id": Words(
        "规则编号（字母开头，只含字母、数字和 `.` `_` `-`）",
        "the id of a rule (a letter first, then letters, digits and `.` `_` `-`)",
    ),
    "schema.form.source-id": Words(
        "来源编号（只含小写字母、数字和连字符）",
        "the id of a source (lower case letters, digits and hyphens)",
    ),
    "schema.form.article-id": Words("条款编号（不含空格和 `#`）", "the id of an article (no spaces, no `#`)"),
    "schema.form.cite": Words("出处（写作 `来源#条款`）", "a citation (written `source#article`)"),
    "schema.form.member": Words(
        "列表的成员（写作 `列表.成员`，如 `acts.amount`）",
        "a member of a list (written `list.member`, such as `acts.amount`)",
    ),
    "schema.form.day": Words("日期（写作 `2022-01-01`）", "a day (written `2022-01-01`)"),
    "schema.form.url": Words("网址", "a web address"),
    "schema.form.year": Words("年份（写作 `2022`）", "a year (written `2022`)"),
    "schema.other_here": Words("另一个在这里", "the other one stands here"),
    "schema.first_here": Words("第一次写在这里", "it first stands here"),
    "schema.needed_here": Words("`{other}` 写在这里", "`{other}` stands here"),
    "schema.help.quotes": Words("要写成文字，请加引号", "put it in quotes to make it a text"),
    "schema.help.true_false": Words(
        "只能写 `true` 或 `false`，小写，不加引号", "write `true` or `false`, in lower case and without quotes"
    ),
    "schema.help.list": Words(
        "写成列表：`[…]`，或每项一行以 `- ` 开头", "write a list: `[…]`, or each item on a line of its own after `- `"
    ),
    "schema.help.allowed": Words("允许的取值：{values}", "allowed values: {values}"),
    "schema.help.keys": Words("可用的键：{names}", "known keys: {names}"),
}
