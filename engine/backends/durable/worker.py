"""The process in which durable_rules runs. It may crash, hang or run out of memory: nothing is lost with it.

Started by `supervision` as a new interpreter, not as a copy of the calling process: a copy would take threads and
locks of libraries along in whatever state they are in.
"""

import os
import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from engine.backends.durable.protocol import Batch, Fault, Limits, Ready, Start, Unavailable


def main(descriptor: int) -> None:
    """Serve the process at the other end of `descriptor` until it hangs up."""
    connection = Connection(descriptor)
    start: Start = connection.recv()
    _limit(start.limits)
    try:
        _serve(connection, start)
    except EOFError:
        os._exit(0)
    except BaseException as fault:  # noqa: BLE001 (whatever it is, it is reported and this process ends)
        # what the C code left behind is not to be trusted, and not to be tidied up either
        connection.send(Fault(memory=isinstance(fault, MemoryError), text=f"{type(fault).__name__}: {fault}"))
        os._exit(1)


def _limit(limits: Limits) -> None:
    allowed = resource.getrlimit(resource.RLIMIT_AS)[1]
    memory = limits.memory if allowed == resource.RLIM_INFINITY else min(limits.memory, allowed)
    with suppress(ValueError):  # macOS knows the limit and does not let it be set; the time limit remains
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold account numbers


def _serve(connection: Connection, start: Start) -> None:
    try:
        from engine.backends.durable.runner import Runner  # noqa: PLC0415 (that it cannot be imported is an answer)
    except ImportError as fault:
        connection.send(Unavailable(str(fault)))
        return
    # the kernel ends this process at the time limit, wherever in the C code it hangs, even if nobody waits for it
    signal.setitimer(signal.ITIMER_REAL, start.limits.seconds)
    runner = Runner(start.plan, traced=start.traced)
    signal.setitimer(signal.ITIMER_REAL, 0)
    connection.send(Ready())
    while True:
        batch: Batch = connection.recv()
        signal.setitimer(signal.ITIMER_REAL, start.limits.seconds)
        answer = [runner.run(task.facts, task.truths) for task in batch]
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(answer)
