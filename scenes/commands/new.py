"""``lesson new`` begins a lesson: a config to edit, with its comments, and if wanted a scene of its own."""

from __future__ import annotations

import importlib.util
import json
import keyword
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from nnlib import DATASETS
from scenes.commands.common import LessonCommand, config_path, configs_folder, fail, refuse
from scenes.commands.scene_template import kind_of_scene, scene_text, words_text
from scenes.config.allowed_paths import PROJECT
from scenes.config.config import Config, NetworkConfig, load_config
from scenes.config.fields import Text
from scenes.config.file_keys import Key, file_keys, texts_at
from scenes.config.lessons import LESSONS
from scenes.config.mistakes import ConfigMistakes, Wrong, quoted, shown_path
from scenes.config.yaml_files.reader import Node, read_yaml

# A value in a line of YAML: in quotes, or up to a comment or the end of the line.
_VALUE = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' | .*?(?=\s+\#|\s*$) """, re.VERBOSE)
_KEPT = set(NetworkConfig.model_fields)  # in the config of a scene of one's own


@click.command("new", cls=LessonCommand)
@click.argument("name")
@click.option("--like", metavar="CONFIG", default="xor", show_default=True, help="The config to begin with.")
@click.option("--title", help="The title of the film; by default the name.")
@click.option("--scene", is_flag=True, help="Begin a scene of its own as well: scenes/NAME.py.")
@click.option("--allow-outside", is_flag=True, help="Let the config name files outside its own folder.")
def command(name: str, like: str, title: str | None, scene: bool, allow_outside: bool) -> None:
    """Begin a lesson: write configs/NAME.yaml, a copy to edit. Nothing is overwritten.

    Without --scene it is filmed by the scene of the config it is like; with --scene by a small one of its own.

    \b
    Examples:
      lesson new my_puzzle --like xor
      lesson new my_lesson --like boundary --scene --title "How a line is found"
    """
    _check_name(name)
    model = config_path(like)
    settings = load_config(model, allow_outside=allow_outside)
    title = _checked(title or name.replace("_", " ").strip().capitalize())
    target = (PROJECT if scene else configs_folder()) / f"{name}.yaml"
    tree, _ = read_yaml(model)
    if scene:
        _check_can_have_a_scene(settings, tree)
    kind = kind_of_scene(settings) if isinstance(settings, NetworkConfig) else ""
    words = words_text(kind) if scene else None
    dataset = name if kind == "plane" and name in DATASETS and tree.find(("data", "dataset")) else None
    wanted = {target: _config_text(name, title, tree, target, words, dataset, file_keys(type(settings)))}
    if scene:
        wanted[LESSONS / f"{name}.py"] = scene_text(kind, name, title)
    _write(wanted)
    try:
        _check_result(target, title, settings, allow_outside)
    except BaseException:
        _remove(wanted)
        raise
    for path in wanted:
        click.echo(f"written: {shown_path(path)}")
    short = name if target.parent.resolve() == configs_folder().resolve() else shown_path(target)
    click.echo(f"Edit {'them' if scene else 'it'} and see what comes of it:  lesson watch {short}")


def _check_name(name: str) -> None:
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_") or len(name) > 40:
        refuse(f"{quoted(name)} is no name for a lesson; write letters, digits and _, such as my_puzzle")
    if name in sys.stdlib_module_names or _is_module(name):
        refuse(f"{name} is the name of a Python module, which a lesson of that name would hide; choose another")
    if (LESSONS / name).is_dir():
        refuse(f"scenes/{name} is a folder of the project; choose another name")


def _is_module(name: str) -> bool:
    """Whether Python finds a module of this name, besides a mere folder and what lies in scenes/ itself."""
    found = importlib.util.find_spec(name)
    return found is not None and found.origin is not None and Path(found.origin) != LESSONS / f"{name}.py"


def _check_can_have_a_scene(settings: Config, tree: Node) -> None:
    if not isinstance(settings, NetworkConfig):
        refuse(f"the lesson {settings.lesson} has no network to begin with; write --like xor, or leave --scene out")
    if (base := tree.find(("extends",))) is not None:
        refuse(f"{shown_path(settings.path)} extends {base.value}; begin with that: --like {base.value}")


def _checked(title: str) -> str:
    try:
        return Text(100).check(title)
    except Wrong as wrong:
        refuse(f"--title: {wrong}")


def _config_text(
    name: str, title: str, tree: Node, target: Path, words: str | None, dataset: str | None, files: Iterable[Key]
) -> str:
    """Return the text of the new config: that of its model, comments and all, with what must differ.

    With ``words``, those of a scene of its own, it is the config of that scene, and may be about another dataset.
    """
    scene, model = words is not None, tree.place.file
    lines = model.read_text(encoding="utf-8-sig").splitlines()
    values: dict[tuple[str, ...], str] = {("title",): _as_yaml(title)}
    if scene:
        values |= {("lesson",): name, ("pacing", "seconds"): "null"}
    if dataset:
        values |= {("data", "dataset"): dataset, ("data", "noise"): "null"}
    if target.parent.resolve() != model.parent.resolve():
        base = [node] if (node := tree.find(("extends",))) else []
        for node in (*base, *(n for key in files for n in texts_at(tree, key))):
            _put(lines, node, _as_yaml(os.path.relpath(model.parent / node.value, target.parent)))
    if scene and (told := tree.find(("lesson",))) is not None:
        at = told.place.line - 1
        lines[at] = lines[at].replace(f"scenes/{told.value}.py", f"scenes/{name}.py")
    for key, value in values.items():
        if (node := tree.find(key)) is not None:
            # What stands behind another dataset is not true of this one.
            _put(lines, node, value, comment="" if dataset and key[0] == "data" else None)
    if words is not None:
        _put_sections(lines, tree, words)
    first = min(node.key_place.line for node in tree.value.values())
    schema = os.path.relpath(PROJECT / "lesson.schema.json", target.parent.resolve())
    head = [
        f"# yaml-language-server: $schema={schema}",
        f"# Begun as a copy of {model.name}. Change a value, then look:  lesson storyboard {name}",
        *([] if tree.find(("title",)) else [f"title: {_as_yaml(title)}"]),
    ]
    return "\n".join([*head, *lines[first - 1 :]]) + "\n"


def _put(lines: list[str], node: Node, value: str, comment: str | None = None) -> None:
    """Write another value where one stands; a comment behind it keeps its place where it can, or gives way."""
    line, at = lines[node.place.line - 1], node.place.column - 1
    found = _VALUE.match(line, at)
    end = found.end() if found else len(line)
    comment = line[end:].lstrip() if comment is None else comment
    gap = " " * max(2, len(line) - len(comment) - at - len(value)) if comment else ""
    lines[node.place.line - 1] = line[:at] + value + gap + comment


def _as_yaml(text: str) -> str:
    plain = re.fullmatch(r"[^\W\d_][\w .,?!'/()-]*[\w.?!)]", text) and text.lower() not in ("null", "true", "false")
    return text if plain else json.dumps(text, ensure_ascii=False)


def _put_sections(lines: list[str], tree: Node, words: str) -> None:
    """Replace the words by those of the new scene, and drop sections only another lesson understands."""
    starts = sorted((node.key_place.line - 1, key) for key, node in tree.value.items())
    ends = [line for line, _ in starts[1:]] + [len(lines)]
    for (start, key), end in reversed(list(zip(starts, ends, strict=True))):
        if key == "words":
            lines[start:end] = words.splitlines()
        elif key == "publish":  # its titles, its description and its moment are about another film
            language = tree.find(("publish", "language"))
            code = language.value if language else "en"
            lines[start:end] = ["publish:", f"  language: {code}", ""]
        elif key not in _KEPT:
            del lines[start:end]


def _write(wanted: dict[Path, str]) -> None:
    """Write files that are not there yet: all of them, or none."""
    for path in wanted:
        if path.exists() or path.is_symlink():
            refuse(f"{shown_path(path)} is there already, and nothing is overwritten; choose another name")
    done: list[Path] = []
    try:
        for path, text in wanted.items():
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                done.append(path)
                file.write(text)
    except OSError as error:
        _remove(done)
        fail(f"{shown_path(path)} cannot be written: {(error.strerror or str(error)).lower()}")


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _check_result(target: Path, title: str, like: Config, allow_outside: bool) -> None:
    """Make sure that what was written can be filmed."""
    try:
        right = load_config(target, allow_outside=allow_outside).title == title
        reason = "its title is written in an unusual way"
    except ConfigMistakes as mistakes:
        right, reason = False, mistakes.mistakes[0].text
    if not right:
        fail(f"{shown_path(like.path)} cannot be copied: {reason}; copy it by hand")
