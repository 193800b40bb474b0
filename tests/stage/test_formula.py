"""A formula is made of named parts, each with its colour and its place; whatever flies ends where it belongs."""

import numpy as np
import pytest
from manim import MathTypst, tempconfig

from scenes.film import fingerprint
from scenes.stage import Block, FlyIn, FlyOut, Formula, StageScene, compose
from scenes.stage.drawing import NIGHT, Box
from scenes.stage.formulas import typeset

SOURCE = "{{z_1 : z}} &= {{w_11 : w}} {{x_1 : x}} \\ &= {{0.417 : W}} dot {{0.05 : X}} {{approx : e}} {{0.021 : P}}"


@pytest.fixture(autouse=True)
def small_frame(tmp_path):
    with tempconfig({"pixel_width": 480, "pixel_height": 270, "media_dir": str(tmp_path), "dry_run": True}):
        yield


def box_of(name):
    return dict(typeset(SOURCE).pieces)[name].box


def test_parts_stand_in_reading_order():
    assert [name for name, _ in typeset(SOURCE).pieces if name] == ["z", "w", "x", "W", "X", "e", "P"]
    assert box_of("z")[2] < box_of("w")[0] < box_of("x")[0]
    assert box_of("W")[1] > box_of("w")[3]  # on the second line


def test_parts_do_not_change_how_a_formula_is_set():
    bare = typeset("z_1 &= w_11 x_1 \\ &= 0.417 dot 0.05 approx 0.021")
    assert (bare.width, bare.height) == pytest.approx((typeset(SOURCE).width, typeset(SOURCE).height), abs=1e-6)


def test_an_inner_part_is_not_in_the_outer_one():
    pieces = dict(typeset("{{frac(1, 1 + e^({{0.285 : m}})) : f}}").pieces)
    assert set(pieces) == {"f", "m"}
    assert pieces["m"].box[0] > pieces["f"].box[0]
    assert len(pieces["m"].outlines) >= 5 and pieces["f"].bars  # four digits and a point; the bar of the fraction


def test_outlines_are_those_that_manim_reads(tmp_path):
    """Manim's own reader of SVG is the reference; it takes ten times as long."""
    source = "C = -sum_k t_k ln y_k = sqrt(2) / 3 dot 10^(-4) + vec(a, b)"
    with tempconfig({"media_dir": str(tmp_path)}):
        picture = MathTypst(source, font_size=96, typst_preamble="#show math.equation: set text(weight: 450)")
    corner = np.array([picture.get_left()[0], picture.get_top()[1]])
    paths = [path[:, :2] for glyph in picture.submobjects if glyph.points.size for path in glyph.get_subpaths()]
    found = typeset(source)
    ((_, piece),) = found.pieces
    assert (found.width, found.height) == pytest.approx((picture.width, picture.height))
    assert len(piece.outlines) + len(piece.bars) == len(paths) and len(piece.bars) == 2
    ends = sorted(((path[-1] - corner) * (1, -1)).round(6).tolist() for path in paths)
    own = [outline[-1][-2:] for outline in piece.outlines] + [bar[2:] for bar in piece.bars]
    assert ends == sorted(np.round(own, 6).tolist())


def test_many_parts_are_told_apart():
    names = [f"p{k}" for k in range(300)]
    found = typeset(" ".join(f"{{{{{k % 10} : {name}}}}}" for k, name in enumerate(names)))
    assert [name for name, _ in found.pieces] == names


def test_two_parts_of_one_name_are_refused():
    with pytest.raises(ValueError, match="one part only"):
        typeset("{{a : x}} + {{b : x}}")


def test_an_unknown_part_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match=r"no part 'q'.*'W'"):
        Formula(SOURCE).middle_of("q")


def pixels(formula):
    scene = StageScene()
    scene.add(formula)
    return scene.renderer.picture(scene)[:, :, :3].astype(int)


def shows(formula, colour):
    aim = np.round(255 * np.array(colour))
    return bool((np.abs(pixels(formula) - aim).max(axis=2) <= 12).any())


def test_parts_are_painted_in_their_colours():
    formula = Formula(SOURCE, 60, colours={"w": NIGHT.negative, "X": NIGHT.answer})
    assert shows(formula, NIGHT.negative) and shows(formula, NIGHT.answer) and not shows(formula, NIGHT.error)
    formula.marks = tuple(
        m if n != "w" else type(m)(alpha=0.0) for n, m in zip(formula.names, formula.marks, strict=True)
    )
    assert not shows(formula, NIGHT.negative)


def test_a_formula_can_be_hidden_moved_and_faded_like_any_mobject():
    formula = Formula(SOURCE, 60)
    assert (pixels(formula) > 100).any()
    before = formula.middle_of("P")
    formula.shift([1, -0.5, 0])
    assert formula.middle_of("P") - before == pytest.approx([1, -0.5, 0])
    assert not (pixels(formula.set_opacity(0)) > 100).any()


def run(animation, alpha):
    animation.begin()
    animation.interpolate(alpha)
    return animation.mobject


def test_a_part_comes_from_where_it_is_sent():
    formula = Formula(SOURCE, 60, shown=False)
    origin = np.array([-3.0, 1.5, 0])
    animation = FlyIn(formula, ["W", "P"], {"W": origin})
    animation.begin()
    animation.interpolate(1e-9)
    mark = formula.marks[formula.index("W")]
    unit = formula.points[1, 0] - formula.points[0, 0]
    place = formula.middle_of("W") + np.array([mark.x, -mark.y, 0]) * unit / formula.design_size[0]
    assert place == pytest.approx(origin, abs=1e-3)
    animation.interpolate(1.0)
    assert formula.marks[formula.index("W")] == formula.marks[formula.index("P")]
    assert formula.marks[formula.index("W")].alpha == 1 and formula.marks[formula.index("w")].alpha == 0


def test_parts_arrive_one_after_the_other():
    formula = run(FlyIn(Formula(SOURCE, shown=False), ["w", "W", "P"], lag=1.0), 0.5)
    alphas = [formula.marks[formula.index(name)].alpha for name in ("w", "W", "P")]
    assert alphas[0] == 1 and 0 < alphas[1] < 1 and alphas[2] == 0


def test_a_copy_flies_and_is_gone_while_its_part_stays():
    formula = Formula(SOURCE)
    animation = FlyOut(formula, {"P": [2, 2, 0], "W": [0, 2, 0]})
    assert len(run(animation, 0.6).copies) == 2
    assert 0 < formula.marks[formula.index("P")].alpha < 1  # dim while its copy is on its way
    animation.interpolate(1.0)
    assert formula.copies == () and formula.marks[formula.index("P")].alpha == 1


def test_every_moment_can_be_shown_on_its_own():
    one, other = (FlyIn(Formula(SOURCE, shown=False), lag=0.3) for _ in range(2))
    one.begin()
    for alpha in (0.1, 0.8, 0.35):
        one.interpolate(alpha)
    assert one.mobject.marks == run(other, 0.35).marks


def test_other_numbers_and_other_states_are_other_frames():
    plain = fingerprint(Formula(SOURCE))
    assert fingerprint(Formula(SOURCE)) == plain
    assert fingerprint(Formula(SOURCE.replace("0.417", "0.418"))) != plain
    assert fingerprint(Formula(SOURCE, shown=False)) != plain
    assert fingerprint(Formula(SOURCE, colours={"w": NIGHT.error})) != plain


@pytest.mark.parametrize("box", [Box(0, 0, 700, 800), Box(0, 0, 1000, 300), Box(50, 60, 900, 600)])
def test_blocks_are_set_into_their_box_apart_and_in_one_size(box):
    blocks = [Block(SOURCE), Block("a = sum_k b_k"), Block("frac(1, 2) \\ frac(3, 4) \\ {{5 : n}}", rules=("n",))]
    formulas = compose(box, blocks, NIGHT)
    assert len({formula.size for formula in formulas}) == 1 and formulas[0].size > 30
    unit = 8 / 1080
    places = []
    for formula in formulas:
        left, top = formula.points[0, 0] / unit + 960, 540 - formula.points[0, 1] / unit
        width, height = formula.design_size
        assert left >= box.x - 1e-6 and left + width <= box.x + box.width + 1e-6
        assert top >= box.y - 1e-6 and top + height <= box.y + box.height + 1e-6
        places.append((left, top, left + width, top + height))
    for k, (left, top, right, bottom) in enumerate(places):
        assert all(left >= o[2] or o[0] >= right or top >= o[3] or o[1] >= bottom for o in places[:k])


def test_its_lines_are_noted_as_texts():
    scene = StageScene()
    formula = Formula(SOURCE, 60)
    scene.add(formula)
    placed = []
    context = scene.camera.get_cairo_context(scene.camera.pixel_array)
    context.identity_matrix()
    formula.paint(context, scene.camera, placed)
    assert len(placed) == 2
    assert placed[0].box[3] <= placed[1].box[1] + 1
