"""The worker may die: nobody is lost with it, nobody is decided twice."""

import os
import random
import signal
import threading
from contextlib import contextmanager, suppress

import misbehaving
import pytest

from engine.backends.durable import supervision
from engine.backends.durable.backend import BATCH, Confirmed, Durable, Failed
from engine.backends.durable.protocol import Task


def misbehave(monkeypatch, durable, facts, when):
    """Let the worker misbehave as `facts` do on the subjects for which `when` says so."""
    honest = durable._teller.task

    def task(known, truths):
        return Task(facts, ()) if when(known) else honest(known, truths)

    monkeypatch.setattr(durable._teller, "task", task)


REASONS = {
    misbehaving.Crash: "durable.reason.crash",
    misbehaving.Hang: "durable.reason.time",
    misbehaving.Hungry: "durable.reason.memory",
    misbehaving.Nonsense: "durable.reason.fault",
}


@pytest.mark.parametrize("facts", REASONS)
def test_a_subject_that_ends_the_worker_fails_and_the_others_go_on(monkeypatch, reference, accounts, limits, facts):
    subjects = accounts(BATCH + 44)
    with Durable(reference, traced=False, limits=limits) as durable:
        misbehave(monkeypatch, durable, facts(), lambda known: known["swept_count"] in (17, BATCH + 1))
        findings = list(durable.findings(subjects))

    assert len(subjects) == len(findings)
    assert [17, BATCH + 1] == [at for at, found in enumerate(findings) if isinstance(found, Failed)]
    assert {REASONS[facts]} == {found.reason.id for found in findings if isinstance(found, Failed)}
    assert [reference.verdict(known) for known in subjects if known["swept_count"] not in (17, BATCH + 1)] == [
        found.verdict for found in findings if isinstance(found, Confirmed)
    ]


def test_a_worker_that_not_even_the_kernel_ends_in_time_is_ended_from_outside(monkeypatch, reference, accounts, limits):
    monkeypatch.setattr(supervision, "_GRACE", 0.5)
    with Durable(reference, traced=False, limits=limits) as durable:
        misbehave(monkeypatch, durable, misbehaving.Deaf(), lambda known: known["swept_count"] == 1)
        findings = list(durable.findings(accounts(3)))

    assert [Confirmed, Failed, Confirmed] == [type(found) for found in findings]
    assert "durable.reason.time" == findings[1].reason.id


def test_the_worker_killed_a_hundred_times_loses_nobody(reference, accounts):
    subjects = accounts(2 * BATCH)
    verdicts = [reference.verdict(known) for known in subjects]
    killed: list[int] = []
    with Durable(reference, traced=False) as durable, killing(durable, killed):
        while len(killed) < 100:
            findings = list(durable.findings(subjects))

            assert len(subjects) == len(findings)
            for found, verdict in zip(findings, verdicts, strict=True):
                assert found.verdict is verdict if isinstance(found, Confirmed) else isinstance(found, Failed)
            assert sum(isinstance(found, Failed) for found in findings) <= len(killed)


@contextmanager
def killing(durable, killed):
    """Kill each worker at a random moment after it has come up."""
    chance = random.Random(3)  # noqa: S311 (the same moments each time)
    done = threading.Event()

    def kill():
        while not done.wait(chance.uniform(0.0, 0.2)):
            process = durable.process_id
            if process in killed:
                continue
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        done.set()
        killer.join()


def test_a_worker_found_dead_between_two_batches_is_replaced(reference, accounts):
    with Durable(reference, traced=False) as durable:
        first = durable.process_id
        os.kill(first, signal.SIGKILL)
        findings = list(durable.findings(accounts(3)))

        assert first != durable.process_id
    assert [Confirmed] * 3 == [type(found) for found in findings]


def test_a_worker_that_stands_still_is_replaced(monkeypatch, reference, accounts, limits):
    monkeypatch.setattr(supervision, "_GRACE", 0.5)
    with Durable(reference, traced=False, limits=limits) as durable:
        os.kill(durable.process_id, signal.SIGSTOP)
        findings = list(durable.findings(accounts(3 * BATCH)))

    assert [Confirmed] * 3 * BATCH == [type(found) for found in findings]


def test_the_worker_ends_when_it_is_not_needed_any_more(reference, accounts):
    with Durable(reference, traced=False) as durable:
        list(durable.findings(accounts(2)))
        process = durable.process_id
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_no_subject_at_all_is_no_error(reference):
    with Durable(reference, traced=False) as durable:
        assert [] == list(durable.findings([]))


@pytest.mark.parametrize("number", [1, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH])
def test_every_subject_is_there_once_in_the_order_given(reference, accounts, number):
    subjects = accounts(number)
    with Durable(reference, traced=False) as durable:
        findings = list(durable.findings(subjects))

    assert [reference.verdict(known) for known in subjects] == [found.verdict for found in findings]
