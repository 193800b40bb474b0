import manim
import numpy as np
import pytest

from scenes.film import FilmRenderer, frames, snap

RATES = (15, 24, 25, 29.97, 30, 50, 59.94, 60)


@pytest.mark.parametrize("fps", RATES)
def test_a_snapped_run_time_gives_exactly_its_frames(fps):
    rng = np.random.default_rng(1)
    wishes = np.concatenate([np.arange(1, 600) / fps, np.arange(1, 200) / 10, rng.uniform(0, 600, 400), [1e-9]])
    for seconds in wishes:
        meant = max(1, round(seconds * fps))
        run_time = snap(seconds, fps)
        assert len(np.arange(0, run_time, 1 / fps)) == meant  # manim's loop
        assert frames(run_time, fps) == meant  # a pause
        assert snap(run_time, fps) == run_time
        assert abs(run_time - meant / fps) < 1e-3 / fps + 1e-12


def test_a_film_has_the_frames_it_should(studio, small_film, watch):
    scene = small_film.SmallFilm()
    scene.render()
    assert len(watch(scene.renderer.file_writer.movie_file_path).frames) == sum(small_film.SmallFilm.PLAYS)
    assert scene.time == sum(small_film.SmallFilm.PLAYS) / 15


def test_time_does_not_drift(studio, small_film):
    scene = small_film.SmallFilm()
    scene.render()
    again = small_film.SmallFilm()  # all its plays come from the cache
    again.render()
    assert again.time == scene.time


def test_a_pause_paints_nothing_twice(studio, small_film, monkeypatch):
    shown = []

    class Pause(small_film.SmallFilm):
        def construct(self):
            self.add(small_film.Disc(alpha=0.5))
            self.wait(0.2)
            self.play(manim.Create(manim.Dot(3 * manim.UP)), run_time=0.2)

    add_frame = FilmRenderer.add_frame

    def seen(self, frame, num_frames=1):
        shown.append(frame[120, 213, 0])
        add_frame(self, frame, num_frames)

    monkeypatch.setattr(FilmRenderer, "add_frame", seen)
    Pause().render()
    assert len(shown) == 4
    assert len(set(shown)) == 1, "the disc is denser in the pause"
    assert shown[0] == pytest.approx(128, abs=1)


def test_what_the_cache_holds_is_not_painted(studio, small_film):
    small_film.SmallFilm().render()
    small_film.Disc.paintings = 0
    small_film.SmallFilm().render()
    assert small_film.Disc.paintings == 0


def test_picture_shows_the_scene_as_it_stands(studio, small_film):
    taken = []

    class Stills(small_film.SmallFilm):
        def construct(self):
            disc = small_film.Disc(alpha=0.5)
            self.add(disc)
            self.wait(0.2)
            taken.append(self.renderer.picture(self))
            self.play(disc.animate.shift(3 * manim.RIGHT), run_time=0.2)
            taken.append(self.renderer.picture(self))

    for _ in range(2):  # rendered, then from the cache
        Stills().render()
    first, moved, first_again, moved_again = taken
    assert first[120, 213, 0] == pytest.approx(128, abs=1)
    assert moved[120, 213, 0] == 0
    np.testing.assert_array_equal(first, first_again)
    np.testing.assert_array_equal(moved, moved_again)


def test_manims_own_hash_is_back_after_a_play(studio, small_film):
    from manim.renderer import cairo_renderer
    from manim.utils.hashing import get_hash_from_play_call

    small_film.SmallFilm().render()
    assert cairo_renderer.get_hash_from_play_call is get_hash_from_play_call
