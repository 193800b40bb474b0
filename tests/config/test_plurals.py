"""A text that counts something has a form for one and a form for the rest."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from scenes.config import PluralText, Words, says


class Counting(Words):
    """Two words of a lesson, one of which counts."""

    title: str = says(doc="The title.")
    seen: PluralText = says(count=int, of=int, plural="count", doc="How many were seen.")


MISSING = "the form other is missing: the text for every {count} that is not 1; write it, too"
FORMS = {"one": "{count} of {of} is seen.", "other": "{count} of {of} are seen."}


def wrong(**words) -> str:
    with pytest.raises(ValidationError) as refused:
        Counting(**{"title": "A title", "seen": FORMS, **words})
    return str(refused.value.errors()[0]["ctx"]["error"])


@pytest.mark.parametrize(("count", "verb"), [(0, "are"), (1, "is"), (2, "are"), (21, "are")])
def test_the_number_decides_between_the_forms(count, verb):
    assert Counting(title="A title", seen=FORMS).say("seen", count=count, of=40) == f"{count} of 40 {verb} seen."


def test_one_text_does_for_every_number():
    words = Counting(title="A title", seen="Seen: {count}.")
    assert [words.say("seen", count=count, of=1) for count in (0, 1, 2)] == ["Seen: 0.", "Seen: 1.", "Seen: 2."]
    words = Counting(title="A title", seen={"other": "Seen: {count}."})
    assert words.say("seen", count=1, of=1) == "Seen: 1."


def test_every_form_is_among_the_texts_that_are_checked():
    words = Counting(title="A title", seen=FORMS)
    assert list(words.texts()) == [("title", "A title"), ("seen", FORMS["one"]), ("seen", FORMS["other"])]


def test_wrong_forms_are_told():
    assert wrong(title=FORMS) == "this text counts nothing, so it has no plural forms; write one text"
    assert wrong(seen={"One": "a", "other": "b"}) == "there is no plural form 'One'; did you mean one?"
    assert wrong(seen={"two": "a", "other": "b"}) == "there is no plural form 'two'; known here: one, other"
    assert wrong(seen={"one": "a"}) == MISSING
    assert (
        wrong(seen={"one": "{cuont}", "other": "b"}) == "one: the placeholder {cuont} is unknown; did you mean count?"
    )
    assert wrong(seen={"one": "", "other": "b"}) == "one: the text is empty; write at least a word"
    assert wrong(seen={"one": "a", "other": ["b"]}) == "other: a list is not a text; write one"
    assert wrong(seen={}) == MISSING


def test_the_lesson_must_say_how_many():
    with pytest.raises(KeyError, match=re.escape("did not say how many {count} is")):
        Counting(title="A title", seen=FORMS).say("seen", of=4)


def test_only_a_whole_number_of_the_text_can_decide():
    for facts in ({"plural": "many", "count": int}, {"plural": "share", "share": float}):
        with pytest.raises(TypeError, match="plural names a placeholder that is an int"):
            says(doc="Wrong.", **facts)
