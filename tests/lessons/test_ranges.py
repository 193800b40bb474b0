"""Of every lesson any range can be rendered by itself: its segments bear the same names and show the same frames."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from scenes import ROOT
from scenes.config import lesson_names, load_config
from scenes.output import Job, Segment, order_for, plan, render_range

FEWER = {"shapes": {"data.n": "400"}}  # drawings: it trains two networks, and how well is of no concern here


def pictures(segment: Segment, folder: Path) -> list[np.ndarray]:
    path = folder / "segment.mp4"
    path.write_bytes(segment.content)
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_range_by_itself(lesson, histories, tmp_path):
    config = load_config(ROOT / "configs" / f"{lesson}.yaml", overrides=FEWER.get(lesson))
    found = plan(order_for(config, (426, 240, 5), histories))
    plays = sorted(found.missing)
    # Two plays that follow one another, with the fewest frames, in the second half: much has happened before.
    late = plays[len(plays) // 2 :]
    pairs = pairwise(late)
    one, two = min(pairs, key=lambda pair: sum(found.missing[play] for play in pair))
    names = [Path(path or "").stem for path in found.writer.partial_movie_files]
    together = render_range(Job(found.film, (one, two)))
    (alone,) = render_range(Job(found.film, (two,)))
    assert [segment.key for segment in (*together, alone)] == [names[one], names[two], names[two]]
    assert all(map(np.array_equal, pictures(together[1], tmp_path), pictures(alone, tmp_path)))
    assert len(pictures(alone, tmp_path)) == found.film.timeline.frames[two]
