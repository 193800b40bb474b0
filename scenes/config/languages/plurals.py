"""Plural forms, by the names of Unicode's CLDR: which of a text's forms a number asks for."""

from __future__ import annotations

from typing import Literal, get_args

PluralForm = Literal["one", "other"]
PLURAL_FORMS: tuple[PluralForm, ...] = get_args(PluralForm)


def plural_form(count: int) -> PluralForm:
    """Return the form for a number: ``one`` for 1, ``other`` for all else, as in English and German."""
    return "one" if count == 1 else "other"
