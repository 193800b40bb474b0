"""A film must be exactly as long as it was asked to be, and never too fast to be read."""

import pytest

from scenes.film import (
    Rehearsal,
    TooShort,
    reading_seconds,
    share_out,
    storyboard_text,
    whole_frames,
)

WORDS = "Every synapse gets its share of the blame."


def rehearsal():
    film = Rehearsal()
    film.beat("one")
    film.play(1.0)
    film.say(WORDS)
    film.play(0.6)
    film.play(4.0)
    film.beat("two")
    film.say("Short.")
    film.play(2.0, least=1.5)
    film.play(8.0, fixed=True)
    return film


def test_without_a_length_each_play_takes_its_natural_one():
    timeline = rehearsal().fit(None, 60)
    assert timeline.frames == (60, 36, 240, 120, 480)


@pytest.mark.parametrize("fps", [15, 24, 25, 30000 / 1001, 30, 60])
@pytest.mark.parametrize("seconds", [13.0, 14.2, 15.6, 31.7, 61.123])
def test_the_film_lasts_as_long_as_asked_to_the_frame(seconds, fps):
    timeline = rehearsal().fit(seconds, fps)
    assert abs(sum(timeline.frames) - seconds * fps) <= 1


def test_what_is_fixed_stays():
    assert rehearsal().fit(40.0, 60).frames[-1] == 480


def test_words_stand_long_enough_to_be_read():
    timeline = rehearsal().fit(13.0, 60)
    assert (timeline.frames[1] + timeline.frames[2]) / 60 >= reading_seconds(WORDS) - 1 / 60
    assert timeline.frames[3] / 60 >= 1.5 - 1 / 60


def test_too_short_says_the_least_that_fits():
    with pytest.raises(
        TooShort, match=r"5 s is too short to read the words; the least that fits is 12\.\d s"
    ) as caught:
        rehearsal().fit(5.0, 60)
    least = caught.value.least
    assert rehearsal().fit(least, 60).seconds == pytest.approx(least, abs=1 / 60)
    with pytest.raises(TooShort):
        rehearsal().fit(least - 0.1, 60)


def test_shares_are_in_proportion_until_one_reaches_its_least():
    assert share_out(6, [1, 2], [0, 0]) == pytest.approx([2, 4])
    assert share_out(6, [1, 2], [3, 0]) == pytest.approx([3, 3])
    assert share_out(6, [0, 0], [1, 2]) == pytest.approx([1, 5])


def test_rounding_to_frames_does_not_drift():
    frames = whole_frames([0.21] * 100, 30)
    assert sum(frames) == 630 and set(frames) <= {6, 7}


def test_a_play_has_at_least_one_frame():
    assert whole_frames([0.0, 0.001, 1.0], 10) == [1, 1, 8]


def test_the_storyboard_names_beats_with_their_words():
    beats = rehearsal().fit(None, 60).beats()
    assert [(beat.name, beat.words) for beat in beats] == [("one", (WORDS,)), ("two", ("Short.",))]
    assert beats[1].start == pytest.approx(beats[0].seconds)
    assert storyboard_text(beats).splitlines()[1] == f"    {WORDS}"
