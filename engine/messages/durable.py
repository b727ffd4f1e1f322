"""What is said about the engines: durable_rules, and DuckDB over columns (U7xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code("U701", "too-large-for-durable", "error", "编译成 durable_rules 后有 {count} {what}，超过它能承受的 {limit} {what}", "as a durable_rules ruleset this is {count} {what}, more than the {limit} it can bear"),
    Code("U702", "durable-missing", "error", "无法使用 durable_rules：{reason}", "durable_rules cannot be used: {reason}"),
    Code("U703", "subject-failed", "error", "对象 `{subject}` 未能判断：{reason}", "the subject `{subject}` could not be decided: {reason}"),
    Code("U704", "engines-disagree", "error", "对象 `{subject}`：{engine} 与参考引擎的结论不一致", "the subject `{subject}`: {engine} and the reference come to different verdicts"),
    Code("U705", "reference-instead", "warning", "改用参考引擎，结论相同：{reason}", "the reference decides instead, the verdicts are the same: {reason}"),
    Code("U706", "too-wide-for-columns", "error", "由 {facts} 算出的数可能超过 38 位，按列计算无法保证精确", "what is computed from {facts} may come to more than 38 digits, which columns cannot hold exactly"),
)  # fmt: skip

PHRASES: dict[str, Words] = {
    "durable.rules": Words("条规则", "rules"),
    "durable.shards": Words("类事实", "kinds of facts"),
    "durable.help.reference": Words("请改用 `--engine reference`，结论相同", "use `--engine reference`, the verdicts are the same"),
    "durable.help.install": Words('请安装：`pip install durable-rules==2.0.28`（需要 C 编译器；Python 3.13 起先设 `CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject"`），或改用 `--engine reference`', 'install it: `pip install durable-rules==2.0.28` (needs a C compiler; from Python 3.13 on set `CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject"` first), or use `--engine reference`'),
    "durable.help.failed": Words("其余对象不受影响；请用 `--engine reference` 判断该对象", "the other subjects are not affected; decide this one with `--engine reference`"),
    "durable.help.disagree": Words("没有写出任何结果；请保存上面的两份推理过程并报告", "no result was written; keep both traces and report them"),
    "durable.failed": Words("未能判断：{reason}", "not decided: {reason}"),
    "durable.reason.crash": Words("引擎进程异常终止", "the process of the engine died"),
    "durable.reason.time": Words("超过时限（{seconds} 秒）", "it took longer than {seconds} seconds"),
    "durable.reason.memory": Words("超过内存上限（{megabytes} MB）", "it needed more than {megabytes} MB of memory"),
    "durable.reason.fault": Words("引擎报告错误：{text}", "the engine reported an error: {text}"),
}  # fmt: skip
