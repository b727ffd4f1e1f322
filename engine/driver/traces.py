"""The traces that are asked for, of subjects whose tests have turned out."""

from dataclasses import dataclass, replace
from typing import Literal

from engine.backends.judging import Truths
from engine.backends.reference import Reference
from engine.decision.trace import Firing, Trace
from engine.program.program import Facts
from engine.render.fired import fired

TraceMode = Literal["none", "fired", "full"]


@dataclass(frozen=True, slots=True)
class Traces:
    """Writes traces of one program, as much of them as is asked for."""

    reference: Reference
    mode: TraceMode

    def trace(self, facts: Facts, truths: Truths, firings: tuple[Firing, ...], engine: str) -> Trace | None:
        """Return the trace of `facts` as decided by `engine`, None where none is asked for."""
        if self.mode == "none":
            return None
        trace = self.reference.trace_on(facts, truths)
        return replace(fired(trace) if self.mode == "fired" else trace, engine=engine, firings=firings)
