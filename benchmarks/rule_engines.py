"""AFTER's tier decided by other rule engines and by hand, over the same accounts in memory; every answer compared.

The others do the two conditions and the tier. After Rules does flags, duties and what is open besides, and its full
trace has each number beside its threshold, source and quotation. Accounts with an unknown fact are left out: the others
have no third value. All engines are compiled once, outside the time.

    python benchmarks/rule_engines.py [--subjects 10000]      (the others: pip install '.[bench]')
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from eval_speed import known_tier, seconds
from shape import Row, Scale, against_first, show

from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook
from engine.driver.traces import TraceMode
from engine.program.program import Facts, Program

BY_HAND, WHOLE = "by hand in Python", "After Rules, full traces"
ASKED = ("day_turnover", "week_turnover", "pass_count", "victim_amount", "window_turnover")
EXPRESSION = {
    "zen": ("day_turnover > 0 and day_turnover * 7 >= week_turnover * 3", "pass_count >= 1"),
    "cel": (
        "day_turnover > 0 && day_turnover * 7 >= week_turnover * 3 && pass_count >= 1 ? "
        "(victim_amount >= 300000 && window_turnover >= 30000000 ? 'tier_1' : 'tier_2') : 'excluded'"
    ),
}
Decide = Callable[[dict[str, int]], Any]


def zen_engine(*, traced: bool) -> Decide:
    import zen  # noqa: PLC0415 (an extra)

    anomaly, passes = EXPRESSION["zen"]
    columns = [("a", "anomaly"), ("p", "passes"), ("v", "victim_amount"), ("w", "window_turnover")]
    table = [("true", "true", ">= 300000", ">= 30000000", "'tier_1'"), ("true", "true", "", "", "'tier_2'")]
    table.append(("", "", "", "", "'excluded'"))
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "two", "type": "expressionNode", "name": "two", "content": {"passThrough": True, "expressions": [
            {"id": "a", "key": "anomaly", "value": anomaly}, {"id": "p", "key": "passes", "value": passes}]}},
        {"id": "tier", "type": "decisionTableNode", "name": "tier", "content": {
            "hitPolicy": "first", "inputs": [{"id": i, "name": name, "field": name} for i, name in columns],
            "outputs": [{"id": "o", "name": "tier", "field": "tier"}],
            "rules": [{"_id": str(n), **dict(zip("apvwo", row, strict=True))} for n, row in enumerate(table)]}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]  # fmt: skip
    pairs = (("in", "two"), ("two", "tier"), ("tier", "out"))
    edges = [{"id": a, "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairs]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    options = {"trace": traced}
    return lambda facts: decision.evaluate(facts, options)["result"]["tier"]


def cel_python() -> Decide:
    import celpy  # noqa: PLC0415 (an extra)

    environment = celpy.Environment()
    program = environment.program(environment.compile(EXPRESSION["cel"]))
    return lambda facts: str(program.evaluate({name: celpy.celtypes.IntType(value) for name, value in facts.items()}))


def json_logic() -> Decide:
    from json_logic import jsonLogic  # noqa: PLC0415 (an extra)

    def fact(name: str) -> dict[str, str]:
        return {"var": name}

    jumped = {">=": [{"*": [fact("day_turnover"), 7]}, {"*": [fact("week_turnover"), 3]}]}
    both = {"and": [{">": [fact("day_turnover"), 0]}, jumped, {">=": [fact("pass_count"), 1]}]}
    large = {"and": [{">=": [fact("victim_amount"), 300_000]}, {">=": [fact("window_turnover"), 30_000_000]}]}
    rule = {"if": [both, {"if": [large, "tier_1", "tier_2"]}, "excluded"]}
    return lambda facts: jsonLogic(rule, facts)


def clipspy() -> Decide:
    import clips  # noqa: PLC0415 (an extra)

    environment = clips.Environment()
    slots = " ".join(f"(slot {name} (type INTEGER))" for name in ASKED)
    large = "(victim_amount ?v&:(>= ?v 300000)) (window_turnover ?w&:(>= ?w 30000000))"
    both = "(anomaly) (passes)"
    jumped = "(account (day_turnover ?d&:(> ?d 0)) (week_turnover ?w&:(>= (* ?d 7) (* ?w 3))))"
    last = "(declare (salience -10))"  # after the others have had their say
    for text in (
        f"(deftemplate account {slots})",
        "(deftemplate said (slot tier (type SYMBOL)))",
        f"(defrule A1 {jumped} => (assert (anomaly)))",
        "(defrule F1 (account (pass_count ?n&:(>= ?n 1))) => (assert (passes)))",
        f"(defrule T1 {both} (account {large}) => (assert (said (tier tier_1))))",
        f"(defrule T2 {both} (not (account {large})) => (assert (said (tier tier_2))))",
        f"(defrule T0 {last} (account) (not (and {both})) => (assert (said (tier excluded))))",
    ):
        environment.build(text)
    account, said = environment.find_template("account"), environment.find_template("said")

    def decide(facts: dict[str, int]) -> str:
        environment.reset()
        account.assert_fact(**facts)
        environment.run()
        return next(str(fact["tier"]) for fact in said.facts())

    return decide


OTHERS: tuple[tuple[str, Callable[[], Decide]], ...] = (
    ("zen-engine", lambda: zen_engine(traced=False)),
    ("zen-engine with its trace", lambda: zen_engine(traced=True)),
    ("cel-python", cel_python),
    ("json-logic", json_logic),
    ("clipspy", clipspy),
)


def known(program: Program, number: int) -> list[Facts]:
    """Return that many accounts of the benchmark of durable_rules of which every fact that is asked is known."""
    from durable_speed import accounts  # noqa: PLC0415 (durable_rules has no wheels for each Python)

    whole = (facts for facts in accounts(program, 10 * number) if all(facts[name] is not None for name in ASKED))
    return list(islice(whole, number))


def durable_rules(program: Program, subjects: list[Facts]) -> Callable[[], list[object]]:
    """Return the stock API of durable_rules over the subjects; it is told the truths of conditions, not the facts."""
    from durable_speed import Stock, Teller, plan_of  # noqa: PLC0415 (durable_rules has no wheels for each Python)

    reference = Reference(program)
    plan = plan_of(program)
    teller, stock = Teller(plan), Stock(plan)
    tasks = [teller.task(facts, reference.truths(facts)) for facts in subjects]
    return lambda: [stock.decide(task) for task in tasks]


def of_after_rules(program: Program, subjects: list[Facts], trace: TraceMode) -> list[object]:
    whole = [Subject(key=(("id", str(at)),), facts=facts) for at, facts in enumerate(subjects)]
    return [result.verdict.decision("tier").value for result in Evaluation(program, trace).results(whole)]


def rows(scale: Scale) -> Iterator[Row]:
    gc.disable()  # as the command line does
    program = open_rulebook("after", date(2022, 6, 1)).program
    subjects = known(program, scale.subjects)
    asked: list[dict[str, int]] = [{name: int(facts[name] or 0) for name in ASKED} for facts in subjects]
    expected = [known_tier(*(facts[name] for name in ASKED)) for facts in asked]
    works: list[tuple[str, Callable[[], object]]] = []
    skipped: list[Row] = []

    def over(decide: Decide) -> Callable[[], list[object]]:
        return lambda: [decide(facts) for facts in asked]

    def agreed(name: str, work: Callable[[], list[object]]) -> None:
        if work() != expected:
            sys.exit(f"{name} decides otherwise")
        works.append((name, work))

    agreed(BY_HAND, over(lambda facts: known_tier(*(facts[name] for name in ASKED))))
    for name, built in OTHERS:
        try:
            decide = built()
        except ModuleNotFoundError as error:
            skipped.append(
                Row(name=name, floor=BY_HAND, skipped=f"{error.name} is not installed: pip install '.[bench]'")
            )
            continue
        agreed(name, over(decide))
    works.append(("durable_rules, stock API", durable_rules(program, subjects)))
    agreed("After Rules, outcomes", lambda: of_after_rules(program, subjects, "none"))
    agreed(WHOLE, lambda: of_after_rules(program, subjects, "full"))
    found = list(against_first(works, seconds, len(subjects)))
    ratios = {row.name: row.ratio for row in found}
    rival = "zen-engine with its trace"
    for row in found:
        yield replace(row, target=round(ratios[rival], 1)) if row.name == WHOLE and rival in ratios else row
    yield from skipped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subjects", type=int, default=10_000)
    show(rows(Scale(subjects=parser.parse_args().subjects)))


if __name__ == "__main__":
    main()
