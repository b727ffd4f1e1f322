"""HTML pages of our templates; what is put in them is shown as text."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from engine.render.terminal_text import safe

#: Markup of our own, whose texts are escaped already.
Drawn = Markup


def page(template: str, **values: object) -> str:
    """Return the page that `template` makes of `values`; hidden characters are written out."""
    return _template(template).render(values)


def drawn(svg: str) -> Drawn:
    """Return markup of our own, whose texts are escaped already, for a template."""
    return Markup(svg)  # noqa: S704 (made by engine.render.svg)


@cache
def asset(name: str) -> Drawn:
    """Return a style sheet or script that lies beside the templates, as it stands."""
    return Markup(files("engine.render").joinpath("templates", name).read_text(encoding="utf-8"))  # noqa: S704 (ours)


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
