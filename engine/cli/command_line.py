"""One run of the command line: whatever happens ends in an exit code and words."""

import os
import sys
from collections.abc import Callable
from itertools import pairwise

import typer

from engine.cli.app import GROUP_NAMES, NAMES, commands
from engine.cli.output import forget_output
from engine.cli.running import DONE, EXIT_CODES, INTERNAL, print_report, refused, tell
from engine.messages.words import Language, Phrase, phrase
from engine.source.nearest import did_you_mean
from engine.source.report import Rejected

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def run(arguments: list[str]) -> int:
    """Return the exit code of `rules` with `arguments`."""
    language: Language = "en" if _speaks_english(arguments) else "zh"
    try:
        return _ended(lambda: commands()(args=arguments or ["--help"], prog_name="rules", standalone_mode=False))
    except typer.TyperException as error:
        return _refuse(_usage_error(error, arguments), language)
    except Rejected as rejected:
        return _refuse(rejected, language)
    except (KeyboardInterrupt, typer.Abort):
        tell(phrase("cli.stopped"), language)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough
        forget_output()
        return DONE
    except Exception as error:
        if os.environ.get("RULES_DEBUG"):
            raise
        _refuse(refused("C912", phrase("cli.help.internal"), kind=type(error).__name__), language)
        return INTERNAL


def _ended(command: Callable[[], object]) -> int:
    """Return the exit code of `command`; all it printed is out before."""
    code = command()
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _speaks_english(arguments: list[str]) -> bool:
    return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)


def _refuse(rejected: Rejected, language: Language) -> int:
    print_report(rejected.report, language)
    return EXIT_CODES[rejected.report.about]


def _usage_error(error: typer.TyperException, arguments: list[str]) -> Rejected:
    """Return what is wrong with `arguments`, in our words."""
    command = arguments[0] if arguments else ""
    if command and not command.startswith("-") and command not in NAMES:
        return refused("C902", did_you_mean(command, NAMES) or _usage("rules"), name=command)
    usage = _usage(f"rules {command}" if command in NAMES else "rules")
    if command in GROUP_NAMES and (wrong := _wrong_in_group(command, arguments)):
        return wrong
    if option := getattr(error, "option_name", None):
        near = did_you_mean(option, getattr(error, "possibilities", None) or ())
        if type(error).__name__ == "NoSuchOption":
            return refused("C903", near or usage, name=option)
    if type(error).__name__ == "MissingParameter":
        parameter = getattr(error, "param", None)
        return refused("C904", usage, name=getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))
    message = str(getattr(error, "message", error)).removeprefix("Value error, ")
    if message.startswith("Input should be a valid integer"):
        parameter = getattr(error, "param", None)
        name = str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "")).strip("[]")
        return refused("C901", usage, message=phrase("cli.usage.whole_number", name=name))
    return refused("C901", usage, message=message.removesuffix("."))


def _wrong_in_group(group: str, arguments: list[str]) -> Rejected | None:
    """Return what is wrong with the command asked of `group`: none, or one that it does not have."""
    name = next((argument for argument in arguments[1:] if not argument.startswith("-")), "")
    known = GROUP_NAMES[group]
    if name in known or (not name and len(arguments) > 1):
        return None
    if not name:
        return refused("C904", _usage(f"rules {group}"), name="COMMAND")
    return refused("C902", did_you_mean(name, known) or _usage(f"rules {group}"), name=f"{group} {name}")


def _usage(command: str) -> Phrase:
    return phrase("cli.help.usage", command=command)
