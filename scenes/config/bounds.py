"""What to say of a value beyond its bounds: what pydantic found, and why the bound is there."""

from __future__ import annotations

import math
import re
from typing import Any

from nnlib.checks import counted
from nnlib.data.csv_numbers import advice
from scenes.config.mistakes import quoted, suggestion
from scenes.config.sections.section import Section


def out_of_bounds(error: Any, value: Any, section: type[Section], path: tuple[str | int, ...]) -> str | None:
    """Return what is wrong with a value and what to write, or None where its parts have been told of.

    Parameters
    ----------
    error
        The entry of pydantic's ``errors()``.
    value
        What stands in the file.
    section
        Where its key belongs.
    path
        The key, and then the places in its list.
    """
    why = section.why(str(path[0]), len(path) - 1)
    limits = error.get("ctx", {})
    match error["type"]:
        case "int_type" | "float_type":
            return _not_a_number(value, error["type"] == "int_type", *_range(section, path))
        case "greater_than" | "greater_than_equal":
            return f"{_number(value)} is too small: {why.too_small}"
        case "less_than_equal":
            return f"{_number(value)} is too large: {why.too_large}"
        case "bool_type" if value is None:
            return "the value is missing; write true or false"
        case "bool_type":
            return f"{quoted(value)} is neither true nor false; write one of the two"
        case "literal_error":
            names = re.findall("'([^']+)'", limits["expected"])
            if value is None:
                return f"the value is missing; known here: {', '.join(names)}"
            near = suggestion(value, names) if isinstance(value, str) else f"known here: {', '.join(names)}"
            return f"{quoted(value)} is not {why.noun}; {near}"
        case "string_pattern_mismatch":
            return f"{quoted(value)} {why.pattern}"
        case "tuple_type" if value is None:
            return "the list is missing; write its parts in brackets, such as [1, 2]"
        case "tuple_type":
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            inside = f"{value}" if is_number else "1, 2"
            return f"{quoted(value)} is not a list; write its parts in brackets, such as [{inside}]"
        case "too_short" if len(value) >= limits["min_length"]:
            return None  # pydantic counts only entries that are right
        case "too_short" | "too_long":
            size = error["type"].replace("_", " ")
            return f"the list is {size} with {counted(len(value), 'entry', 'entries')}: {why.length}"
        case "dict_type":
            examples: Any = section.model_fields[str(path[0])].examples
            example = next(f"{name}: {text}" for name, text in examples[0].items())
            return f"{quoted(value)} is not a group of keys; write lines below it, such as {example}"
    return str(error["msg"]).lower()


def _not_a_number(value: Any, whole: bool, low: float, high: float) -> str:
    noun = "whole number" if whole else "number"
    if whole:
        example = "500" if low <= 500 <= high else f"{int(low + high) // 2}"
    else:
        example = "0.5" if low <= 0.5 <= high else f"{2 * low:g}"
    if value is None:
        return f"the value is missing; write a {noun} such as {example}"
    if isinstance(value, float) and math.isfinite(value):
        return f"{value} is not a whole number; write a number such as {max(int(low), int(value))}"
    if isinstance(value, str):
        if _is_number(value):
            return f"{quoted(value)} is a text; write the number without quotes: {value}"
        if told := advice(value):
            return f"{quoted(value)} is not a {noun}{told}"
        meant = value.replace("_", "").replace(" ", "")
        example = meant if _is_number(meant) else example
    return f"{quoted(value)} is not a {noun}; write a number such as {example}"


def _range(section: type[Section], path: tuple[str | int, ...]) -> tuple[float, float]:
    """Return the least and the greatest number that is right at a path."""
    found = section.model_json_schema()["properties"][path[0]]
    for _ in path:
        found = found.get("anyOf", [found])[0]
        found = found.get("items", found)
    return found.get("minimum", found.get("exclusiveMinimum", 0)), found["maximum"]


def _number(value: float) -> str:
    return f"{value:,}".replace(",", "") if isinstance(value, int) else f"{value:g}"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[0-9]{1,20}(\.[0-9]{1,20})?", text) is not None
