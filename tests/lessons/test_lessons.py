"""What every lesson does with its config: it takes its length from it, and refuses what cannot be filmed."""

import pytest

from scenes.config import config_class_of, lesson_names
from scenes.stage.lesson import LAYOUTS


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1080), (1080, 1920)])
@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_but_the_caption_stands_below_the_end_of_a_layout(name, size):
    layout = LAYOUTS[name](*size)
    assert layout["caption"].bottom == pytest.approx(0.95 * size[1])
    assert layout.end < layout["caption"].y
    low = {name for name, box in layout.boxes.items() if box.bottom > layout.end + 1e-6}
    assert low - {"caption", "frame"} == set()


@pytest.mark.parametrize("lesson", lesson_names())
def test_the_film_has_the_length_that_its_config_asks_for(lesson, stage, variant):
    with stage(lesson, variant(lesson, pacing={"seconds": 150})) as scene:
        beats = scene.rehearse()
        assert abs(beats[-1].start + beats[-1].seconds - 150) <= 1 / 15


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_lesson_hands_out_the_histories_it_shows(lesson, stage):
    """Whoever renders elsewhere takes them along, by the names under which they are looked for there."""
    with stage(lesson) as scene:
        histories = scene.prepare()
        own = (getattr(scene, name) for name in ("history", "other") if hasattr(scene, name))
        assert list(histories.values()) == list(own)
        assert all((scene.cache_dir / name).is_file() for name in histories)
    assert len(histories) == {"deep": 0, "shapes": 2}.get(lesson, 1)


@pytest.mark.parametrize("aspect", ["16:9", "1:1"])
@pytest.mark.parametrize("key", ["average_error", "title", "inputs", "excites", "close_right"])
def test_words_that_do_not_fit_are_refused(key, aspect, stage, variant, capsys):
    path = variant("xor", words={key: "Donaudampfschifffahrtsgesellschaftskapitaen" * 3}, format={"aspect": aspect})
    with stage("xor", path) as scene, pytest.raises(SystemExit):
        scene.setup()
    error = capsys.readouterr().err
    assert f"words.{key}: " in error and "is too long for its place in this format" in error


def test_a_word_that_is_cut_to_fit_is_refused_and_a_name_from_the_data_is_not(stage, variant, capsys):
    names = ["circle", "square", "Donaudampfschifffahrtsgesellschaftslager"]
    with stage("shapes", variant("shapes", words={"class_names": names})) as scene, pytest.raises(SystemExit):
        scene.setup()
    error = capsys.readouterr().err
    assert "words.class_names: " in error and f"{names[2]!r} is too long for its place in this format" in error


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_font_that_is_not_there_is_refused(lesson, stage, variant, capsys):
    with stage(lesson, variant(lesson, look={"font": "DejaVu Sanz"})) as scene, pytest.raises(SystemExit):
        scene.setup()
    error = capsys.readouterr().err
    assert "look.font: the font DejaVu Sanz is not installed here; did you mean DejaVu Sans?" in error


@pytest.mark.parametrize("lesson", lesson_names())
def test_too_short_a_film_is_refused_in_one_line(lesson, stage, variant, capsys):
    path = variant(lesson, pacing={"seconds": 20})
    with stage(lesson, path) as scene, pytest.raises(SystemExit) as caught:
        scene.setup()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "pacing.seconds: 20 s is too short to read the words; the least that fits is" in error
    assert f"{path.name}:" in error


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_placeholder_that_a_text_may_hold_is_filled(lesson, stage, variant):
    """What a text may hold is told to the editor: a teacher who uses all of it gets a film, not a KeyError."""
    words = config_class_of(lesson).model_fields["words"].annotation
    facts = {name: words.facts(name) for name in words.model_fields}
    texts = {name: " ".join(f"{{{fact}}}" for fact in known) for name, known in facts.items() if known}
    with stage(lesson, variant(lesson, words=texts, pacing={"seconds": None, "music": None})) as scene:
        assert scene.rehearse()
        # A text that this run does not come to is filled from the facts of those that it does.
        said = {name for beat in scene.beats for name in beat.words if "{" in name}
    assert said == set()
