"""A writer gathers the frames of a film, segment by segment, and binds them into one file.

Each play becomes a segment, kept in a cache; at the end the segments are laid one behind the other without
being encoded again, and the music is put under them.
"""

from __future__ import annotations

import dataclasses
import heapq
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import manim
from manim import logger
from manim.scene.scene_file_writer import SceneFileWriter

from scenes.film.captions import CaptionFile, remove_captions
from scenes.film.media_folder import with_real_folders
from scenes.film.segment_encoder import SETTINGS, SegmentEncoder, handles
from scenes.film.sound.loudness import levelled
from scenes.film.sound.music import AAC_BIT_RATE, RATE, Music, audio_frames, soundtrack
from scenes.film.whole_file import remove_leftovers, written_whole

INDEX_FIRST = {"movflags": "+faststart"}


class FilmWriter(SceneFileWriter):
    """manim's file writer with our own encoder and assembly; ``writer.music`` puts music under the film.

    Formats other than an ordinary mp4 (gif, webm, transparent, pictures) and films that use manim's own
    ``add_sound`` are left to manim.

    Attributes
    ----------
    title
        The title that players show; empty for none.
    music
        What plays under the film, or None. It is trimmed or padded to the film's length, and brought to the loudness
        that all films have.
    stills_folder
        Where single pictures of the film are kept, or None if they are not.
    captions
        What stands in a file beside the film, or None; ``captions_path`` is where, once it is written.
    planning
        Whether a film is only gone through, to learn the names of its segments: then none is rendered.
    """

    # The names of segments that are never taken from the cache begin with this, as manim's do.
    UNCACHED = "uncached_"

    def __init__(self, settings: Any) -> None:
        # manim throws segments away beyond 100 files: a long lesson would push out its own beginning.
        plan = with_real_folders(settings.plan)
        super().__init__(dataclasses.replace(settings, plan=plan, max_files_cached=-1))
        self.music: Music | None = None
        self.title = ""
        self.captions: CaptionFile | None = None
        self.captions_path: Path | None = None
        artifact = self.output_plan.primary_artifact
        self.stills_folder = None if artifact is None else artifact.parent
        self.planning = False
        self._ours = handles(self.video_encoder) and not self.output_spec.is_gif
        if self._ours:
            remove_leftovers(self.partial_movie_directory)
            remove_leftovers(self.movie_file_path.parent)

    @property
    def encoder_settings(self) -> dict[str, str] | None:
        """How segments are encoded, beyond what manim knows of it; None where manim encodes them."""
        return SETTINGS if self._ours else None

    def is_already_cached(self, hash_invocation: str) -> bool:
        """Whether the segment of this key has been rendered before."""
        if self.planning:
            return True
        if hash_invocation.startswith(self.UNCACHED):
            return False
        if not super().is_already_cached(hash_invocation):
            return False
        segment = self.output_plan.segment_path(hash_invocation)
        if self._ours and not is_whole(segment, self.video_encoder.frame_rate):
            segment.unlink(missing_ok=True)  # a failing disk, or somebody's hand: it is rendered anew
            return False
        return True

    def _create_segment_encoder(self, target: Path) -> Any:
        if not self._ours:
            return super()._create_segment_encoder(target)
        return SegmentEncoder(target=target, spec=self.video_encoder)

    def finish(self) -> None:
        """Bind the film, and write its captions beside it; beside a part of it they would be wrong."""
        super().finish()
        if self.captions is None or not self.output_spec.is_video:
            return
        plays = [path for path in self.partial_movie_files if path is not None]
        if len(plays) == self.captions.plays:
            self.captions_path = self.captions.write_beside(self.movie_file_path)
        else:
            remove_captions(self.movie_file_path)

    def combine_files(
        self,
        input_files: list[str],
        output_file: Path,
        create_gif: bool = False,
        includes_sound: bool = False,
    ) -> None:
        """Bind segments into `output_file`: the whole film (with its music), or one section (without)."""
        if create_gif or not self._ours:
            super().combine_files(input_files, output_file, create_gif, includes_sound)
            return
        music = self.music if output_file == self.movie_file_path else None
        if music and self.includes_sound:
            logger.warning(f"The scene adds sounds of its own; its music {music.path} is left out.")
            music = None
        assemble([Path(file) for file in input_files], output_file, self.video_encoder.frame_rate, music, self.title)


def assemble(
    segments: list[Path], target: Path, frame_rate: Fraction, music: Music | None = None, title: str = ""
) -> int:
    """Write `segments` one behind the other into `target`, with `music` under them.

    The pictures are copied as they are, with their colour tags. The file begins with its index, so that a
    player on the web can start at once. It appears under its name only when it is complete.

    Returns
    -------
    int
        The number of frames.
    """
    timings = [_timing(segment, frame_rate) for segment in segments]
    count = sum(frames for frames, _ in timings)
    delay = max(delay for _, delay in timings)
    with written_whole(target) as partial, av.open(partial, "w", format="mp4", container_options=INDEX_FIRST) as film:
        film.metadata["comment"] = f"Rendered with Manim Community v{manim.__version__}"
        if title:
            film.metadata["title"] = title
        with av.open(segments[0]) as first:
            pictures = film.add_stream_from_template(first.streams.video[0])
        tracks = [_pictures(segments, pictures, frame_rate, delay)]
        if music:
            tracks.append(_sound(film, music, count / frame_rate))
        for packet in heapq.merge(*tracks, key=_decoding_time):
            film.mux(packet)
    return count


def _decoding_time(packet: Any) -> Fraction:
    return packet.dts * packet.time_base


def is_whole(segment: Path, frame_rate: Fraction) -> bool:
    """Whether a segment can be read to its end."""
    try:
        _timing(segment, frame_rate)
    except (ValueError, OSError, av.FFmpegError):
        return False
    return True


def _packets(segment: Path) -> Iterator[Any]:
    with av.open(segment) as container:
        for packet in container.demux(container.streams.video[0]):
            if packet.dts is not None:  # the demuxer ends with an empty packet
                yield packet


def _frame_number(packet: Any, frame_rate: Fraction) -> int:
    return round(packet.pts * packet.time_base * frame_rate)


def _timing(segment: Path, frame_rate: Fraction) -> tuple[int, int]:
    """How many frames a segment has, and by how many a frame may be decoded ahead of its turn."""
    numbers = [_frame_number(packet, frame_rate) for packet in _packets(segment)]
    if sorted(numbers) != list(range(len(numbers))) or not numbers:
        raise ValueError(f"{segment}: the segment is damaged; delete it and render again")
    return len(numbers), max(position - number for position, number in enumerate(numbers))


def _pictures(segments: list[Path], stream: Any, frame_rate: Fraction, delay: int) -> Iterator[Any]:
    """The packets of all segments, numbered through.

    The n-th packet is decoded at frame n - delay and shown at its own number. Numbered so, the times keep
    rising across the joints, which the segments' own decoding times do not do when one is shorter than
    the delay.
    """
    start = position = 0
    for segment in segments:
        for packet in _packets(segment):
            number = start + _frame_number(packet, frame_rate)
            packet.stream = stream
            packet.time_base = 1 / frame_rate
            packet.pts, packet.dts, packet.duration = number, position - delay, 1
            position += 1
            yield packet
        start = position


def _sound(film: Any, music: Music, seconds: Fraction) -> Iterator[Any]:
    stream = film.add_stream("aac", rate=RATE, layout="stereo", bit_rate=AAC_BIT_RATE)

    def packets() -> Iterator[Any]:
        for frame in audio_frames(levelled(soundtrack(music, seconds))):
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return packets()
