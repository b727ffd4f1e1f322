"""SVG by hand: elements as text, whole numbers for places, so that equal data draw equal bytes."""

from html import escape

from engine.render.terminal_text import safe


def element(tag: str, *children: str, **attributes: object) -> str:
    """Return an element; `children` are elements already, attributes are escaped, `class_` is `class`.

    An underscore in the name of an attribute stands for a hyphen; None leaves the attribute out.
    """
    stated = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{value if type(value) is int else escape(safe(str(value)))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{tag}{stated}>{inner}</{tag}>" if inner else f"<{tag}{stated}/>"


def words(text: str) -> str:
    """Return `text` as it stands between tags, hidden characters written out."""
    return escape(safe(text), quote=False)


def label(x: int, y: int, text: str, **attributes: object) -> str:
    """Return a line of text at a place."""
    return element("text", words(text), x=x, y=y, **attributes)


def told(text: str) -> str:
    """Return what is told of an element that is pointed at."""
    return element("title", words(text))
