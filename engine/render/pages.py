"""HTML pages of our templates; what is put in them is shown as text."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from engine.render.terminal_text import safe


def page(template: str, **values: object) -> str:
    """Return the page that `template` makes of `values`; hidden characters are written out."""
    return _template(template).render(values)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("engine.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.tests["ascii"] = str.isascii
    return environment.get_template(name)


def _shown(value: object) -> object:
    """Return what is put in a place of the template: text without hidden characters, nothing for None."""
    return "" if value is None else safe(value) if type(value) is str else value
