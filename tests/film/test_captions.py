"""Captions keep the rules of subtitles, whatever is said and however long it stands."""

import random
import re

import pytest

from scenes.film import Caption, Cue, Rehearsal, TooFast, cues_of, reading_seconds, srt, vtt

LONG = (
    "Deep inside every layer each neuron listens to all the neurons before it, adds up what it hears, and then "
    "decides, softly, how loudly it will speak to those behind it. Nobody tells it what to look for; it finds out."
)


def keeps_the_rules(cues):
    for cue, later in zip(cues, [*cues[1:], None], strict=True):
        seconds, text = cue.end - cue.start, " ".join(cue.lines)
        assert 1 - 1e-6 <= seconds <= 7 + 1e-6, cue
        assert 1 <= len(cue.lines) <= 2 and all(0 < len(line) <= 42 for line in cue.lines), cue
        assert len(text) / seconds <= 17 + 1e-6, cue
        assert later is None or later.start >= cue.end - 1e-9, (cue, later)


def said(*captions, beat="beat"):
    at, found = 0.0, []
    for words, seconds in captions:
        found.append(Caption(beat, words, at, seconds))
        at += seconds
    return found


def test_a_short_caption_stands_as_it_is_said():
    assert cues_of(said(("", 2.0), ("She answers 0.51.", 3.0))) == [Cue(2.0, 5.0, ("She answers 0.51.",))]


def test_what_stands_too_long_is_split_where_a_sentence_ends():
    cues = cues_of(said(("The first example, 0 0 1. Signals travel, layer by layer.", 10.0)))
    assert [" ".join(cue.lines) for cue in cues] == ["The first example, 0 0 1.", "Signals travel, layer by layer."]
    assert cues[0].end == cues[1].start and cues[1].end == pytest.approx(10)


def test_one_sentence_disappears_after_seven_seconds():
    assert cues_of(said(("At the start they are all set by chance.", 12.0)))[0].end == 7


def test_long_words_are_split_and_lose_nothing():
    cues = cues_of(said((LONG, reading_seconds(LONG))))
    keeps_the_rules(cues)
    assert len(cues) >= 3
    assert " ".join(line for cue in cues for line in cue.lines) == LONG
    assert any(cue.lines[-1].endswith(".") for cue in cues[:-1]), "a sentence is a better place than any other"


def test_two_lines_are_about_equally_long():
    (cue,) = cues_of(said(("This network has 8 neurons and 16 synapses.", 3.0)))
    assert max(map(len, cue.lines)) - min(map(len, cue.lines)) <= 8


def test_a_line_break_of_the_screen_is_no_line_break_of_a_caption():
    (cue,) = cues_of(said(("Yes,\n  it is.", 2.0)))
    assert cue.lines == ("Yes, it is.",)


def test_a_word_without_end_is_cut():
    keeps_the_rules(cues_of(said(("x" * 130, reading_seconds("x" * 130)))))


def test_words_that_cannot_be_read_in_their_time_are_named():
    with pytest.raises(
        TooFast, match=r"'Deep inside every .*…' stands for 4\.0 s at 00:00:03\.000 in the beat 'beat'"
    ):
        cues_of(said(("", 3.0), (LONG, 4.0)))


@pytest.mark.parametrize("seed", range(8))
def test_any_film_keeps_the_rules(seed):
    """Whatever a rehearsal lets stand can be read; 200 captions of random words and lengths for each seed."""
    rng = random.Random(seed)
    rehearsal = Rehearsal()
    for k in range(200):
        if rng.random() < 0.1:
            rehearsal.beat(f"beat {k}")
        words = ["".join(rng.choices("abcdefg", k=rng.randint(1, 14))) for _ in range(rng.randint(1, 30))]
        text = " ".join(word + rng.choice(["", "", "", ",", ".", "?", "\n"]) for word in words)[:300]
        rehearsal.say(text if rng.random() < 0.9 else "")
        rehearsal.play(rng.uniform(0.1, 15))
    keeps_the_rules(cues_of(rehearsal.fit(None, 15).captions()))


CUES = [Cue(0.0, 2.5, ("A < B & C",)), Cue(3661.0004, 3664.9996, ("one", "--> two"))]


def test_subrip():
    assert (
        srt(CUES) == "1\n00:00:00,000 --> 00:00:02,500\nA < B & C\n\n2\n01:01:01,000 --> 01:01:05,000\none\n→ two\n"
    )


def test_webvtt():
    assert vtt(CUES) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nA &lt; B &amp; C\n\n"
        "01:01:01.000 --> 01:01:05.000\none\n--&gt; two\n"
    )


def test_written_times_never_overlap():
    cues = cues_of(said(*[("Some words.", 1.0 + k / 3000) for k in range(400)]))
    times = re.findall(r"(\d\d):(\d\d):(\d\d),(\d\d\d)", srt(cues))
    seconds = [3600 * int(h) + 60 * int(m) + int(s) + int(t) / 1000 for h, m, s, t in times]
    assert seconds == sorted(seconds) and len(seconds) == 800
