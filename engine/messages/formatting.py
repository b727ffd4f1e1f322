"""What is said about the one form of files (Y7xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code(
        "Y701",
        "no-one-form",
        "error",
        "这个文件的写法排版后会改变意思，没有改动",
        "this file is written in a way that would not keep its meaning, it was left alone",
    ),
    Code("Y702", "nothing-to-format", "error", "`{name}` 中没有 YAML 文件", "there is no YAML file in `{name}`"),
)

PHRASES: dict[str, Words] = {
    "fmt.changed": Words("已排版：{name}", "formatted: {name}"),
    "fmt.would_change": Words("需要排版：{name}", "not in the one form: {name}"),
    "fmt.done": Words("{count} 个文件，{changed} 个改了排版", "{count} files, {changed} formatted"),
    "fmt.checked": Words("{count} 个文件，{changed} 个需要排版", "{count} files, {changed} not in the one form"),
    "cli.fmt": Words("把规则文件排成统一的版式，注释和意思不变。", "Put rulebook files into one form; comments and meaning stay."),
    "cli.argument.files": Words("文件、文件夹或规则的名称；缺省为全部规则和来源。", "Files, folders or names of rulebooks; all by default."),
    "cli.option.check": Words("只检查，不改文件；有需要排版的则退出码为 1。", "Change nothing; exit 1 where a file would change."),
}  # fmt: skip
