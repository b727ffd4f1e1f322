"""The entry of `rules`: whatever happens ends in an exit code and words, never in a traceback."""

import gc
import io
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(100_000, 50, 50)  # one run makes much data and few cycles; looking for them costs a third of it
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:]
    # scripts ask often, and this takes a tenth of the time
    if arguments == ["version"] and "RULES_RULEBOOKS" not in os.environ:
        from engine.cli.versions import print_versions

        print_versions(())
        return
    from engine.cli.command_line import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
