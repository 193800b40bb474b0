"""What a config says about the upload of its film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from scenes.config.fields import Many, Named, Text
from scenes.config.languages import LANGUAGE_CODE
from scenes.config.mistakes import Wrong
from scenes.config.sections.section import Section

MOST_WORDS = 5
MOST_TAGS = 500  # characters, as sites count them


@dataclass(frozen=True)
class Plain(Text):
    """A text that video sites take: without angle brackets."""

    def check(self, value: object) -> str:
        text = super().check(value)
        if "<" in text or ">" in text:
            raise Wrong("video sites refuse < and >; write it in words, or ‹ and ›")
        return text


@dataclass(frozen=True)
class FewWords(Text):
    """A text of at most five words."""

    def check(self, value: object) -> str:
        text = super().check(value)
        if len(text.split()) > MOST_WORDS:
            raise Wrong(f"{len(text.split())} words are too many: more than {MOST_WORDS} cannot be read when small")
        return text


class Publish(Section):
    """What stands beside the film when it is published."""

    key = "publish"

    language: Annotated[
        str,
        Text(12, pattern=LANGUAGE_CODE, pattern_says="is no language code such as en or pt-BR"),
    ] = Field(
        "en", description="The language of the words: en, de, pt-BR; of standard words, and in the captions' files."
    )
    description: Annotated[str | None, Plain(3000, lines=True, optional=True)] = Field(
        None, description="What the film shows, the first lines of its description; nothing: what its lesson says."
    )
    tags: Annotated[
        tuple[Annotated[str, Plain(30, pattern=r"[^,\"]+", pattern_says="has a comma or a quotation mark")], ...],
        Many(0, 60, "60 tags are more than anybody searches for"),
    ] = Field((), description="Words that viewers search for, together at most 500 characters.")
    chapters: Annotated[dict[str, Annotated[str, Plain(80)]], Named("puzzle: Find the rule")] = Field(
        {}, description="Titles of the chapters by the names of the beats; a beat without one gets its own name."
    )
    thumbnail: Annotated[str | None, FewWords(40, lines=True, optional=True)] = Field(
        None, description="At most five words on the thumbnail; nothing: the title, if it is that short."
    )
    moment: Annotated[
        str | None,
        Text(
            80,
            optional=True,
            pattern=r"[^:]+(:(0|1|0?\.[0-9]{1,4}|1\.0{1,4}))?",
            pattern_says="is no moment; write the name of a beat, or beat:0.5 for its middle",
        ),
    ] = Field(
        None, description="What the thumbnail shows: beat, or beat:share of it; nothing: the longest beat's end."
    )


def length_of(tags: tuple[str, ...]) -> int:
    """Return how many characters sites count for tags: with a comma between them, and two quotes around spaces."""
    return sum(len(tag) + 2 * (" " in tag) for tag in tags) + max(0, len(tags) - 1)
