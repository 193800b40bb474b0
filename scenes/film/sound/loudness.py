"""Every film is as loud as the next one, and no player has to turn it down or to cut off its peaks.

Loudness is what ITU-R BS.1770 and EBU R 128 measure, in LUFS; a true peak, in dBTP, is that of the sound between the
samples. Both are measured first and the track is brought to ``TARGET`` then, with a limiter that looks ahead where
the peaks would be too high.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

import av
import numpy as np
import numpy.typing as npt
from av.filter import Graph
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from scenes.film.sound.music import RATE, Track, audio_frames

TARGET = -14.0  # LUFS: what video sites play
CEILING = -2.5  # dBTP before encoding: AAC adds up to 1 dB, and -1 must hold after it
SILENT = -69.0  # LUFS: the meter's lowest mark is -70
CLOSE_ENOUGH = 0.1  # LU

BLOCK = 48  # samples, a millisecond: in such steps the limiter works
LOOK = 15  # blocks: so early the limiter begins, and so late it ends
CHUNK = 480_000  # samples that are worked on at a time


class Loudness(NamedTuple):
    """How loud a track is: the integrated loudness in LUFS, and the highest true peak in dBTP."""

    integrated: float
    peak: float


def loudness_of(track: Track) -> Loudness:
    """Measure a track of samples (2, n) as EBU R 128 says.

    Silence measures -70 LUFS and minus infinity dBTP.
    """
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo", time_base=Fraction(1, RATE))
    meter = graph.add("ebur128", "peak=true:metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    found = {"lavfi.r128.I": "-70", "lavfi.r128.true_peak": "0"}

    def read_the_meter() -> None:
        while True:
            try:
                found.update(sink.pull().metadata)
            except (av.BlockingIOError, av.EOFError):
                return

    for frame in audio_frames(track):
        source.push(frame)
        read_the_meter()
    source.push(None)
    read_the_meter()
    peak = float(found["lavfi.r128.true_peak"])
    return Loudness(float(found["lavfi.r128.I"]), 20 * math.log10(peak) if peak > 0 else -math.inf)


def levelled(track: Track) -> Track:
    """Return the track at ``TARGET``, no true peak above ``CEILING``; silence stays silence.

    Music that consists of a few short beats and nothing between them cannot be that loud; it comes as near as its
    peaks let it.
    """
    measured = loudness_of(track).integrated
    if measured <= SILENT:
        return track
    gain, made = TARGET - measured, track
    for _ in range(5):  # what the limiter takes away is given back, until nothing more comes of it
        made = limited(track * np.float32(10 ** (gain / 20)), 10 ** (CEILING / 20))
        missing = TARGET - loudness_of(made).integrated
        if abs(missing) <= CLOSE_ENOUGH:
            break
        gain += missing
    return made


def limited(track: Track, ceiling: float) -> Track:
    """Return the track with no true peak above ``ceiling`` (1 is full scale), turned down softly around the peaks.

    Every millisecond needs a certain gain. The least of them far around, averaged over as far, changes slowly and is
    nowhere greater than what is needed.
    """
    peaks = _true_peaks(track)
    if not len(peaks) or peaks.max() <= ceiling:
        return track
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    reach = 2 * LOOK + 1
    calm = uniform_filter1d(minimum_filter1d(needed, reach, mode="nearest"), reach, mode="nearest")
    # Between two blocks the gain goes straight from the lesser to the lesser, so it keeps what each of them needs.
    knots = np.minimum(np.append(calm, calm[-1]), np.append(calm[0], calm))
    out = np.empty_like(track)
    for start in range(0, track.shape[1], CHUNK):
        piece = slice(start, min(start + CHUNK, track.shape[1]))
        places = np.arange(piece.start, piece.stop) / BLOCK
        out[:, piece] = track[:, piece] * np.interp(places, np.arange(len(knots)), knots).astype(np.float32)
    return out


def _true_peaks(track: Track) -> npt.NDArray[np.float64]:
    """Return the highest true peak of each block, found at four times the samples as BS.1770 says."""
    count, around = track.shape[1], 2 * BLOCK
    peaks = np.zeros(-(-count // BLOCK))
    for start in range(0, count, CHUNK):
        stop = min(start + CHUNK, count)
        left, right = max(0, start - around), min(count, stop + around)
        fine = np.abs(resample_poly(track[:, left:right], 4, 1, axis=1)).max(axis=0)
        fine = fine[4 * (start - left) : 4 * (stop - left)]
        fine = np.pad(fine, (0, -len(fine) % (4 * BLOCK)))
        blocks = fine.reshape(-1, 4 * BLOCK).max(axis=1)
        peaks[start // BLOCK : start // BLOCK + len(blocks)] = blocks
    return peaks
