"""Bit widths of weights, values and skip copies: defaults with overrides by name, or what a ranges file says."""
import re
from dataclasses import dataclass

from fusion import Unit


@dataclass(frozen=True)
class Override:
    """`enc.0*=w4a8`, as `fpgaseg quantize --bits` has it: `*` stands for any text; the name is an operator's or its value's, a leading / aside."""

    pattern: re.Pattern
    weight: int | None
    activation: int | None
    skip: int | None = None

    @staticmethod
    def parse(text: str) -> "Override":
        name, _, widths = text.rpartition("=")
        found = re.fullmatch(r"(?:w([2-8]))?(?:a([4-8]))?(?:s([2-8]))?", widths)
        if not name or not widths or not found:
            raise SystemExit(f"--bits {text!r} is not NAME=wNaNsN, such as 'enc.0*=w4a8'")
        pattern = re.compile("/?" + ".*".join(map(re.escape, name.lstrip("/").split("*"))))
        return Override(pattern, *(int(n) if n else None for n in found.groups()))

    def matches(self, unit: Unit) -> bool:
        return any(self.pattern.fullmatch(name) for name in (unit.name, unit.value))


@dataclass(frozen=True)
class Widths:
    """The last matching override wins. A skip without a width is stored as it is."""

    weights: int = 8
    activations: int = 8
    skips: int | None = None
    overrides: tuple[Override, ...] = ()

    def weight(self, unit: Unit) -> int:
        return ([self.weights] + [o.weight for o in self.overrides if o.weight and o.matches(unit)])[-1]

    def activation(self, unit: Unit) -> int:
        return ([self.activations] + [o.activation for o in self.overrides if o.activation and o.matches(unit)])[-1]

    def skip(self, unit: Unit, stored: int) -> int | None:
        """Width of the narrow copy of a long skip that has `stored` bits; None for no copy."""
        bits = ([self.skips] + [o.skip for o in self.overrides if o.skip and o.matches(unit)])[-1]
        return bits if bits and bits < stored else None


@dataclass(frozen=True)
class RangesWidths:
    """The widths in the text of a ranges file."""

    text: dict

    def weight(self, unit: Unit) -> int:
        return self.text["weights"].get(unit.name, {"bits": 8})["bits"]

    def activation(self, unit: Unit) -> int:
        return self.text["activations"].get(unit.value, {"bits": 8})["bits"]

    def skip(self, unit: Unit, stored: int) -> int | None:
        entry = self.text.get("skips", {}).get(unit.value)
        return entry["bits"] if entry else None
