"""A config from a stranger reads nothing but what lies beside it, unless the user says so."""

from __future__ import annotations

import json
import os
import re
from typing import Annotated

import pytest
from pydantic import Field

from scenes import ROOT
from scenes.config import (
    ConfigMistakes,
    FileName,
    Section,
    config_class_of,
    file_keys,
    lesson_names,
    load_config,
)

from .conftest import SmallConfig

CONFIGS = ROOT / "configs"
SAYS = (
    "leads outside the config's folder; put it there, or allow it with --allow-outside "
    "(for manim: LESSON_ALLOW_OUTSIDE=1)"
)


def write_music(desk, name: str) -> None:
    desk.edit(("pacing:\n", f"pacing:\n  music: {name}\n"), name="talk/x.yaml")


def write_table(desk, name: str) -> None:
    desk.edit(("dataset: puzzle", f"csv: {name}"), name="talk/x.yaml")


@pytest.mark.parametrize("name", ["../tune.wav", "/etc/passwd", "sub/../../tune.wav", "/dev/zero", "../../no/such"])
def test_music_from_elsewhere_is_refused_whether_it_is_there_or_not(desk, name):
    desk.write(b"RIFF", "tune.wav")
    write_music(desk, name)
    assert desk.lines("talk/x.yaml") == [f"talk/x.yaml:15:10: pacing.music: {name} {SAYS}"]


@pytest.mark.parametrize("name", ["x.m3u8", "x.m3u", "list.pls", "x.ffconcat", "x.txt", "x", "x.wav.m3u8", "x.mp4"])
def test_music_is_a_sound_file_by_its_name(desk, name):
    desk.write("#EXTM3U\n/etc/passwd\n", f"talk/{name}")
    write_music(desk, name)
    (line,) = desk.lines("talk/x.yaml")
    assert line.endswith(
        f"pacing.music: '{name}' is no sound file; write the name of a wav, flac, mp3, m4a or ogg file"
    )


class Notes(Section):
    """A section of a lesson of its own, with all the ways in which a key can name files."""

    one: Annotated[str, FileName()] | None = None
    several: tuple[Annotated[str, FileName()], ...] = ()
    named: dict[str, Annotated[str, FileName()]] = Field({})
    words: str = "text"


class NotesConfig(SmallConfig):
    """The config of such a lesson."""

    notes: Notes = Notes()


@pytest.mark.parametrize("text", ["one: ../o.txt", "several: [a.txt, ../o.txt]", "named: {a: a.txt, b: ../o.txt}"])
def test_any_key_of_any_lesson_that_names_files_is_found(desk, text, tmp_path):
    desk.edit(("pacing:\n", f"notes:\n  {text}\npacing:\n"), name="talk/x.yaml")
    with pytest.raises(ConfigMistakes) as caught:
        load_config("talk/x.yaml", config_class=NotesConfig)
    (mistake,) = caught.value.mistakes
    assert mistake.key == f"notes.{text.partition(':')[0]}" and mistake.text == f"../o.txt {SAYS}"
    # It goes along with a config: turned where one extends another, and where it is written anew.
    desk.write("extends: talk/x.yaml\n", "y.yaml")
    config = load_config("y.yaml", config_class=NotesConfig)
    assert [os.path.relpath(path) for path in config.files()][-1] == "o.txt"
    (tmp_path / "deep" / "er").mkdir(parents=True)
    assert "../../o.txt" in config.to_yaml(tmp_path / "deep" / "er")
    assert config.notes.words == "text"


def test_a_symlink_among_several_files_is_followed(desk):
    desk.write("far", "far.txt")
    desk.edit(("pacing:\n", "notes:\n  several: [near.txt]\npacing:\n"), name="talk/x.yaml")
    os.symlink("../far.txt", desk.folder / "talk" / "near.txt")
    with pytest.raises(ConfigMistakes, match=r"notes.several: near.txt leads outside the config's folder"):
        load_config("talk/x.yaml", config_class=NotesConfig)


@pytest.mark.parametrize("lesson", lesson_names())
def test_no_key_that_speaks_of_files_has_another_type(lesson):
    config_class = config_class_of(lesson)
    keys = file_keys(config_class)
    found = {
        (name, key)
        for name, section in config_class.sections().items()
        for key, says in section.model_json_schema()["properties"].items()
        if re.search(
            r"^(.*_)?(path|file|folder|csv|music|sound|picture|image)s? |\bpath of\b",
            f"{key} {says['description']}".lower(),
        )
        and '"type": "string"' in json.dumps(says)
    }
    in_the_schema = {
        (name, key)
        for name, section in config_class.sections().items()
        for key, says in section.model_json_schema()["properties"].items()
        if '"format": "path"' in json.dumps(says)
    }
    assert found - {("publish", "language")} == set(keys) == in_the_schema
    assert ("pacing", "music") in keys


def test_a_table_from_elsewhere_is_refused_before_it_is_opened(desk):
    os.mkfifo(desk.folder / "pipe")  # opening it would never end
    write_table(desk, "../pipe")
    assert desk.lines("talk/x.yaml") == [f"talk/x.yaml:7:8: data.csv: ../pipe {SAYS}"]


def test_a_symlink_that_leads_elsewhere_is_refused(desk):
    desk.write("a,b,c,answer\n1,0,1,1\n0,0,1,0\n", "points.csv")
    write_table(desk, "mine.csv")
    (desk.folder / "talk" / "mine.csv").symlink_to("../points.csv")
    assert desk.lines("talk/x.yaml") == [f"talk/x.yaml:7:8: data.csv: mine.csv {SAYS}"]
    (desk.folder / "talk" / "link").symlink_to("..")
    write_table(desk, "link/points.csv")
    assert desk.lines("talk/x.yaml") == [f"talk/x.yaml:7:8: data.csv: link/points.csv {SAYS}"]


def test_a_base_from_elsewhere_is_refused_before_it_is_opened(desk):
    os.mkfifo(desk.folder / "pipe.yaml")
    desk.write("extends: ../pipe.yaml\n", "talk/x.yaml")
    assert desk.lines("talk/x.yaml") == [f"talk/x.yaml:1:10: extends: ../pipe.yaml {SAYS}"]


def test_a_base_of_the_project_may_be_named(desk):
    desk.write(f"extends: {CONFIGS / 'xor.yaml'}\ntitle: Two\n", "talk/x.yaml")
    assert desk.load("talk/x.yaml", config_class=None).title == "Two"


def test_a_base_does_not_bring_in_files_from_elsewhere(desk):
    desk.write(b"RIFF", "tune.wav")
    desk.edit(("pacing:\n", "pacing:\n  music: ../../tune.wav\n"), name="talk/base/b.yaml")
    desk.write("extends: base/b.yaml\n", "talk/x.yaml")
    assert desk.lines("talk/x.yaml") == [f"talk/base/b.yaml:15:10: pacing.music: ../tune.wav {SAYS}"]


def test_the_user_may_allow_it(desk, monkeypatch):
    desk.write(b"RIFF", "tune.wav")
    write_music(desk, "../tune.wav")
    config = desk.load("talk/x.yaml", allow_outside=True)
    assert config.beside(config.pacing.music).read_bytes() == b"RIFF"
    monkeypatch.setenv("LESSON_ALLOW_OUTSIDE", "1")
    assert desk.load("talk/x.yaml").digest == config.digest
    monkeypatch.setenv("LESSON_ALLOW_OUTSIDE", "0")
    assert len(desk.lines("talk/x.yaml")) == 1


def test_even_where_all_is_allowed_a_device_is_no_file(desk):
    write_music(desk, "/dev/zero")
    assert desk.lines("talk/x.yaml", allow_outside=True) == [
        "talk/x.yaml:15:10: pacing.music: 'zero' is a device or a pipe; name a file"
    ]


def test_two_gigabytes_of_music_are_refused(desk):
    write_music(desk, "tune.wav")
    with open(desk.folder / "talk" / "tune.wav", "wb") as file:
        file.truncate(2_000_000_000)
    assert desk.lines("talk/x.yaml") == [
        "talk/x.yaml:15:10: pacing.music: 'tune.wav' has 2,000 MB; 500 MB are the most"
    ]


def test_what_lies_below_the_config_is_its_own(desk, monkeypatch):
    write_music(desk, "sounds/../sounds/tune.wav")
    desk.write(b"RIFF", "talk/sounds/tune.wav")
    assert desk.load("talk/x.yaml").pacing.music == "sounds/../sounds/tune.wav"
    monkeypatch.chdir(desk.folder / "talk")
    assert desk.load("x.yaml").pacing.music
    (desk.folder / "again").symlink_to(desk.folder / "talk")
    assert desk.load(desk.folder / "again" / "x.yaml").pacing.music


def test_a_path_from_the_command_line_is_no_exception(desk):
    desk.edit()
    assert desk.lines(overrides={"pacing.music": "../tune.wav"}) == [f"--set pacing.music: ../tune.wav {SAYS}"]
