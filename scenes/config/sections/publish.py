"""What a config says about the upload of its film."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from scenes.config.fields import Reasons, Text
from scenes.config.languages import LANGUAGE_CODE
from scenes.config.mistakes import Wrong
from scenes.config.sections.section import Section

TIME = re.compile(r"(?<![\d:])\d{1,3}(?::[0-5]\d){1,2}(?![\d:])")  # what sites read as the start of a chapter
MOST_WORDS = 5
MOST_TAGS = 500  # characters, as sites count them


def _plain(text: str) -> str:
    if "<" in text or ">" in text:
        raise Wrong("video sites refuse < and >; write it in words, or ‹ and ›")
    return text


def _no_times(text: str) -> str:
    if found := TIME.search(text):
        raise Wrong(
            f"a time such as {found[0]} is read as a chapter by video sites, and the film's own chapters are lost; "
            f"write {found[0].replace(':', '.')}, or put it in words"
        )
    return text


def _few_words(text: str) -> str:
    if (count := len(text.split())) > MOST_WORDS:
        raise Wrong(f"{count} words are too many: more than {MOST_WORDS} cannot be read when small")
    return text


def _fit_the_site(tags: tuple[str, ...]) -> tuple[str, ...]:
    # As they are written, with a comma and a space between them; sites add two quotes around one with spaces.
    length = len(", ".join(tags)) + sum(2 * (" " in tag) for tag in tags)
    if length > MOST_TAGS:
        raise Wrong(f"together they have {length} characters; sites take {MOST_TAGS}: write fewer")
    return tags


_Tag = Annotated[str, Field(pattern=r'^[^,"]+$'), Text(30), AfterValidator(_plain)]


_ADDS_NO_CHAPTERS = (AfterValidator(_plain), AfterValidator(_no_times))


class Publish(Section):
    """What stands beside the film when it is published."""

    reasons: ClassVar = {
        "language": Reasons(pattern="is no language code such as en or pt-BR"),
        "tags": Reasons(
            length="60 tags are more than anybody searches for", pattern="has a comma or a quotation mark"
        ),
        "moment": Reasons(pattern="is no moment; write the name of a beat, or beat:0.5 for its middle"),
    }

    language: Annotated[str, Field(pattern=f"^{LANGUAGE_CODE}$"), Text(12)] = Field(
        "en", description="The language of the words: en, de, pt-BR; of standard words, and in the captions' files."
    )
    description: Annotated[str, Text(3000, lines=True), *_ADDS_NO_CHAPTERS] | None = Field(
        None, description="What the film shows, the first lines of its description; nothing: what its lesson says."
    )
    tags: Annotated[tuple[_Tag, ...], Field(max_length=60), AfterValidator(_fit_the_site)] = Field(
        (), description="Words that viewers search for, together at most 500 characters."
    )
    chapters: dict[str, Annotated[str, Text(80), *_ADDS_NO_CHAPTERS]] = Field(
        {},
        examples=[{"puzzle": "Find the rule"}],
        description="Titles of the chapters by the names of the beats; a beat without one gets its own name.",
    )
    thumbnail: Annotated[str, Text(40, lines=True), AfterValidator(_few_words)] | None = Field(
        None, description="At most five words on the thumbnail; nothing: the title, if it is that short."
    )
    moment: Annotated[str, Field(pattern=r"^[^:]+(:(0|1|0?\.[0-9]{1,4}|1\.0{1,4}))?$"), Text(80)] | None = Field(
        None, description="What the thumbnail shows: beat, or beat:share of it; nothing: the first frame."
    )
