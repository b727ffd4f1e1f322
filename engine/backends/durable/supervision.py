"""Keeps a worker running: starts it, waits for it no longer than its limits, finds out what became of it."""

import os
import signal
import socket
import struct
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from engine.backends.durable.plan import Plan
from engine.backends.durable.protocol import Answer, Batch, Fault, Limits, Ready, Start, Unavailable
from engine.messages.words import Phrase, phrase

_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:]; from engine.backends.durable.worker import main; main(int(sys.argv[1]))"
)
#: Seconds beyond its limit after which a worker that did not end itself is ended.
_GRACE = 5.0
#: A new worker has this much longer: an interpreter starts and reads the ruleset.
_STARTING = 60.0


class LostWorkerError(Exception):
    """The worker is gone; `reason` says why, in words."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.id)
        self.reason = reason


class UnavailableError(Exception):
    """durable_rules cannot be used here."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.id)
        self.reason = reason


class Worker:
    """A worker process that holds one plan. One batch at a time is with it."""

    def __init__(self, plan: Plan, *, traced: bool, limits: Limits) -> None:
        self._order = Start(plan, traced, limits)
        self._limits = limits
        self._start()

    def _start(self) -> None:
        """Start the process. Raises `UnavailableError`."""
        self._connection, theirs = Pipe()
        _bound_writing(self._connection, self._limits.seconds)
        with theirs:
            self._process = self._opened(theirs.fileno())
        try:
            self._connection.send(self._order)
            answer = self._receive(_STARTING)
        except (LostWorkerError, OSError) as lost:
            reason = lost.reason if isinstance(lost, LostWorkerError) else self._end()
            raise UnavailableError(reason) from None
        if isinstance(answer, Unavailable):
            self._end()
            raise UnavailableError(phrase("durable.reason.fault", text=answer.text))

    def _opened(self, descriptor: int) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 (this interpreter, our own program)
                [sys.executable, "-I", "-c", _PROGRAM, str(descriptor), *sys.path],
                pass_fds=[descriptor],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt is for us; we hang up, and it ends
            )
        except (OSError, ValueError) as fault:  # no process to be had, or a system without descriptors to pass on
            raise UnavailableError(phrase("durable.reason.fault", text=str(fault))) from None

    @property
    def process_id(self) -> int:
        return self._process.pid

    def send(self, batch: Batch) -> None:
        """Hand `batch` over. Raises `LostWorkerError`."""
        try:
            self._connection.send(batch)
        except OSError:
            raise LostWorkerError(self._end()) from None

    def receive(self) -> Answer:
        """Return what fired for the batch that is with the worker. Raises `LostWorkerError`."""
        answer = self._receive(self._limits.seconds + _GRACE)
        assert isinstance(answer, list), "INVARIANT: a batch is answered with firings"  # noqa: S101 (a bug of ours)
        return answer

    def restart(self) -> None:
        """Start another process in place of one that is lost. Raises `UnavailableError`."""
        self.close()
        self._start()

    def close(self) -> None:
        """Hang up; the worker ends when it notices."""
        self._connection.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _receive(self, seconds: float) -> Answer | Ready | Unavailable:
        try:
            if not self._connection.poll(seconds):
                self._process.kill()
                self._process.wait()
                raise LostWorkerError(self._too_long())
            answer: Answer | Ready | Unavailable | Fault = self._connection.recv()
        except (EOFError, OSError):
            raise LostWorkerError(self._end()) from None
        if isinstance(answer, Fault):
            self._end()
            raise LostWorkerError(
                self._too_much() if answer.memory else phrase("durable.reason.fault", text=answer.text)
            )
        return answer

    def _end(self) -> Phrase:
        """Wait for a process that hung up, and return what ended it."""
        try:
            code = self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return self._too_long() if code == -signal.SIGALRM else phrase("durable.reason.crash")

    def _too_long(self) -> Phrase:
        return phrase("durable.reason.time", seconds=f"{self._limits.seconds:g}")

    def _too_much(self) -> Phrase:
        return phrase("durable.reason.memory", megabytes=self._limits.memory >> 20)


def _bound_writing(connection: "Connection[object, object]", seconds: float) -> None:
    """Let writing fail after `seconds`: a worker that stands still does not read, and would hold us up for ever."""
    whole = int(seconds)
    with socket.socket(fileno=os.dup(connection.fileno())) as end:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", whole, int((seconds - whole) * 1e6)))
