import av
import numpy as np
import pytest

from scenes.film import (
    RATE,
    Music,
    audio_frames,
    faded,
    fit,
    music_seconds,
    read_track,
    soundtrack,
)

LOUD = np.ones((2, 1000), dtype=np.float32)


def test_fit_cuts_and_pads():
    assert fit(LOUD, 300).shape == (2, 300)
    longer = fit(LOUD, 1500)
    assert longer.shape == (2, 1500)
    assert longer[:, :1000].all() and not longer[:, 1000:].any()


def test_faded_begins_and_ends_in_silence():
    track = faded(LOUD, 10, 200)
    assert track[0, 0] == 0 and track[0, -1] == pytest.approx(0, abs=1e-6)
    assert (track[:, 10:800] == 1).all()
    assert (np.diff(track[0, 800:]) <= 0).all()
    assert LOUD.all(), "the track given is left as it was"


@pytest.mark.parametrize("count", [0, 1, 2, 7, 100])
def test_faded_copes_with_a_track_shorter_than_its_fades(count):
    track = faded(np.ones((2, count), dtype=np.float32), 60, 2000)
    assert track.shape == (2, count)
    assert np.isfinite(track).all() and (abs(track) <= 1).all()


@pytest.mark.parametrize(("seconds", "rate", "channels"), [(1.0, 44_100, 1), (0.5, 48_000, 2), (1.25, 22_050, 2)])
def test_music_seconds_is_exact(tmp_path, hum, seconds, rate, channels):
    assert music_seconds(hum(tmp_path / "a.wav", seconds, rate, channels)) == pytest.approx(seconds, abs=1 / rate)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_read_track_resamples(tmp_path, hum, rate):
    track = read_track(hum(tmp_path / "a.wav", 1.0, rate), 10 * RATE)
    assert track.shape == (2, pytest.approx(RATE, abs=2))
    crossings = (np.diff(np.signbit(track[0])) != 0).sum()
    assert crossings == pytest.approx(880, abs=3)  # 440 Hz it was and is


def test_soundtrack_has_the_length_of_the_film(tmp_path, hum):
    music = Music(hum(tmp_path / "a.wav", 3.0), fade_out=1.0)
    short, long = soundtrack(music, 2.0), soundtrack(music, 5.0)
    assert short.shape == (2, 2 * RATE) and long.shape == (2, 5 * RATE)
    assert abs(short[:, -100:]).max() < 0.01
    assert abs(short[:, RATE // 2 : RATE]).max() == pytest.approx(0.5, rel=0.1)
    assert not long[:, 3 * RATE + 10 :].any()


def test_frames_cover_the_track():
    track = np.random.default_rng(0).uniform(-1, 1, (2, 3000)).astype(np.float32)
    frames = list(audio_frames(track))
    assert [frame.pts for frame in frames] == [0, 1024, 2048]
    np.testing.assert_array_equal(np.concatenate([frame.to_ndarray() for frame in frames], axis=1), track)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(None, "no such file"), (b"not music at all", "cannot be read"), (b"", "cannot be read")],
)
def test_what_is_no_music_is_named(tmp_path, content, complaint):
    path = tmp_path / "song.mp3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=complaint) as error:
        music_seconds(path)
    assert "song.mp3" in str(error.value)


LISTS = {
    "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhum.wav\n#EXT-X-ENDLIST\n",
    "m3u": b"#EXTM3U\nhum.wav\n/etc/hostname\n",
    "concat": b"ffconcat version 1.0\nfile hum.wav\n",
    "page": b"<!DOCTYPE html><html><body>404 not found</body></html>\n" * 40,
}


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "m4a", "ogg", "m3u8", "txt", ""])
def test_a_list_of_other_files_is_never_followed(tmp_path, hum, kind, content):
    hum(tmp_path / "hum.wav", 1)
    path = tmp_path / f"list.{kind}"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"cannot be read|is empty|no sound file"):
        music_seconds(path)


CODECS = {"flac": "flac", "mp3": "libmp3lame", "m4a": "aac", "ogg": "libopus", "WAV": "pcm_s16le"}


@pytest.mark.parametrize("kind", CODECS)
def test_every_kind_of_sound_file_is_heard(tmp_path, hum, kind):
    hum(tmp_path / "hum.wav", 2)
    path = tmp_path / f"song.{kind}"
    with av.open(str(path), "w", format={"m4a": "ipod"}.get(kind, kind.lower())) as song:
        stream = song.add_stream(CODECS[kind], rate=48_000)
        resampler = av.AudioResampler(format=stream.format.name, layout="stereo", rate=48_000)
        with av.open(str(tmp_path / "hum.wav")) as hummed:
            for frame in [*hummed.decode(audio=0), None]:
                for piece in resampler.resample(frame):
                    piece.pts = None
                    song.mux(stream.encode(piece))
        song.mux(stream.encode(None))
    assert music_seconds(path) == pytest.approx(2, abs=0.1)
    assert np.abs(read_track(path, RATE)).max() > 0.1


def test_a_film_without_sound_is_no_music(tmp_path, studio, small_film):
    scene = small_film.SmallFilm()
    scene.render()
    with pytest.raises(ValueError, match="no sound"):
        music_seconds(scene.renderer.file_writer.movie_file_path.rename(tmp_path / "film.m4a"))


def test_silence_of_no_length_is_named(tmp_path, hum):
    with pytest.raises(ValueError, match="empty"):
        music_seconds(hum(tmp_path / "a.wav", 0))
