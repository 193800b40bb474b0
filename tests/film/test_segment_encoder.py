import os
from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.frame import PictureType
from manim._config.video_encoder import VideoEncoderSpec

from scenes.film import SegmentEncoder, handles

BT709 = (1, 1, 1, 1)  # primaries, transfer, matrix, and the limited range


def spec(width=426, height=240, rate=Fraction(15), codec="libx264"):
    return VideoEncoderSpec("mp4", codec, "yuv420p", width, height, rate, (("crf", "23"),))


def plain(red, green, blue):
    return np.full((240, 426, 4), (red, green, blue, 255), dtype=np.uint8)


def write(path, *pictures, **kwargs):
    encoder = SegmentEncoder(target=path, spec=spec(**kwargs))
    for picture, repeat in pictures:
        encoder.write_frame(picture, repeat=repeat)
    encoder.finish()
    return path


@pytest.mark.parametrize(
    ("rgb", "yuv"),
    [
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
        ((255, 255, 255), (235, 128, 128)),
        ((0, 0, 0), (16, 128, 128)),
    ],
)
def test_colours_are_those_of_bt709(tmp_path, rgb, yuv):
    path = write(tmp_path / "a.mp4", (plain(*rgb), 3))
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        planes = [np.frombuffer(plane, dtype=np.uint8)[0] for plane in frame.planes]
    assert planes == pytest.approx(yuv, abs=1)


@pytest.mark.parametrize("rate", [Fraction(15), Fraction(30000, 1001), Fraction(60)])
def test_the_file_says_what_it_is(tmp_path, watch, rate):
    seen = watch(write(tmp_path / "a.mp4", (plain(255, 0, 0), 7), (plain(0, 0, 255), 1), rate=rate))
    assert seen.video == {"size": (426, 240), "profile": "High", "rate": rate, "tags": BT709}
    assert len(seen.frames) == 8
    assert seen.frames[6][9, 9] == pytest.approx([255, 0, 0], abs=3)
    assert seen.frames[7][9, 9] == pytest.approx([0, 0, 255], abs=3)


@pytest.mark.parametrize(("rate", "most"), [(Fraction(60), 30), (Fraction(30000, 1001), 14), (Fraction(15), 7)])
def test_groups_of_pictures_are_closed_and_last_half_a_second(tmp_path, rate, most):
    rng = np.random.default_rng(1)
    moving = [(rng.integers(0, 255, (240, 426, 4), dtype=np.uint8), 1) for _ in range(12)]
    path = write(tmp_path / "a.mp4", *moving, (plain(9, 99, 9), 4 * most), rate=rate)
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.pts is not None]
    keys = [k for k, frame in enumerate(frames) if frame.key_frame]
    assert keys[0] == 0 and max(np.diff([*keys, len(frames)])) <= most
    kinds = "".join(PictureType(frame.pict_type).name for frame in frames)
    assert "BB" in kinds and "BBB" not in kinds
    # Closed: what is decoded after a key frame is shown after it.
    for k, packet in enumerate(packets):
        if packet.is_keyframe:
            assert min(later.pts for later in packets[k:]) == packet.pts


def test_a_pause_is_converted_once(tmp_path, monkeypatch):
    calls = []
    convert = SegmentEncoder._converted
    monkeypatch.setattr(SegmentEncoder, "_converted", lambda self, p: calls.append(1) or convert(self, p))
    write(tmp_path / "a.mp4", (plain(9, 9, 9), 50))
    assert len(calls) == 1


def test_dark_gradients_keep_their_steps(tmp_path, watch):
    ramp = np.linspace(14, 40, 426).astype(np.uint8)
    picture = np.dstack([np.tile(ramp, (240, 1))] * 3 + [np.full((240, 426), 255, np.uint8)])
    seen = watch(write(tmp_path / "a.mp4", (np.ascontiguousarray(picture), 5)))
    assert abs(seen.frames[2].astype(int) - picture[..., :3]).max() <= 3


def test_nothing_bears_the_name_before_it_is_complete(tmp_path):
    target = tmp_path / "a.mp4"
    encoder = SegmentEncoder(target=target, spec=spec())
    encoder.write_frame(plain(1, 2, 3), repeat=100)
    assert not target.exists()
    encoder.finish()
    encoder.finish()  # a second time does nothing
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_abort_leaves_nothing(tmp_path):
    encoder = SegmentEncoder(target=tmp_path / "a.mp4", spec=spec())
    encoder.write_frame(plain(1, 2, 3))
    encoder.abort()
    encoder.abort()
    assert os.listdir(tmp_path) == []
    with pytest.raises(RuntimeError, match="closed"):
        encoder.write_frame(plain(1, 2, 3))


def test_a_segment_without_frames_is_an_error(tmp_path):
    encoder = SegmentEncoder(target=tmp_path / "a.mp4", spec=spec())
    with pytest.raises(RuntimeError, match="no frames"):
        encoder.finish()
    encoder.abort()


def test_odd_sizes_are_refused_with_advice(tmp_path):
    with pytest.raises(ValueError, match="428x240"):
        SegmentEncoder(target=tmp_path / "a.mp4", spec=spec(width=427))


def test_wrong_frames_are_refused(tmp_path):
    encoder = SegmentEncoder(target=tmp_path / "a.mp4", spec=spec())
    with pytest.raises(ValueError, match="A frame is"):
        encoder.write_frame(plain(1, 2, 3)[:, :, :3])
    encoder.abort()


def test_only_ordinary_mp4_is_ours():
    assert handles(spec())
    assert not handles(None)
    assert not handles(spec(codec="libvpx-vp9"))
