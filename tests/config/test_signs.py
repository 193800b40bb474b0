"""Letters that look alike are alike, and what nobody sees is told of."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from PIL import Image

from nnlib import LOSSES, read_csv
from scenes.config import read_pictures

NBSP, NARROW, WIDE, ZERO, SOFT, MARK, LINE = "\u00a0", "\u202f", "\u3000", "\u200b", "\u00ad", "\u200e", "\u2028"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("  epochs", f"{NBSP} epochs"), "13:1: {}a no-break space; write a blank"),
        (("epochs: 60000", f"epochs:{NBSP}60000"), "13:10: {}a no-break space; write a blank"),
        (
            ("epochs: 60000", f"epochs: 6{NARROW}000"),
            "13:12: training.epochs: a narrow no-break space",
        ),
        (("epochs: 60000", f"epochs: 60000{ZERO}"), "13:16: training.epochs: a zero width space; delete it"),
        (("[4]", f"[{WIDE}4]"), "10:12: network.hidden: an ideographic space; write a blank"),
        (("epochs", f"ep{SOFT}ochs"), "13:5: {}a soft hyphen; delete it"),
        (("lesson: xor", f"{MARK}lesson: xor"), "1:1: a left-to-right mark; delete it"),
        (("title: A puzzle", f"title: A{ZERO} puzzle"), "2:9: title: a zero width space; delete it"),
        (("dataset: puzzle", f'dataset: "puz{ZERO}zle"'), "7:16: data.dataset: a zero width space; delete it"),
        (('question: "What', f'question:{NBSP}"What'), "4:12: "),
    ],
)
def test_odd_spaces_and_invisible_signs_are_named(desk, change, said):
    (line,) = desk.said_about(change)
    place, _, told = said.partition("{}")
    assert line.startswith(f"x.yaml:{place}") and told in line


def test_what_typography_and_scripts_need_stands_in_texts(desk):
    desk.edit(("A puzzle", f"Un casse-tête{NARROW}?"), ("What about", f"Que dire{NBSP}de\u200c\u200d"))
    assert desk.load().title == f"Un casse-tête{NARROW}?"
    desk.edit(("title: A puzzle", f"title: A puzzle  # from{NBSP}a page{ZERO}"), ("A puzzle", "A \\xa0 puzzle"))
    assert "\\xa0" in desk.load().title


def test_decomposed_letters_are_put_together(desk):
    apart = unicodedata.normalize("NFD", "Übung für Schüler")
    desk.edit(("A puzzle", apart), ("What about", apart))
    config = desk.load(overrides={"words.close": unicodedata.normalize("NFD", "Schön {answer}")})
    assert config.title == "Übung für Schüler" and config.words.question.startswith("Übung für")
    assert config.words.close.startswith("Schön")


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("said", ["NFC", "NFD"])
def test_a_file_is_found_however_its_umlauts_are_stored(desk, stored, said):
    name = unicodedata.normalize(stored, "Größe.csv")
    desk.write(unicodedata.normalize(stored, "a,b,Ergebnis\n1,2,schön\n2,1,hässlich\n").encode(), name)
    desk.edit(("dataset: puzzle\n  question: [1, 1, 0, 0]", unicodedata.normalize(said, "csv: Größe.csv")))
    config = desk.load()
    assert config.beside(config.data.csv).read_bytes()
    assert read_csv(desk.folder / name).classes == ("hässlich", "schön")


def test_labels_that_look_alike_are_one_class(desk):
    rows = "a,kind\n1,schön\n2,other\n3," + unicodedata.normalize("NFD", "schön") + "\n"
    desk.write(rows, "t.csv")
    assert read_csv(desk.folder / "t.csv").classes == ("other", "schön")
    for name in ("Krüge", "Tassen"):
        folder = desk.folder / "p" / unicodedata.normalize("NFD", name)
        folder.mkdir(parents=True)
        for k in range(2):
            picture = np.full((20, 20), 255, np.uint8)
            picture[5:15, 5 + k : 15] = 0
            Image.fromarray(picture).save(folder / f"{k}.png")
    assert read_pictures(desk.folder / "p").classes == ("Krüge", "Tassen")


@pytest.mark.parametrize(
    ("key", "name", "ours"),
    [
        ("loss", "categorical_crossentropy", "cross_entropy"),
        ("loss", "CrossEntropyLoss", "cross_entropy"),
        ("loss", "sparse categorical crossentropy", "cross_entropy"),
        ("loss", "BCEWithLogitsLoss", "binary_cross_entropy"),
        ("loss", "binary_crossentropy", "binary_cross_entropy"),
        ("loss", "log_loss", "binary_cross_entropy"),
        ("loss", "logistic", "binary_cross_entropy"),
        ("loss", "MSE", "squared_error"),
        ("loss", "nn.MSELoss", "squared_error"),
        ("optimizer", "SGD", "sgd"),
        ("optimizer", "Nesterovs", "nesterov"),
        ("optimizer", "RMSProp", "rmsprop"),
        ("output", "linear", "identity"),
        ("output", "logistic", "sigmoid"),
        ("output", "ReLU", "relu"),
        ("output", "LeakyReLU", "leaky_relu"),
        ("init", "xavier", "glorot_uniform"),
        ("init", "Xavier-Normal", "glorot_normal"),
        ("init", "kaiming_normal", "he_normal"),
    ],
)
def test_other_libraries_names_come_first(desk, key, name, ours):
    place = ("[4]", f"[4]\n  {key}: {name}") if key in ("output", "init") else ("epochs", f"{key}: {name}\n  epochs")
    (line,) = [line for line in desk.said_about(place) if f".{key}: {name!r} is not" in line]
    assert line.endswith(f"did you mean {ours}?")


def test_a_function_that_is_not_here_is_not_guessed(desk):
    (line,) = desk.said_about(("[4]", "[4]\n  output: gelu"))
    assert "did you mean relu" in line or "known here" in line
    assert set(LOSSES) == {"squared_error", "binary_cross_entropy", "cross_entropy"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0,1", "'0,1' is not a number; write 0.1, with a point"),
        (
            "1,000",
            "'1,000' is not a number; write 1000 if the comma parts thousands, or 1.000 if it stands for a point",
        ),
        ("1 000", "'1 000' is not a number; write a number such as 1000"),
        ("5%", "'5%' is not a number; write 5 alone"),
    ],
)
def test_a_comma_has_both_its_meanings(desk, written, said):
    assert desk.said_about(("learning_rate: 1.0", f"learning_rate: {written}"))[0].endswith(f"learning_rate: {said}")
