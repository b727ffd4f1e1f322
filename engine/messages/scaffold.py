"""What is said about new families and editions (S7xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code(
        "S701",
        "no-place-for-rulebooks",
        "error",
        "不知道写到哪里：当前文件夹下没有 rulebooks/",
        "no place to write to: there is no rulebooks/ in this folder",
    ),
    Code("S702", "already-there", "error", "`{name}` 已经存在", "`{name}` is already there"),
    Code("S703", "not-a-family-name", "error", "`{name}` 不能作规则集的名称", "`{name}` cannot name a family"),
    Code(
        "S704",
        "what-to-make",
        "error",
        "只能新建 family、edition 或 letter，不能新建 `{name}`",
        "only a family, an edition or a letter can be made, not `{name}`",
    ),
    Code("S705", "day-missing", "error", "新版本要写明从哪天起", "a new edition needs its first day"),
)

PHRASES: dict[str, Words] = {
    "new.help.rulebooks": Words("请加 `--rulebooks 文件夹`", "add `--rulebooks DIR`"),
    "new.help.name": Words("用小写字母开头，只含小写字母、数字和下划线，如 `card_crime`", "begin with a lower case letter and use lower case letters, digits and underscores, as in `card_crime`"),
    "new.help.day": Words("写成 `rules new edition after 2027-01-01`", "write `rules new edition after 2027-01-01`"),
    "new.help.what": Words(
        "写成 `rules new family NAME`、`rules new edition FAMILY DAY` 或 `rules new letter FILE.docx`",
        "write `rules new family NAME`, `rules new edition FAMILY DAY` or `rules new letter FILE.docx`",
    ),
    "new.made": Words("新建：{name}", "made: {name}"),
    "new.next": Words("下一步：改内容，然后运行 `rules check {name}` 和 `rules test {name}`", "next: edit it, then run `rules check {name}` and `rules test {name}`"),
    "cli.new": Words("新建规则集或版本：草稿齐全，当即能通过检查和测试。", "Make a family or an edition: a complete draft that passes at once."),
    "cli.argument.what": Words("family、edition，或 letter（移送函模板）。", "What to make: family, edition, letter."),
    "cli.argument.family_name": Words("规则集的名称；模板的文件名。", "Name of the family, or of the file."),
    "cli.argument.day": Words("版本从哪天起；新规则集缺省为今天。", "First day of the edition; today for a new family."),
}  # fmt: skip
