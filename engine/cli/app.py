"""The commands of `rules`, in the order in which `rules --help` shows them."""

from collections.abc import Callable, Mapping

import typer
from typer.core import TyperGroup

from engine.cli.audit import AUDIT_NAMES, audit
from engine.cli.case import case
from engine.cli.check import check
from engine.cli.code import code
from engine.cli.cover import cover
from engine.cli.diff import diff
from engine.cli.discharge import discharge
from engine.cli.duties import duties
from engine.cli.evaluate import evaluate
from engine.cli.explain import explain
from engine.cli.facts import facts, import_
from engine.cli.fmt import fmt
from engine.cli.law import law
from engine.cli.new import new
from engine.cli.options import bilingual
from engine.cli.release import release
from engine.cli.report import report
from engine.cli.schema import schema
from engine.cli.show import show
from engine.cli.stale import stale
from engine.cli.test import run_suites
from engine.cli.version import version

#: Name, function, help: analysts first, then legal staff, then everybody.
COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("case", case, "cli.case"),
    ("eval", evaluate, "cli.eval"),
    ("facts", facts, "cli.facts"),
    ("import", import_, "cli.import"),
    ("explain", explain, "cli.explain"),
    ("duties", duties, "cli.duties"),
    ("discharge", discharge, "cli.discharge"),
    ("report", report, "cli.report"),
    ("check", check, "cli.check"),
    ("test", run_suites, "cli.test"),
    ("cover", cover, "cli.cover"),
    ("diff", diff, "cli.diff"),
    ("show", show, "cli.show"),
    ("law", law, "cli.law"),
    ("stale", stale, "cli.stale"),
    ("fmt", fmt, "cli.fmt"),
    ("new", new, "cli.new"),
    ("release", release, "cli.release"),
    ("code", code, "cli.code"),
    ("schema", schema, "cli.schema"),
    ("version", version, "cli.version"),
)

#: A group of commands, and the command before which it stands.
GROUPS: tuple[tuple[str, Callable[[], typer.Typer], str], ...] = (("audit", audit, "code"),)

NAMES: tuple[str, ...] = tuple(
    each for name, _, _ in COMMANDS for each in (*(group for group, _, before in GROUPS if before == name), name)
)

#: The commands of each group.
GROUP_NAMES: Mapping[str, tuple[str, ...]] = {"audit": AUDIT_NAMES}


class _InOrder(TyperGroup):
    """Shows commands and groups in one order."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 (what it overrides has it)
        return list(NAMES)


def commands() -> typer.Typer:
    """Return the command line."""
    app = typer.Typer(
        name="rules",
        cls=_InOrder,
        help=bilingual("cli.rules"),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name, function, words in COMMANDS:
        app.command(name, help=bilingual(words))(function)
    for name, group, _ in GROUPS:
        app.add_typer(group(), name=name)
    return app
