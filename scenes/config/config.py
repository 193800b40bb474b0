"""A config is a whole lesson on paper: scene, words, pacing, look, format, and the sections of its lesson.

``load_config`` reads it; a ``Config`` that exists is right. What each key means stands in ``sections``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, model_validator

from scenes.config.allowed_paths import allowed_by_environment, outside_mistakes
from scenes.config.checks import cross_checks
from scenes.config.extends import read_inherited, turned
from scenes.config.fields import Text
from scenes.config.file_keys import beside, changed, file_keys
from scenes.config.lessons import config_class_of, lesson_names
from scenes.config.mistakes import ConfigMistakes, Mistake, Place, quoted, suggestion, together
from scenes.config.overrides import overridden
from scenes.config.pydantic_errors import in_plain_words
from scenes.config.sections import Data, Format, Length, Look, Network, Pacing, Publish, Section, Training
from scenes.config.standard_words import with_standard_words
from scenes.config.valid_values import Known, place_of
from scenes.config.words import Words
from scenes.config.yaml_files.reader import Node
from scenes.config.yaml_files.writer import yaml_text


class Config(BaseModel):
    """What the configs of all lessons have in common.

    A lesson's own config is a subclass with its words and its sections, which its scene names::

        class MoonsConfig(NetworkConfig):
            words: MoonsWords

        class Moons(LessonScene):
            config_class = MoonsConfig

    A section that can be left out is one whose every key can be.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lesson: Annotated[str, Text(40)] = Field(description="The scene that films this config: scenes/NAME.py.")
    title: Annotated[str, Text(100)] = Field(description="Title of the film.")
    words: Words = Field(description="All words on screen and in captions.")
    pacing: Length
    look: Look
    format: Format
    publish: Publish

    _path: Path = PrivateAttr(default=Path("config.yaml"))
    _tree: Node | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def begin_sections_that_are_left_out(cls, values: Any) -> Any:
        """Their defaults are checked like what a file says, so that cross checks know them."""
        if not isinstance(values, dict):
            return values
        return {**{name: {} for name, section in cls.sections().items() if _is_optional(section)}, **values}

    @classmethod
    def sections(cls) -> dict[str, type[Section]]:
        """Return the classes of all sections by their names."""
        kinds = {name: field.annotation for name, field in cls.model_fields.items()}
        return {name: kind for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, Section)}

    @classmethod
    def own_sections(cls) -> list[str]:
        """Return the names of the sections that not every lesson has."""
        return [name for name in cls.sections() if name not in Config.model_fields]

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return what a lesson cannot film of a config that is right in itself: pairs of a key and a text.

        A lesson overrides it. It is no validator, because it may look at the examples: their files are opened only
        once all else is known to be right.
        """
        return []

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._path

    @property
    def film_name(self) -> str:
        """The name of all that is made of it: films, storyboard, picture of the training, folder for the upload.

        In a folder ``configs`` that of its file; elsewhere, besides, six letters that stand for its place, so that
        what is made of two files called ``mine.yaml`` stays apart.
        """
        path = self.path.resolve()
        if path.parent.name == "configs":
            return path.stem
        return f"{path.stem}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}"

    @property
    def digest(self) -> str:
        """SHA-256 of all values, defaults included: equal for configs that say the same."""
        return hashlib.sha256(json.dumps(self.dump(), sort_keys=True).encode()).hexdigest()

    def dump(self) -> dict[str, Any]:
        """Return all values, defaults included, as plain dictionaries and lists."""
        return self.model_dump(mode="json")

    def to_yaml(self, folder: Path | None = None) -> str:
        """Return everything the config says, defaults included, as the text of a config that says the same.

        Parameters
        ----------
        folder
            Where the text is going to be written: the paths in it are made relative to that folder. By default
            that of the config itself.
        """
        values = self.dump()
        if folder is not None and (here := folder.resolve()) != self.path.parent.resolve():
            values = self.with_files(
                lambda name: name if os.path.isabs(name) else os.path.relpath(self.beside(name).resolve(), here)
            )
        first = ("lesson", "title", "words", *(name for name in values if name not in Config.model_fields))
        return yaml_text({name: values[name] for name in dict.fromkeys((*first, *values))})

    def with_files(self, change: Callable[[str], str]) -> dict[str, Any]:
        """Return all values, as :meth:`dump` does, with each name of a file changed."""
        values = self.dump()
        for section, key in file_keys(type(self)):
            values[section][key] = changed(values[section][key], change)
        return values

    def files(self) -> list[Path]:
        """Return the paths of all files and folders that it names."""
        found: list[str] = []
        self.with_files(lambda name: found.append(name) or name)  # type: ignore[func-returns-value]
        return [self.beside(name) for name in found]

    def beside(self, name: str) -> Path:
        """Return the path of a file the config names, such as ``pacing.music``: relative to the config."""
        return beside(self.path.parent, name)

    def mistake(self, key: str, text: str) -> Mistake:
        """Return a mistake that showed later, at the place of a key such as ``training.learning_rate``."""
        return Mistake.at(place_of(self._tree, key) if self._tree else Place(self.path), key, text)


class NetworkConfig(Config):
    """A config of a lesson about a network that is trained."""

    pacing: Pacing
    data: Data
    network: Network
    training: Training


def _is_optional(section: type[Section]) -> bool:
    return not any(field.is_required() for field in section.model_fields.values())


def load_config(
    path: str | Path,
    *,
    config_class: type[Config] | None = None,
    lesson: str | None = None,
    overrides: Mapping[str, str] | None = None,
    allow_outside: bool = False,
) -> Config:
    """Read a config, with those it extends, and check everything in it.

    Parameters
    ----------
    path
        The YAML file.
    config_class
        The class of the lesson's configs; by default the one its scene names.
    lesson
        The lesson that is going to be filmed; a config made for another is refused.
    overrides
        Values given on the command line, which stand over those of the file: the text of each by its dotted key,
        such as ``{"training.epochs": "500"}``.
    allow_outside
        Whether it may name files outside its own folder and the project's configs folder.

    Raises
    ------
    ConfigMistakes
        Everything that is wrong with it, at once.
    """
    path = Path(path)
    allow_outside = allow_outside or allowed_by_environment()
    tree, mistakes, languages = read_inherited(path, allow_outside)
    tree, more = overridden(tree, overrides or {})
    mistakes += more
    named = tree.find(("lesson",))
    found: list[Mistake] = []
    if config_class is None:
        config_class, found = _class_for(named)
    keys = file_keys(config_class or NetworkConfig)
    tree = turned(tree, path.parent, keys)
    if not allow_outside and (outside := list(outside_mistakes(tree, path.parent, keys))):
        raise ConfigMistakes(outside)  # before any of these files is opened
    if lesson is not None and named is not None and isinstance(named.value, str) and named.value != lesson:
        text = (
            f"this config is for the lesson {named.value[:40]}, not {lesson}: "
            f"run scenes/{named.value[:40]}.py, or write lesson: {lesson}"
        )
        raise ConfigMistakes([Mistake.at(named.place, "lesson", text)])
    mistakes += found
    known: dict[type[Section], dict[str, Any]] = {}
    config = None
    model = config_class or NetworkConfig
    try:
        values = with_standard_words(tree.plain(), model.model_fields["words"].annotation, languages)
        config = model.model_validate(values, context=known)
    except ValidationError as error:
        told = in_plain_words(error, tree, model)
        # Without the lesson nobody knows which words it needs.
        mistakes = together(mistakes, [m for m in told if config_class is not None or not _about_words(m)])
    right = {name: known.get(section, {}) for name, section in model.sections().items()}
    mistakes = together(mistakes, cross_checks(Known(right, tree, path.parent)))
    if mistakes or config is None:
        raise ConfigMistakes(mistakes)
    config._path, config._tree = path, tree
    if found_by_lesson := config.cannot_show():
        raise ConfigMistakes([config.mistake(key, text) for key, text in found_by_lesson])
    return config


def _class_for(named: Node | None) -> tuple[type[Config] | None, list[Mistake]]:
    """Return the config class of the lesson a config names, or what is wrong with the name."""
    if named is None or not isinstance(named.value, str) or not named.value.strip():
        return None, []  # the check of the key itself says so
    name = named.value
    if name not in lesson_names():
        text = f"{quoted(name)} is not a lesson; {suggestion(name, lesson_names())}"
        return None, [Mistake.at(named.place, "lesson", text)]
    try:
        return config_class_of(name), []
    except LookupError as error:
        return None, [Mistake.at(named.place, "lesson", str(error.args[0]))]


def _about_words(mistake: Mistake) -> bool:
    return mistake.key == "words" or mistake.key.startswith("words.")
