"""A formula of one map, built up while elementary ONNX nodes are read: x * Sigmoid(x) is a product of two formulas of x."""
from dataclasses import dataclass

import torch

import functions
from functions import Formula, Function

_ARITHMETIC = {"Add": torch.add, "Sub": torch.sub, "Mul": torch.mul, "Div": torch.div, "Min": torch.minimum, "Max": torch.maximum, "Pow": torch.pow}


@dataclass(frozen=True)
class Expression:
    """`line` is (factor, offset) where the formula is x * factor + offset."""

    at: Formula
    line: tuple[float, float] | None = None
    function: Function | None = None

    def of(self, function: Function) -> "Expression":
        """function(this)."""
        inner = self.at
        if self.line == (1.0, 0.0):
            return Expression(function.at, function=function)
        return Expression(lambda x: function.at(inner(x)))

    def with_number(self, operation: str, number: float, first: bool) -> "Expression":
        """The arithmetic of this and a number, which stands first or second."""
        inner, act, constant = self.at, _ARITHMETIC[operation], torch.tensor(number, dtype=torch.float64)
        at = (lambda x: act(constant, inner(x))) if first else (lambda x: act(inner(x), constant))
        return Expression(at, self._line_with(operation, number, first))

    def with_other(self, operation: str, other: "Expression") -> "Expression":
        """The arithmetic of two formulas of the same x."""
        a, b, act = self.at, other.at, _ARITHMETIC[operation]
        sign = {"Add": 1, "Sub": -1}.get(operation)
        both = sign and self.line and other.line
        return Expression(lambda x: act(a(x), b(x)), (self.line[0] + sign * other.line[0], self.line[1] + sign * other.line[1]) if both else None)

    def _line_with(self, operation: str, c: float, first: bool) -> tuple[float, float] | None:
        if self.line is None:
            return None
        a, b = self.line
        if operation == "Add":
            return a, b + c
        if operation == "Sub":
            return (-a, c - b) if first else (a, b - c)
        if operation == "Mul":
            return a * c, b * c
        return (a / c, b / c) if operation == "Div" and not first and c != 0 else None

    def known(self) -> Function | None:
        """The function of the catalogue that this is, or None."""
        return self.function or functions.recognise(self.at)


IDENTITY = Expression(lambda x: x, (1.0, 0.0))
