"""What is said about the tests beside a rulebook (T8xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = (
    Code("T801", "unknown-test-fact", "error", "规则没有声明事实 `{name}`", "the rulebook declares no fact `{name}`"),
    Code("T802", "unknown-test-name", "error", "规则没有名为 `{name}` 的{what}", "the rulebook has no {what} named `{name}`"),
    Code("T803", "test-named-twice", "error", "两个测试同名：`{name}`", "two tests are named `{name}`"),
    Code("T804", "test-not-here", "error", "测试写的是 `{given}`，应为 `{expected}`", "the tests are for `{given}`, not for `{expected}`"),
    Code("T805", "tests-missing", "error", "此版本没有 tests.yaml", "this edition has no tests.yaml"),
    Code("T806", "test-outcome", "error", "`{value}` 不是判断 `{decision}` 的结果", "`{value}` is no outcome of the decision `{decision}`"),
    Code("T807", "test-due", "error", "`{text}` 写不成这一任务的届满之日或时刻", "`{text}` is no day or moment on which this duty can be due"),
    Code("T808", "test-duty-twice", "error", "任务 `{name}` 写了两次", "the duty `{name}` is stated twice"),
)  # fmt: skip

PHRASES: dict[str, Words] = {
    "what.decision": Words("判断", "decision"),
    "what.flag": Words("提示", "flag"),
    "what.duty": Words("任务", "duty"),
    "what.parameter": Words("参数", "parameter"),
    "what.rule": Words("规则", "rule"),
    "suite.outcome": Words("{name}：应为 {wanted}，实为 {found}", "{name}: wanted {wanted}, found {found}"),
    "suite.because": Words("{name} 的依据：应为 {wanted}，实为 {found}", "{name} because: wanted {wanted}, found {found}"),
    "suite.undetermined": Words("{name} 待查事实：应为 {wanted}，实为 {found}", "{name} would be decided by: wanted {wanted}, found {found}"),
    "suite.flags": Words("提示：应为 {wanted}，实为 {found}", "flags: wanted {wanted}, found {found}"),
    "suite.duties": Words("任务：应为 {wanted}，实为 {found}", "duties: wanted {wanted}, found {found}"),
    "suite.duty_due": Words("任务 {name} 的届满：应为 {wanted}，实为 {found}（{counted}）", "duty {name} is due: wanted {wanted}, found {found} ({counted})"),
    "suite.duty_status": Words("任务 {name} 的状态：应为 {wanted}，实为 {found}", "status of duty {name}: wanted {wanted}, found {found}"),
    "suite.no_amount": Words("没有数额（不定或者不适用）", "no amount (undetermined, or none)"),
    "suite.nothing": Words("无", "none"),
    "suite.unknown_outcome": Words("未定", "undetermined"),
    "suite.conflict": Words("规则冲突", "conflict"),
}  # fmt: skip
