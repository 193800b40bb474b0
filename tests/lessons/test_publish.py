"""Every lesson can be published as it stands: its texts, chapters and thumbnail keep the rules of video sites."""

import numpy as np
import pytest

from scenes import ROOT
from scenes.config import lesson_names, load_config
from scenes.output import open_lesson, upload_of
from scenes.stage.lesson import thumbnail_picture

QUICKER = {"shapes": {"training.epochs": "4", "data.n": "400"}}
CONFIGS = ROOT / "configs"


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_lesson_can_be_published(lesson, histories):
    config = load_config(CONFIGS / f"{lesson}.yaml", overrides=QUICKER.get(lesson))
    upload = upload_of([config], 15, histories)
    assert len(upload.chapters) >= 3 and len(upload.captions["captions"]) >= 15
    assert len(upload.description.encode()) <= 5000
    for section in config.own_sections():
        assert f"{section.capitalize()}: " in upload.description
    assert upload.thumbnail and len(upload.thumbnail.split()) <= 5
    assert config.publish.tags and config.publish.description
    wide = config.model_copy(update={"format": config.format.model_copy(update={"aspect": "16:9"})})
    with open_lesson(wide, height=240, fps=15, media_dir=str(histories)) as scene:
        picture = thumbnail_picture(scene, upload.moment, upload.thumbnail).astype(int)
    drawn = np.abs(picture - picture[-1, -1]).max(axis=2) > 40
    assert not drawn[-30:, -73:].any(), "the player writes the length into this corner"
    for part in (drawn[:, :193], drawn[:, 193:]):
        assert np.ptp(np.flatnonzero(part.any(axis=1))) > 90, "words and picture are large"


def test_what_was_measured_stands_in_the_description(histories):
    text = upload_of([load_config(CONFIGS / "boundary.yaml")], 15, histories).description
    for fact in (
        "Data: dataset noisy; outputs 1; n 500; noise 3; seed 6; standardise yes; test share 0.4",
        "learning rate 0.001; epochs 300; batch size 32",
        "The network 2-5-10-5-1 with 136 weights and biases was trained for 300 epochs.",
        "On its 300 examples: 9",
        "On the 200 examples it never saw: 9",
    ):
        assert fact in text, fact
