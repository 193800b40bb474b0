"""Every lesson is looked at, twice a second, in every format: all stands well in the frame, from first to last."""

from pathlib import Path

import numpy as np
import pytest

from scenes import ROOT
from scenes.config import lesson_names
from scenes.film import storyboard_text
from scenes.stage import THEMES, Legend

from .measures import (
    bare_at_first,
    flashing,
    in_blocks,
    pale,
    sampled,
    standing_badly,
    taken_at_the_end,
)

KEPT = Path(__file__).parent / "storyboards"
CLOSING = 8  # seconds for which the last picture stands at least
FPS = 12  # at which flashes are looked for


def found_in(scene) -> list[str]:
    """Return all findings about a lesson that has been rehearsed, looked at twice a second."""
    samples = sampled(scene, np.arange(0, scene.timeline.seconds, 0.5).tolist())
    found = [finding for sample in samples for finding in (*standing_badly(sample), *pale(sample))]
    found += bare_at_first(samples[0])
    found += taken_at_the_end(samples[-2 * CLOSING :], any(sample.network for sample in samples))
    return found


def legends_are_short(scene, moment):
    """They name what is in the picture now: two rows of ordinary type are enough for that."""
    for legend in (m for m in scene.mobjects if isinstance(m, Legend) and m.named):
        size = legend.type_size(legend.named)
        assert size >= scene.theme.small, (moment, legend.named)
        assert len({y for _, y in legend.places(legend.named, size).values()}) <= 2, (moment, legend.named)


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_lesson_as_it_is_tells_its_story_and_stands_well(lesson, stage, variant):
    """One rehearsal for its storyboard, length, frames, and what flashes; then its colours in other themes."""
    with stage(lesson) as scene:
        beats = scene.rehearse(lambda moment: legends_are_short(scene, moment))
        timeline = scene.timeline
        found = found_in(scene)
        times = np.arange(0, timeline.seconds, 1 / FPS).tolist()
        found += flashing(scene.frames_at(times, lambda: in_blocks(scene.picture_now())), FPS)
    for theme in sorted(THEMES.keys() - {"night"}):
        with stage(lesson, variant(lesson, look={"theme": theme})) as scene:
            scene.make_ready_for(timeline)
            each = sampled(scene, [beat.start + beat.seconds - 0.1 for beat in beats])
            found += [f"{theme}, {finding}" for sample in each for finding in pale(sample)]
    assert not found, f"{lesson}:\n" + "\n".join(found)
    told = storyboard_text(beats)
    kept = KEPT / f"{lesson}.txt"
    assert kept.is_file(), f"a new lesson; if its storyboard is right, keep it as {kept.relative_to(ROOT)}:\n{told}"
    assert told == kept.read_text(), f"if the new storyboard is right, keep it in {kept.name}:\n{told}"
    assert 60 <= timeline.seconds <= 150


@pytest.mark.parametrize("lesson", lesson_names())
@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
def test_it_stands_well_in_other_formats(lesson, aspect, stage, variant):
    with stage(lesson, variant(lesson, format={"aspect": aspect})) as scene:
        scene.rehearse()
        found = found_in(scene)
    assert not found, f"{lesson} in {aspect}:\n" + "\n".join(found)
