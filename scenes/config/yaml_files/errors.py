"""What PyYAML says about broken text, put so that a teacher knows what to mend."""

from __future__ import annotations

from typing import Any

import yaml

_SAYS = {
    "could not find expected ':'": "expected key: value; a colon or a space after it is missing",
    "mapping values are not allowed here": (
        "a colon where none is expected; put a text that holds one in quotes, and indent each group evenly"
    ),
    "found unexpected end of stream": "this text begins with a quote that is never closed",
    "expected <block end>": "this line does not fit those above; give every key of a group the same indent",
    "found unknown escape character": "a backslash has a meaning in double quotes; use single quotes",
    "expected the node content": "a value is missing here",
    "mapping keys are not allowed here": "a question mark begins here; put a text that starts so in quotes",
    "expected chomping or indentation": "a | or > begins here; put a text that starts so in quotes",
    "expected a comment or a line break": "a | or > begins here; put a text that starts so in quotes",
    "expected escape sequence": "a backslash has a meaning in double quotes; use single quotes",
    "expected URI": "an exclamation mark begins here; put a text that starts so in quotes",
    "sequence entries are not allowed here": "a list begins with a dash in a line of its own, below its key",
    "expected alphabetic or numeric character": "an & or * begins here; put a text that starts so in quotes",
    "expected '<document start>'": "text after the end of the config; delete it or indent it under its key",
}


def explain(error: yaml.MarkedYAMLError, brackets: list[Any]) -> tuple[Any, str]:
    """Return the mark of a mistake in the YAML text, and the plain words for it.

    Parameters
    ----------
    error
        What PyYAML found.
    brackets
        The events that opened the brackets around it, the innermost last.
    """
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    if "'\\t'" in problem:
        return mark, "a tab; write spaces instead"
    if problem in ("expected <block end>, but found ']'", "expected <block end>, but found '}'"):
        return mark, f"this {problem[-2]} closes nothing; delete it"
    if context.startswith("while parsing a flow") and brackets:
        opened, closed = ("[", "]") if isinstance(brackets[-1], yaml.SequenceStartEvent) else ("{", "}")
        text = f"this {opened} is not closed: put commas between its parts and {closed} behind"
        return brackets[-1].start_mark, text
    if "cannot start any token" in problem and "character" in problem:
        return mark, f"a value cannot begin with {problem.split()[2]}; put it in quotes"
    if problem.startswith("found unexpected end of stream"):
        mark = error.context_mark or mark
    for beginning, text in _SAYS.items():
        if problem.startswith(beginning):
            return mark, text
    return mark, f"this is not YAML ({problem}); compare with configs/xor.yaml"
