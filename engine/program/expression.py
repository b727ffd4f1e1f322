"""Integer expressions over facts: the only arithmetic a backend needs. No division, no fractions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    value: int


@dataclass(frozen=True, slots=True)
class Sum:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Difference:
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Product:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Least:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Greatest:
    parts: tuple["Expression", ...]


Expression = Fact | Constant | Sum | Difference | Product | Least | Greatest


def facts_of(expression: Expression) -> tuple[str, ...]:
    """Return the names of the facts in `expression`, each once, in reading order."""
    match expression:
        case Fact(name):
            return (name,)
        case Constant():
            return ()
        case Difference(left, right):
            return tuple(dict.fromkeys(facts_of(left) + facts_of(right)))
        case Sum(parts) | Product(parts) | Least(parts) | Greatest(parts):
            return tuple(dict.fromkeys(name for part in parts for name in facts_of(part)))


def times(expression: Expression, factor: int) -> Expression:
    """Return `expression` multiplied by a whole number, folded where it is a constant."""
    if factor == 1:
        return expression
    if isinstance(expression, Constant):
        return Constant(expression.value * factor)
    if isinstance(expression, Product):
        return Product((*expression.parts, Constant(factor)))
    return Product((expression, Constant(factor)))
