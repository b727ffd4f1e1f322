"""durable_rules as the rule engine, inside the subset in which it can be trusted.

What goes in is compiled (`forms`, `columns`, `planning`), what fires is read back (`findings`) and held against the
reference (`backend`); the C code itself runs in a process of its own (`worker`, `supervision`), through the one module
that imports it (`runner`). Each precaution names the measured fault it keeps out; `docs/adr/0006-durable-rules.md`
lists them in one place.
"""
