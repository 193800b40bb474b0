"""Loudness is measured by the meter of EBU R 128; what the meter says is checked with tones of known loudness."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from scenes.film import CEILING, RATE, TARGET, Music, assemble, faded, levelled, limited, loudness_of

SECONDS = 12
TIMES = np.arange(SECONDS * RATE) / RATE


def tone(decibels, hertz=1000.0):
    """A sine on both sides whose crest is so many decibels below full scale."""
    return np.tile(10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * TIMES), (2, 1)).astype(np.float32)


def noise(size):
    return (size * np.random.default_rng(3).standard_normal((2, len(TIMES)))).astype(np.float32)


@pytest.mark.parametrize("decibels", [-23.0, -33.0])
def test_the_meter_shows_what_ebu_tech_3341_asks_for(decibels):
    found = loudness_of(tone(decibels))
    assert found.integrated == pytest.approx(decibels, abs=0.1)
    assert found.peak == pytest.approx(decibels, abs=0.2)


QUIET_WITH_CRASHES = noise(0.01) * np.where(TIMES % 2 < 0.1, 12, 1).astype(np.float32)
TRACKS = {
    "quiet": noise(0.001),
    "much too loud": noise(0.5),
    "a tone": tone(-40),
    "one side only": noise(0.05) * np.array([[1], [0]], dtype=np.float32),
    "quiet with crashes": QUIET_WITH_CRASHES,
    "mostly silence": noise(0.05) * (TIMES < 3).astype(np.float32),
}


@pytest.mark.parametrize("track", TRACKS.values(), ids=TRACKS.keys())
def test_every_track_comes_out_equally_loud(track):
    before = track.copy()
    made = levelled(track)
    found = loudness_of(made)
    assert made.shape == track.shape and made.dtype == np.float32
    assert found.integrated == pytest.approx(TARGET, abs=0.3)
    assert found.peak <= CEILING + 0.1
    np.testing.assert_array_equal(track, before)


def test_the_crashes_had_to_be_limited():
    gain = 10 ** ((TARGET - loudness_of(QUIET_WITH_CRASHES).integrated) / 20)
    assert loudness_of(QUIET_WITH_CRASHES * np.float32(gain)).peak > -1


def test_silence_stays_silence():
    silence = np.zeros((2, RATE), dtype=np.float32)
    assert not levelled(silence).any()
    assert levelled(silence[:, :0]).shape == (2, 0)


def test_the_limiter_leaves_what_is_below_its_ceiling():
    track = tone(-6)
    assert limited(track, 0.6) is track


@pytest.mark.parametrize("count", [1, 47, 48, 49, 480_000, 480_001])
def test_the_limiter_holds_at_any_length_and_place(count):
    track = np.zeros((2, count), dtype=np.float32)
    track[0, -1] = track[1, count // 2] = 3.0
    made = limited(track, 0.5)
    assert made.shape == track.shape
    assert abs(made).max() <= 0.5
    # Nothing is added, and nothing turned round.
    assert (made * track >= 0).all() and (abs(made) <= abs(track)).all()


def test_the_limiter_finds_peaks_between_the_samples():
    # A quarter of the rate, begun between two samples: every sample lies 3 dB below the crest.
    crest = np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4)
    track = faded(np.tile(crest, (2, 1)).astype(np.float32), 480, 480)
    assert abs(track).max() < 0.75
    assert loudness_of(limited(track, 0.8)).peak <= 20 * np.log10(0.8) + 0.2


def test_a_film_is_encoded_as_loud(tmp_path, studio, small_film, hum):
    scene = small_film.SmallFilm()
    scene.render()
    writer = scene.renderer.file_writer
    segments = [Path(path) for path in writer.partial_movie_files if path] * 3
    with wave.open(str(tmp_path / "song.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(QUIET_WITH_CRASHES, -1, 1).T * 32767).astype("<i2").tobytes())
    film = tmp_path / "film.mp4"
    assemble(segments, film, writer.video_encoder.frame_rate, Music(tmp_path / "song.wav"))
    with av.open(str(film)) as container:
        sound = container.streams.audio[0]
        assert (sound.codec_context.name, sound.codec_context.profile) == ("aac", "LC")
        assert (sound.rate, sound.layout.name) == (48_000, "stereo")
        assert sound.bit_rate == pytest.approx(384_000, rel=0.1)
        track = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    found = loudness_of(track)
    assert found.integrated == pytest.approx(-14, abs=1)
    assert found.peak <= -1
