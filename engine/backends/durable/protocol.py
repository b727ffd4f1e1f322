"""What `supervision` and `worker` say to each other, pickled over a pipe."""

from dataclasses import dataclass
from typing import NamedTuple

from engine.backends.durable.plan import Plan
from engine.backends.judging import Truths


class Fired(NamedTuple):
    """What fired for one subject, in order."""

    numbers: tuple[int, ...]  #: places in the rules of the plan
    bound: tuple[tuple[str, ...], ...]  #: ids of the facts each was bound to; empty where no trace is asked for


@dataclass(frozen=True, slots=True)
class Limits:
    """What the worker may use before its subject counts as failed."""

    seconds: float = 20.0  #: for one batch
    memory: int = 1 << 30  #: bytes of address space


@dataclass(frozen=True, slots=True)
class Start:
    plan: Plan
    traced: bool
    limits: Limits


class Task(NamedTuple):
    """One subject: its facts as durable_rules is told them, and the outcomes of the tests."""

    facts: tuple[str, ...]
    truths: Truths


Batch = list[Task]


@dataclass(frozen=True, slots=True)
class Ready:
    """durable_rules is there and holds the ruleset."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """durable_rules cannot be imported."""

    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The worker gave up and is about to end."""

    memory: bool
    text: str


#: What fired for each subject of a batch.
Answer = list[Fired]
