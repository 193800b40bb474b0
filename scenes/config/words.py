"""Every word on screen stands in the YAML; what the run decides is filled in for ``{answer:.2f}``.

A lesson lists its words once, each with its documentation and the facts it may hold::

    class XorWords(Words):
        question: str = says(example=str, doc="The question put at the start.")
        reply: str = says(answer=float, epoch=int, doc="What the trained network answers.")

A placeholder is a name and a plain number format, nothing else: no attribute, no index, no conversion. Without a
format a number is written as in the formulas and beside the neurons.

A text that counts something may be a mapping of plural forms, ``{one: …, other: …}``; ``plural`` names the
placeholder whose number decides::

        points: PluralText = says(count=int, plural="count", doc="The points appear.")
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core.core_schema import ValidationInfo

from scenes.config.fields import Text
from scenes.config.languages import PLURAL_FORMS, PluralForm, plural_form
from scenes.config.mistakes import Wrong, quoted, suggestion
from scenes.config.number_format import formatted, number

PluralText = str | dict[PluralForm, str]
"""A text, or one for each plural form."""

LONGEST_NAME = 40
LONGEST_TEXT = 300  # characters; a caption of two lines has about 120
_FORMAT = re.compile(r"[+]?(?:[1-9][0-9]?)?,?(?:\.[0-9])?[dfg%s]?")
_SAMPLES: dict[type, Any] = {int: 12345, float: 0.12345, str: "110"}
_NOUNS: dict[type, str] = {int: "a whole number", float: "a number", str: "a text"}
_RIGHT_FORMATS: dict[type, str] = {int: "{%s} or {%s:,}", float: "{%s}, {%s:.2f} or {%s:.0%%}", str: "{%s}"}


def says(*, doc: str, standard: bool = False, plural: str | None = None, **facts: type) -> Any:
    """Declare one text of a lesson.

    Parameters
    ----------
    doc
        What the text is for, as shown in the editor and in error messages.
    standard
        Whether it is a standard word: a config may leave it out, and gets its language's text of ``languages``.
    plural
        The placeholder whose number decides between plural forms; the text is then a :data:`PluralText`.
    **facts
        The placeholders the text may hold, each with its type: int, float or str.

    Raises
    ------
    TypeError
        A placeholder is of another type, or none that is a whole number decides.
    """
    for name, type_ in facts.items():
        if type_ not in _SAMPLES:
            raise TypeError(f"the placeholder {name} must be int, float or str, not {type_!r}")
    if plural is not None and facts.get(plural) is not int:
        raise TypeError(f"plural names a placeholder that is an int, not {plural!r}")
    listed = ", ".join(f"{{{name}}} ({_NOUNS[type_]})" for name, type_ in facts.items())
    description = f"{doc} May hold {listed}." if facts else doc
    names: dict[str, Any] = {name: type_.__name__ for name, type_ in facts.items()}
    extra: dict[str, Any] = {"placeholders": names, "plural": plural}
    if plural:
        description = f"{description} One text, or plural forms by {{{plural}}}: {', '.join(PLURAL_FORMS)}."
    if standard:  # editors show this description
        extra |= {"standard": True, "description": f"{description} A standard word: it may be left out."}
    return Field(description=description, json_schema_extra=extra)


class Words(BaseModel):
    """The texts of a lesson. A lesson's own subclass declares each one with ``says``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def text_can_be_filled_in(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.field_name or ""
        if cls.model_fields[name].annotation == tuple[str, ...]:
            return _names(value)
        forms = _forms(value, cls.counted(name)) if isinstance(value, dict) else {"": value}
        problems = []
        for form, text in forms.items():
            found = _problems(text, cls.facts(name))
            problems += [f"{form}: {problem}" if form else problem for problem in found]
        if problems:
            raise Wrong(*problems)
        return value

    @classmethod
    def standard(cls) -> list[str]:
        """Return the names of its standard words: those a config may leave out."""
        return [name for name in cls.model_fields if cls._declared(name).get("standard")]

    @classmethod
    def facts(cls, name: str) -> dict[str, type]:
        """Return the placeholders a text may hold, with their types."""
        by_name = {type_.__name__: type_ for type_ in _SAMPLES}
        return {fact: by_name[type_] for fact, type_ in cls._declared(name).get("placeholders", {}).items()}

    @classmethod
    def counted(cls, name: str) -> str | None:
        """Return the placeholder that decides between a text's plural forms; None for a text that has none."""
        return cls._declared(name).get("plural")

    @classmethod
    def _declared(cls, name: str) -> dict[str, Any]:
        extra = cls.model_fields[name].json_schema_extra
        return extra if isinstance(extra, dict) else {}

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text with its name, those with plural forms once for each."""
        for name, value in self:
            for text in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]:
                yield name, text

    def say(self, name: str, /, **facts: Any) -> str:
        """Return a text with the facts filled in.

        Raises
        ------
        KeyError
            The lesson has no such text, or did not give a fact the text asks for.
        """
        if name not in (texts := type(self).model_fields):
            raise KeyError(f"{type(self).__name__} declares no text {name!r}; {suggestion(name, texts)}")
        text: PluralText = getattr(self, name)
        if isinstance(text, dict):
            if (counted := self.counted(name) or "") not in facts:
                raise KeyError(f"words.{name} has plural forms, but the lesson did not say how many {{{counted}}} is")
            text = text.get(plural_form(facts[counted]), text["other"])
        asked = {part for _, part, _, _ in Formatter().parse(text) if part}
        if missing := sorted(asked - set(facts)):
            raise KeyError(f"words.{name} holds {{{missing[0]}}}, but the lesson did not say what that is")
        return _Typesetter().vformat(text, (), facts)


class _Typesetter(Formatter):
    """Fills in numbers as all on screen are written."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, float) and not format_spec:
            return number(value)
        return formatted(value, format_spec) if isinstance(value, (int, float)) else format(value, format_spec)


def _names(names: Any) -> tuple[str, ...]:
    """Return a list of names, each a short text.

    Raises
    ------
    Wrong
        It is none, or one of them cannot be shown.
    """
    if not isinstance(names, (list, tuple)) or not names:
        raise Wrong(f"{quoted(names)} is not a list of names; write them in brackets, such as [blue, amber]")
    texts = tuple(Text(LONGEST_NAME).check(name) for name in names)
    if len(set(texts)) < len(texts):
        raise Wrong("two names are the same; write different ones")
    return texts


def _forms(forms: dict[Any, Any], counted: str | None) -> dict[Any, Any]:
    """Return the plural forms of a text.

    Raises
    ------
    Wrong
        It has none, or not these.
    """
    if counted is None:
        raise Wrong("this text counts nothing, so it has no plural forms; write one text")
    if wrong := [form for form in forms if form not in PLURAL_FORMS]:
        raise Wrong(f"there is no plural form {quoted(wrong[0])}; {suggestion(wrong[0], PLURAL_FORMS)}")
    if "other" not in forms:
        raise Wrong(f"the form other is missing: the text for every {{{counted}}} that is not 1; write it, too")
    return forms


def _problems(text: Any, facts: dict[str, type]) -> tuple[str, ...]:
    try:
        Text(LONGEST_TEXT, lines=True).check(text)
    except Wrong as wrong:
        return wrong.texts
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return ("a brace { or } stands alone; write {{ or }} to show one on screen",)
    found = []
    for _, name, form, conversion in parts:
        if name is not None and (problem := _problem(name, form or "", conversion, facts)):
            found.append(problem)
    return tuple(dict.fromkeys(found))


def _problem(name: str, form: str, conversion: str | None, facts: dict[str, type]) -> str | None:
    """Return what is wrong with one placeholder, or None."""
    shown = f"the placeholder {{{name[:40]}}}"
    if not name:
        return f"the placeholder {{}} has no name; {_allowed(facts)}"
    if "." in name or "[" in name:
        return f"{shown} reaches into a value; only names are filled in: {_allowed(facts)}"
    if conversion is not None:
        return f"{shown} has a conversion (!{conversion}); delete it"
    if "{" in form or "}" in form:
        return f"{shown} holds another placeholder; write its format out, such as :.2f"
    if name not in facts:
        known = suggestion(name, facts) if facts else _allowed(facts)
        return f"{shown} is unknown; {known}"
    type_ = facts[name]
    right = _RIGHT_FORMATS[type_].replace("%s", name).replace("%%", "%")
    if not _FORMAT.fullmatch(form):
        return f"{shown} has the format {quoted(form)}, which is not read here; write {right}"
    try:
        format(_SAMPLES[type_], form)
    except ValueError:
        return f"{shown} is {_NOUNS[type_]}, which the format {quoted(form)} does not fit; write {right}"
    return None


def _allowed(facts: dict[str, type]) -> str:
    if not facts:
        return "this text has none"
    return f"this text may hold {', '.join(f'{{{name}}}' for name in facts)}"
