"""Music under a film must end when the film ends, and neither begin nor stop with a click.

A track is an array of samples, (channels, n), numbers from -1 to 1, `RATE` of them a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from scenes.config.examples.file_checks import SOUND, SOUND_FILES

RATE = 48_000
AAC_BIT_RATE = 384_000
CHUNK = 1024  # samples in one AAC frame

Track = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Music:
    """A piece of music for a film.

    Parameters
    ----------
    path
        A sound file, of a kind of :data:`scenes.config.examples.file_checks.SOUND`.
    fade_in, fade_out
        Seconds at the film's beginning and end over which it swells and fades.
    """

    path: Path
    fade_in: float = 0.02
    fade_out: float = 2.0


def music_seconds(path: str | Path) -> float:
    """How long the music really lasts, found by decoding it: what a file says of itself is often an estimate.

    Raises
    ------
    ValueError
        If the file cannot be read or holds no sound.
    """
    return float(sum(Fraction(frame.samples, frame.sample_rate) for frame in _decoded(path)))


def soundtrack(music: Music, seconds: float | Fraction) -> Track:
    """The music as it plays under a film of `seconds`: trimmed or padded with silence, faded in and out.

    Returns
    -------
    (2, round(seconds * RATE)) float32
    """
    count = round(seconds * RATE)
    track = fit(read_track(music.path, count), count)
    return faded(track, round(music.fade_in * RATE), round(music.fade_out * RATE))


def read_track(path: str | Path, count: int) -> Track:
    """Decode at least the first `count` samples of a file as stereo at `RATE`; fewer if it is shorter."""
    resampler: av.AudioResampler | None = None
    pieces: list[Track] = []
    length = 0
    for frame in _decoded(path):
        if resampler is None:
            # FFmpeg would make stereo of mono 3 dB quieter; a player plays it as loud on both sides.
            layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
            resampler = av.AudioResampler(format="fltp", layout=layout, rate=RATE)
        frame.pts = None  # gaps and overlaps in a file's own clock are no concern of ours
        for piece in resampler.resample(frame):
            pieces.append(_samples(piece))
            length += piece.samples
        if length >= count:
            break
    else:
        assert resampler is not None  # an empty file has raised its error
        pieces.extend(_samples(piece) for piece in resampler.resample(None))
    return np.concatenate(pieces, axis=1)


def fit(track: Track, count: int) -> Track:
    """`track` cut to `count` samples, or lengthened to them by silence."""
    missing = max(0, count - track.shape[1])
    return np.pad(track[:, :count], ((0, 0), (0, missing)))


def faded(track: Track, fade_in: int, fade_out: int) -> Track:
    """`track` swelling over the first and fading over the last samples, along a quarter of a sine.

    Both fades are shortened in proportion where the track is too short for them.
    """
    count = track.shape[1]
    squeeze = min(1.0, count / max(1, fade_in + fade_out))
    gain = np.ones(count, dtype=np.float32)
    if rising := round(fade_in * squeeze):
        gain[:rising] = np.sin(np.linspace(0, np.pi / 2, rising))
    if falling := min(round(fade_out * squeeze), count - rising):
        gain[count - falling :] *= np.cos(np.linspace(0, np.pi / 2, falling))
    return track * gain


def audio_frames(track: Track) -> Iterator[av.AudioFrame]:
    """The track in the pieces an encoder takes, each with its place in time."""
    for start in range(0, track.shape[1], CHUNK):
        piece = np.ascontiguousarray(track[:, start : start + CHUNK])
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts, frame.time_base = start, Fraction(1, RATE)
        yield frame


def _samples(frame: av.AudioFrame) -> Track:
    samples = frame.to_ndarray().astype(np.float32, copy=False)
    return np.broadcast_to(samples, (2, samples.shape[1]))


def _decoded(path: str | Path) -> Iterator[av.AudioFrame]:
    """The decoded frames of the first sound stream of a file."""
    heard = False
    try:
        # By its name's kind, and from this file alone: a playlist would name other files, and addresses.
        kind = SOUND[Path(path).suffix.lower()]
        with av.open(str(path), format=kind, options={"protocol_whitelist": "file"}) as container:
            if not container.streams.audio:
                raise ValueError(f"{path}: there is no sound in this file")
            for frame in container.decode(audio=0):
                heard = heard or frame.samples > 0
                yield frame
    except KeyError as error:
        raise ValueError(f"{path}: this is no sound file; {SOUND_FILES}") from error
    except FileNotFoundError as error:
        raise ValueError(f"{path}: there is no such file") from error
    except (av.FFmpegError, OSError) as error:
        raise ValueError(f"{path}: this file cannot be read as sound; write the name of a sound file") from error
    if not heard:
        raise ValueError(f"{path}: the sound in this file is empty")
