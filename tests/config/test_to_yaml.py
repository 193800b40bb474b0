"""A complete config is written out so that it says exactly the same when it is read again."""

import pytest
import yaml

from scenes import ROOT
from scenes.config import load_config, read_value, yaml_text

CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_it_says_the_same(path, tmp_path):
    config = load_config(path)
    written = tmp_path / "config.yaml"
    written.write_text(config.to_yaml(tmp_path), encoding="utf-8")
    again = load_config(written, allow_outside=True)
    assert again.digest == config.digest
    assert again.to_yaml() == config.to_yaml()


def test_it_leaves_nothing_out_and_keeps_the_order_of_the_sections():
    config = load_config(ROOT / "configs" / "xor.yaml")
    written = yaml.safe_load(config.to_yaml())
    assert written == config.dump()
    names = list(written)
    assert names[:6] == ["lesson", "title", "words", "data", "network", "training"]
    assert written["training"]["weight_decay"] == 0.0  # a default, not written in the file


TEXTS = (
    *(
        "1e-3",
        "0o17",
        "0x1f",
        "1:30",
        "16:9",
        "on",
        "yes",
        "true",
        "null",
        "~",
        "-",
        "1_000",
        ".5",
        "+1",
        "2026-01-01",
    ),
    *("a: b", "# no", "{a}", "[1]", "'", '"', "\\", "two\nlines", " spaces ", "Größe", "𝄞 clef", "é́", "x" * 300),
    *("- a", "? b", "! c", "& d", "* e", "| f", "> g", "% h", "@ i", "` j", "word", "two words", "no-way", "a #b"),
)


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_comes_back(text):
    node, mistakes = read_value(yaml_text({"key": text}).partition(": ")[2], "key")
    assert (node.value, mistakes) == (text, [])


@pytest.mark.parametrize("number", [0, -3, 1.0, 0.1, 1e-9, 1e22, -2.5e-7, 2**32 - 1, 123456.789012345678])
def test_any_number_comes_back(number):
    node, mistakes = read_value(yaml_text({"key": number}).partition(": ")[2], "key")
    assert (node.value, type(node.value), mistakes) == (number, type(number), [])


def test_paths_are_turned_to_where_it_is_written(tmp_path):
    home, other = tmp_path / "my lessons ü", tmp_path / "other"
    home.mkdir(), other.mkdir()
    (home / "mine.csv").write_text("a,b,c,right\n0,0,1,0\n0,1,1,1\n1,0,1,1\n")
    changes = {"dataset": None, "csv": "mine.csv", "question": [1, 1, 0, 0]}
    (home / "c.yaml").write_text(yaml.safe_dump({"extends": str(ROOT / "configs" / "xor.yaml"), "data": changes}))
    config = load_config(home / "c.yaml")
    (other / "c.yaml").write_text(config.to_yaml(other))
    again = load_config(other / "c.yaml", allow_outside=True)
    assert again.data.csv == "../my lessons ü/mine.csv"
    (home / "d.yaml").write_text(config.to_yaml())
    assert load_config(home / "d.yaml").digest == config.digest
