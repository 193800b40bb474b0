from itertools import product

import pytest

from scenes.output import balanced


def longest(frames, ranges):
    return max(sum(frames[play] for play in plays) for plays in ranges)


def all_ways(plays, parts):
    """Return every way to cut plays into at most so many ranges."""
    for cuts in product([False, True], repeat=len(plays) - 1):
        ranges = [[plays[0]]]
        for play, cut in zip(plays[1:], cuts, strict=True):
            ranges = [*ranges, [play]] if cut else [*ranges[:-1], [*ranges[-1], play]]
        if len(ranges) <= parts:
            yield ranges


@pytest.mark.parametrize("parts", [1, 2, 3, 5, 20])
@pytest.mark.parametrize("lengths", [[30, 1, 1, 1, 480, 2, 60, 60], [7] * 9, [1], [100, 1, 1, 1, 1, 1, 1, 1]])
def test_the_longest_range_is_as_short_as_can_be(lengths, parts):
    frames = {3 * k: length for k, length in enumerate(lengths)}
    ranges = balanced(frames, parts)
    assert [play for plays in ranges for play in plays] == list(frames)
    assert len(ranges) <= parts and all(ranges)
    assert longest(frames, ranges) == min(longest(frames, way) for way in all_ways(list(frames), parts))


def test_nothing_to_do_makes_no_range():
    assert balanced({}, 4) == []
