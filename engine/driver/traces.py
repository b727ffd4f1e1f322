"""The traces that are asked for, of subjects whose tests have turned out."""

from dataclasses import replace
from typing import Literal

from engine.backends.judging import Truths
from engine.backends.reference import Reference
from engine.decision.trace import Firing, Trace
from engine.program.program import Facts
from engine.render.fired import fired
from engine.render.trace_template import Template, TraceTexts

TraceMode = Literal["none", "fired", "full"]


class Traces:
    """Gives traces of one program, as much of them as is asked for."""

    def __init__(self, reference: Reference, mode: TraceMode) -> None:
        self.mode = mode
        #: Whether they are wanted as JSON alone, which is written ten times as fast as it is put together.
        self.as_json = False
        self._reference = reference
        self._texts: dict[str, TraceTexts] = {}

    def trace(self, facts: Facts, truths: Truths, firings: tuple[Firing, ...], engine: str) -> Trace | None:
        """Return the trace of `facts` as decided by `engine`, None where none is asked for."""
        if self.mode == "none":
            return None
        if not self.as_json:
            trace = self._shown(self._reference.trace_on(facts, truths))
            return replace(trace, engine=engine, firings=firings)
        json = self._written_by(engine).text(facts, truths, firings)
        return Trace(decisions=(), flags=(), duties=(), engine=engine, firings=firings, json=json)

    def template(self, facts: Facts, truths: Truths, firings: tuple[Firing, ...], engine: str) -> Template:
        """Return the template of the traces, as JSON, of all subjects on which the tests turn out as on `facts`."""
        if self.mode == "none":
            return Template("{}", lambda _: ())
        return self._written_by(engine).template(facts, truths, firings)

    def _written_by(self, engine: str) -> TraceTexts:
        if engine not in self._texts:
            self._texts[engine] = TraceTexts(self._reference, engine, met=self.mode == "fired")
        return self._texts[engine]

    def _shown(self, trace: Trace) -> Trace:
        return fired(trace) if self.mode == "fired" else trace
