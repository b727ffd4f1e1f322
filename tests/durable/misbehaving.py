"""Facts that make the worker misbehave when it goes through them, each in its way. They are made in the worker."""

import os
import signal
from collections.abc import Iterator


class Crash:
    """What a fault in the C code does."""

    def __iter__(self) -> Iterator[str]:
        os.kill(os.getpid(), signal.SIGSEGV)
        return iter(())


class Hang:
    """What an endless loop in the C code does: no signal of Python gets through."""

    def __iter__(self) -> Iterator[str]:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        while True:
            pass


class Deaf:
    """As `Hang`, with the time limit of the kernel put off: only the process outside can end it."""

    def __iter__(self) -> Iterator[str]:
        signal.setitimer(signal.ITIMER_REAL, 0)
        while True:
            pass


class Hungry:
    """What a leak comes to."""

    def __iter__(self) -> Iterator[str]:
        return iter([str(bytearray(1 << 30))])


class Nonsense:
    """What a fact that is no JSON does."""

    def __iter__(self) -> Iterator[str]:
        return iter(["{"])
