"""Chapters keep the rules of video sites: the first at 0:00, at least three, each at least ten seconds."""

import random

import pytest

from scenes.film import Beat
from scenes.output import Chapter, chapters_of, clock


def film(*lengths, names="abcdefghijklmnop"):
    at, beats = 0.0, []
    for name, seconds in zip(names, lengths, strict=False):
        beats.append(Beat(name, at, seconds, ()))
        at += seconds
    return beats


def keep_the_rules(chapters, end):
    starts = [chapter.start for chapter in chapters]
    assert starts[0] == 0 and len(starts) >= 3
    assert all(after - before >= 10 for before, after in zip(starts, [*starts[1:], int(end)], strict=True))


def test_long_beats_are_chapters():
    assert chapters_of(film(12, 20, 15), {}) == [Chapter(0, "A"), Chapter(12, "B"), Chapter(32, "C")]


def test_titles_come_from_the_config():
    chapters = chapters_of(film(12, 20, 15), {"b": "The middle"})
    assert [chapter.title for chapter in chapters] == ["A", "The middle", "C"]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ((15, 5, 15, 15), "0A 20C 35D"),  # a short one belongs to what it follows
        ((5, 15, 15, 15), "0B 20C 35D"),  # or, at the beginning, to what it leads to
        ((8, 9, 15, 15), "0A 17C 32D"),
        ((15, 15, 15, 6, 7), "0A 15B 30C 45D"),  # two short ones are a chapter
        ((15, 15, 15, 6), "0A 15B 30C"),
        ((10.6, 9.9, 30, 12), "0A 10B 20C 50D"),  # by the whole seconds that are written
        ((10.1, 9.8, 30, 12), "0A 19C 49D"),
        ((15, 4, 4, 4, 15, 15), "0A 15B 27E 42F"),
        ((20, 42.3, 13.8, 7.7, 9.9), "0A 20B 62C 76D"),  # the last, though ten by whole seconds, begins none alone
    ],
)
def test_short_beats_are_merged(lengths, expected):
    chapters = chapters_of(film(*lengths), {})
    assert " ".join(f"{chapter.start}{chapter.title}" for chapter in chapters) == expected
    keep_the_rules(chapters, sum(lengths))


@pytest.mark.parametrize("lengths", [(), (40,), (12, 12), (9, 9, 9), (12, 12, 5)])
def test_a_film_too_short_for_three_has_none(lengths):
    assert chapters_of(film(*lengths), {}) == []


def test_any_film_keeps_the_rules():
    rng = random.Random(4)
    found = 0
    for _ in range(2000):
        lengths = [rng.choice([rng.uniform(0.1, 12), rng.uniform(5, 40)]) for _ in range(rng.randint(1, 14))]
        if chapters := chapters_of(film(*lengths), {}):
            found += 1
            keep_the_rules(chapters, sum(lengths))
    assert found > 1000


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (65, "1:05"), (600, "10:00"), (3605, "1:00:05")])
def test_times_are_written_as_viewers_read_them(seconds, shown):
    assert clock(seconds) == shown
