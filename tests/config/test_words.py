"""Texts hold placeholders, and placeholders hold nothing but a name and a plain number format."""

from __future__ import annotations

import pytest

from scenes.config import NetworkConfig, Words, says

ALLOWED = "this text may hold {answer}, {epoch}"
NUMBER = "write {answer}, {answer:.2f} or {answer:.0%}"

WRONG_TEXTS = [
    ("{answr}", "the placeholder {answr} is unknown; did you mean answer?"),
    ("{x}", "the placeholder {x} is unknown; known here: answer, epoch"),
    ("{}", f"the placeholder {{}} has no name; {ALLOWED}"),
    ("{0}", "the placeholder {0} is unknown; known here: answer, epoch"),
    ("{__class__}", "the placeholder {__class__} is unknown; known here: answer, epoch"),
    (
        "{answer.real}",
        f"the placeholder {{answer.real}} reaches into a value; only names are filled in: {ALLOWED}",
    ),
    (
        "{answer[0]}",
        f"the placeholder {{answer[0]}} reaches into a value; only names are filled in: {ALLOWED}",
    ),
    ("{answer!r}", "the placeholder {answer} has a conversion (!r); delete it"),
    (
        "{answer:{epoch}}",
        "the placeholder {answer} holds another placeholder; write its format out, such as :.2f",
    ),
    ("{answer:>9}", f"the placeholder {{answer}} has the format '>9', which is not read here; {NUMBER}"),
    ("{answer:100}", f"the placeholder {{answer}} has the format '100', which is not read here; {NUMBER}"),
    ("{answer:.99f}", f"the placeholder {{answer}} has the format '.99f', which is not read here; {NUMBER}"),
    ("{answer:d}", f"the placeholder {{answer}} is a number, which the format 'd' does not fit; {NUMBER}"),
    (
        "{epoch:s}",
        "the placeholder {epoch} is a whole number, which the format 's' does not fit; write {epoch} or {epoch:,}",
    ),
    ("{", "a brace { or } stands alone; write {{ or }} to show one on screen"),
    ("100 }", "a brace { or } stands alone; write {{ or }} to show one on screen"),
    ("a" * 301, "301 characters are too many: more than 300 do not fit; shorten the text"),
    ("a\\tb", "a tab in the text; delete it"),
    ("a\\x07b", "a control character (code 7) in the text; delete it"),
    ("a\\ud800b", "a control character (code 55296) in the text; delete it"),
    ("", "the text is empty; write at least a word"),
]


@pytest.mark.parametrize(("text", "said"), WRONG_TEXTS)
def test_a_wrong_text_is_one_line(desk, text, said):
    lines = desk.said_about(("Cycle {epoch:,}: {answer:.2f}", text))
    assert lines == [f"x.yaml:5:10: words.close: {said}"]


def test_every_wrong_placeholder_of_a_text_is_told(desk):
    lines = desk.said_about(("Cycle {epoch:,}", "{one} {two} {one}"))
    assert lines == [
        "x.yaml:5:10: words.close: the placeholder {one} is unknown; known here: answer, epoch",
        "x.yaml:5:10: words.close: the placeholder {two} is unknown; known here: answer, epoch",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{answer:.2f}", "0.01"),
        ("{answer:.0%}", "1%"),
        ("{answer:+.1f}", "+0.0"),
        ("{epoch}", "60000"),
        ("{epoch:,}", "60,000"),
        ("{epoch:9,d}!", "   60,000!"),
        ("{{epoch}}", "{epoch}"),
        ("two\\nlines", "two\nlines"),
        ("none", "none"),
    ],
)
def test_a_right_text_is_filled_in(desk, text, said):
    desk.edit(("Cycle {epoch:,}: {answer:.2f}", text))
    assert desk.load().words.say("close", answer=0.0133, epoch=60000) == said


def test_a_fact_the_lesson_forgot_is_an_error_of_its_author(desk):
    desk.edit()
    with pytest.raises(KeyError):
        desk.load().words.say("close", answer=0.5)
    with pytest.raises(KeyError):
        desk.load().words.say("model_fields")


def test_a_text_without_placeholders_says_so(desk):
    class Plain(Words):
        question: str = says(doc="Nothing to fill in.")
        close: str = says(answer=float, epoch=int, doc="The answer.")

    class PlainConfig(NetworkConfig):
        words: Plain

    PlainConfig.model_rebuild(_types_namespace={"Plain": Plain})
    desk.edit()
    assert desk.lines(config_class=PlainConfig) == [
        "x.yaml:4:13: words.question: the placeholder {example} is unknown; this text has none"
    ]


def test_unknown_and_missing_words(desk):
    assert desk.said_about(('  question: "', '  greeting: "')) == [
        "x.yaml:3:1: words.question: missing; write question: … (the question. May hold {example} (a text))",
        "x.yaml:4:3: words.greeting: unknown key; known here: question, close",
    ]
    assert desk.said_about(('  question: "', '  qestion: "')) == [
        "x.yaml:4:3: words.qestion: unknown key; did you mean question?"
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5", "5 is not a text; put it in quotes: '5'"),
        ("true", "true is not a text; put it in quotes: 'true'"),
        ("[a]", "a list is not a text; write one"),
        ("~", "the text is missing; write one"),
    ],
)
def test_words_must_be_texts(desk, written, said):
    lines = desk.said_about(('"Cycle {epoch:,}: {answer:.2f}"', written))
    assert lines == [f"x.yaml:5:10: words.close: {said}"]


def test_a_placeholder_is_a_number_or_a_text():
    with pytest.raises(TypeError, match="must be int, float or str"):
        says(doc="No.", answers=list)
