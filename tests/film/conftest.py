"""What the tests of the film share: a small studio to render in, and eyes to look at what came out."""

import importlib.util
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import av
import manim
import numpy as np
import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def small_film():
    """The module small_film.py, which the tests also run as a script."""
    spec = importlib.util.spec_from_file_location("small_film", HERE / "small_film.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["small_film"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def studio(tmp_path, small_film):
    """manim set to small pictures and to a folder of this test."""
    settings = {**small_film.SIZE, **small_film.QUIET, "media_dir": str(tmp_path / "media"), "format": "mp4"}
    with manim.tempconfig(settings):
        yield tmp_path


@dataclass
class Seen:
    """A film as a player sees it."""

    frames: list  # (height, width, 3) RGB each
    video: dict
    sound: np.ndarray | None  # (channels, n)
    seconds: float
    comment: str | None


@pytest.fixture(scope="session")
def watch():
    def watch(path) -> Seen:
        with av.open(str(path)) as film:
            stream = film.streams.video[0]
            context = stream.codec_context
            video = {
                "size": (context.width, context.height),
                "profile": context.profile,
                "rate": stream.average_rate,
                "tags": (context.color_primaries, context.color_trc, context.colorspace, context.color_range),
            }
            decoded = list(film.decode(video=0))
            assert [round(f.pts * f.time_base * stream.average_rate) for f in decoded] == list(range(len(decoded)))
            frames = [frame.to_ndarray(format="rgb24") for frame in decoded]
            seconds = film.duration / av.time_base
            sound = None
            if film.streams.audio:
                film.seek(0)
                sound = np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1)
            return Seen(frames, video, sound, seconds, film.metadata.get("comment"))

    return watch


@pytest.fixture(scope="session")
def hum():
    """Write a wave file: a tone of so many seconds."""

    def hum(path, seconds, rate=44_100, channels=1):
        tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)
        samples = np.repeat((tone * 32767).astype("<i2"), channels)
        with wave.open(str(path), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(samples.tobytes())
        return path

    return hum


@pytest.fixture
def encoded(monkeypatch):
    """The names of the segments encoded while the test runs."""
    from scenes.film import SegmentEncoder

    names = []
    finish = SegmentEncoder.finish

    def counted(encoder):
        finish(encoder)
        names.append(encoder.target.name)

    monkeypatch.setattr(SegmentEncoder, "finish", counted)
    return names
