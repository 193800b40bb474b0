"""An encoder turns the painted frames of one play into a small piece of film with the right colours.

manim would convert with the colour matrix of standard television and say nothing about it, and players would
show shifted colours in high definition. Here each frame is converted once with the matrix of high definition
(BT.709), and the file says so.
"""

from __future__ import annotations

import os
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter

from scenes.film.whole_file import partial_path

SETTINGS = {
    "preset": "veryfast",
    "crf": "18",
    "profile": "high",
    "x264-params": "aq-mode=3:bframes=2",
    "threads": "2",
}
"""How x264 encodes.

Measured at 1080p60 on pictures of this film (dark ground, thin lines moving, glows, a cross-fade, a pause),
two cores, conversion included; size is that of 150 frames, quality that of the luma, "dark" the error left in
a wide dark glow after smoothing, which is what is seen as bands:

=====================  ===========  =======  ==========  =======  ====
settings               ms a frame   kB       PSNR (dB)   SSIM     dark
=====================  ===========  =======  ==========  =======  ====
medium, 23 (manim's)   20.4         943      43.2        0.9952   0.11
veryfast, 23            8.4         782      40.1        0.9916
veryfast, 18            9.5         1263     44.5        0.9963   0.11
veryfast, 18, aq 3      9.2         1306     44.6        0.9964   0.08
veryfast, 16, aq 3      9.8         1581     46.4        0.9974   0.06
faster, 18, aq 3       14.2         1402     46.7        0.9975
superfast, 22, aq 3     7.5         1398     44.1        0.9958
=====================  ===========  =======  ==========  =======  ====

So: better than manim's quality in less than half its time, for a third more bytes. aq-mode 3 spends more on
the dark parts.

Two B-frames and a closed group of pictures every half second (x264 closes its groups by itself) are what video
sites ask for. Of the XOR lesson they make 2.2 Mbit/s where four seconds and three B-frames made 1.5, in the same
time; so all films are encoded in this one way, and none is encoded twice for its upload.

With another number of threads x264 decides otherwise, and the frames differ: a film would depend on the computer
that made it. Two keep up with the painting (10.2 ms a frame; one 12.3, four 10.4) and cost 5 % more work than one,
so that several films, or ranges of one film, can be rendered side by side.
"""

# A player, and an editor, can jump to each key frame.
KEYFRAME_SECONDS = Fraction(1, 2)

# The number that means BT.709 as a matrix in the tags of a file (ITU-T H.273); swscale counts otherwise.
BT709_TAG = 1


def handles(spec: Any) -> bool:
    """Whether this is an output for `SegmentEncoder`: an ordinary mp4. All others are left to manim."""
    return spec is not None and (spec.container_format, spec.codec, spec.pixel_format) == (
        "mp4",
        "libx264",
        "yuv420p",
    )


class SegmentEncoder:
    """Encodes RGBA frames into one mp4, as manim's ``VideoSegmentEncoder`` would, in BT.709 and tagged.

    The file appears under its name only when it is complete: a render killed in the middle leaves nothing
    that could be taken for a finished segment.

    Parameters
    ----------
    target
        The segment to write.
    spec
        manim's ``VideoEncoderSpec``: size and frame rate.
    """

    def __init__(self, *, target: Path, spec: Any) -> None:
        if spec.width % 2 or spec.height % 2:
            raise ValueError(
                f"The picture is {spec.width}x{spec.height} pixels; an mp4 needs even numbers, "
                f"such as {spec.width + spec.width % 2}x{spec.height + spec.height % 2}."
            )
        self.target = target
        self.spec = spec
        self._partial = partial_path(target)
        self._reformatter = VideoReformatter()
        self._next_pts = 0
        self._closed = False
        target.parent.mkdir(parents=True, exist_ok=True)
        self._container = av.open(self._partial, "w", format="mp4")
        try:
            self._stream: Any = self._container.add_stream("libx264", rate=spec.frame_rate, options=SETTINGS)
            self._stream.width, self._stream.height = spec.width, spec.height
            self._stream.pix_fmt = "yuv420p"
            self._stream.time_base = 1 / spec.frame_rate
            context = self._stream.codec_context
            context.gop_size = max(1, int(KEYFRAME_SECONDS * spec.frame_rate))
            context.color_primaries = int(ColorPrimaries.BT709)
            context.color_trc = int(ColorTrc.BT709)
            context.colorspace = BT709_TAG
            context.color_range = int(ColorRange.MPEG)
        except BaseException:
            self.abort()
            raise

    def write_frame(self, pixels: npt.NDArray[np.uint8], *, repeat: int = 1) -> None:
        """Encode `pixels` (height, width, 4), shown `repeat` frames long."""
        if self._closed:
            raise RuntimeError(f"The segment {self.target.name} is closed.")
        expected = (self.spec.height, self.spec.width, 4)
        if pixels.shape != expected or pixels.dtype != np.uint8:
            raise ValueError(f"A frame is {expected} of uint8, not {pixels.shape} of {pixels.dtype}.")
        frame = self._converted(pixels)
        frame.time_base = Fraction(1) / self.spec.frame_rate
        for _ in range(repeat):
            # x264 takes a copy of what it is given, so one converted frame serves for the whole pause.
            frame.pts = self._next_pts
            self._next_pts += 1
            self._container.mux(self._stream.encode(frame))

    def _converted(self, pixels: npt.NDArray[np.uint8]) -> av.VideoFrame:
        rgba = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(pixels), format="rgba")
        return self._reformatter.reformat(
            rgba,
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_trc=ColorTrc.BT709,
            dst_color_primaries=ColorPrimaries.BT709,
        )

    def finish(self) -> None:
        """Write what the encoder still holds, close the file and give it its name."""
        if self._closed:
            return
        if not self._next_pts:
            raise RuntimeError(f"The segment {self.target.name} has no frames.")
        self._closed = True
        try:
            self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()
        os.replace(self._partial, self.target)

    def abort(self) -> None:
        """Close and remove the half-written file."""
        if not self._closed:
            self._closed = True
            with suppress(av.FFmpegError):
                self._container.close()
        self._partial.unlink(missing_ok=True)
