"""A config is a whole lesson on paper: scene, words, pacing, look, format, and the sections of its lesson.

``load_config`` reads it; a ``Config`` that exists is right. What each key means stands in ``sections``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, create_model

from scenes.config.allowed_paths import PATHS, allowed_by_environment, outside_mistakes
from scenes.config.checks import cross_checks
from scenes.config.extends import read_inherited
from scenes.config.fields import Text
from scenes.config.lessons import lesson_names, words_of
from scenes.config.mistakes import ConfigMistakes, Mistake, Place, quoted, suggestion
from scenes.config.overrides import overridden
from scenes.config.pydantic_errors import in_plain_words
from scenes.config.sections.data import Data
from scenes.config.sections.format import Format
from scenes.config.sections.look import Look
from scenes.config.sections.network import Network
from scenes.config.sections.pacing import Pacing
from scenes.config.sections.publish import Publish
from scenes.config.sections.section import Section
from scenes.config.sections.training import Training
from scenes.config.valid_values import Known, place_of
from scenes.config.words import Words
from scenes.config.yaml_files.reader import Node
from scenes.config.yaml_files.writer import yaml_text

W = TypeVar("W", bound=Words)


class Config(BaseModel, Generic[W]):
    """What the configs of all lessons have in common; :func:`model_of` adds the sections of one lesson."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lesson: Annotated[str, Text(40)] = Field(description="The scene that films this config: scenes/NAME.py.")
    title: Annotated[str, Text(100)] = Field(description="Title of the film.")
    words: W = Field(description="All words on screen and in captions.")
    # The defaults are checked like what a file says, so that cross checks know them.
    pacing: Pacing = Field(default_factory=dict, validate_default=True, description="What is shown, and how long.")
    look: Look = Field(default_factory=dict, validate_default=True, description="Colours and type.")
    format: Format = Field(default_factory=dict, validate_default=True, description="Shape of the picture.")
    publish: Publish = Field(default_factory=dict, validate_default=True, description="What stands beside the film.")

    if TYPE_CHECKING:  # what most lessons have
        data: Data
        network: Network
        training: Training

    _path: Path = PrivateAttr(default=Path("config.yaml"))
    _tree: Node | None = PrivateAttr(default=None)

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._path

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
        if folder is not None and folder.resolve() != self.path.parent.resolve():
            for section, key in PATHS:
                name = values.get(section, {}).get(key)
                if name is not None and not os.path.isabs(name):
                    values[section][key] = os.path.relpath(self.beside(name).resolve(), folder.resolve())
        first = ("lesson", "title", "words", *(name for name in values if name not in Config.model_fields))
        return yaml_text({name: values[name] for name in dict.fromkeys((*first, *values))})

    def beside(self, name: str) -> Path:
        """Return the path of a file the config names, such as ``pacing.music``: relative to the config."""
        return self.path.parent / name

    def mistake(self, key: str, text: str) -> Mistake:
        """Return a mistake that showed later, at the place of a key such as ``training.learning_rate``."""
        return Mistake.at(place_of(self._tree, key) if self._tree else Place(self.path), key, text)


def model_of(words: type[Words]) -> type[Config[Any]]:
    """Return the class of a lesson's configs: words and sections as the class of its words declares them."""
    fields: dict[str, Any] = {}
    for name, section in words.sections.items():
        # A section that can be left out is one whose every key can be.
        optional = not any(field.is_required() for field in section.model_fields.values())
        default: dict[str, Any] = {"default_factory": dict, "validate_default": True} if optional else {}
        fields[name] = (section, Field(description=_about(section), **default))
    model: type[Config[Any]] = create_model("Config", __base__=Config[words], **fields)  # type: ignore[valid-type]
    return model


def _about(section: type[Section]) -> str:
    return (section.__doc__ or "").strip().splitlines()[0]


def load_config(
    path: str | Path,
    *,
    words: type[Words] | None = None,
    lesson: str | None = None,
    overrides: Mapping[str, str] | None = None,
    allow_outside: bool = False,
) -> Config[Any]:
    """Read a config, with those it extends, and check everything in it.

    Parameters
    ----------
    path
        The YAML file.
    words
        The class of the lesson's words; by default the one its scene declares.
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
    tree, mistakes = read_inherited(path, allow_outside)
    tree, more = overridden(tree, overrides or {})
    mistakes += more
    if not allow_outside and (outside := list(outside_mistakes(tree, path.parent))):
        raise ConfigMistakes(outside)  # before any of these files is opened
    named = tree.find(("lesson",))
    if lesson is not None and named is not None and isinstance(named.value, str) and named.value != lesson:
        text = (
            f"this config is for the lesson {named.value[:40]}, not {lesson}: "
            f"run scenes/{named.value[:40]}.py, or write lesson: {lesson}"
        )
        raise ConfigMistakes([Mistake.at(named.place, "lesson", text)])
    if words is None:
        words, found = _words_for(named)
        mistakes += found
    known: dict[str, dict[str, Any]] = {}
    config = None
    model: Any = model_of(words or Words)
    try:
        config = model.model_validate(tree.plain(), context=known)
    except ValidationError as error:
        told = in_plain_words(error, tree, model)
        # Without the lesson nobody knows which words it needs.
        mistakes = _together(mistakes, [m for m in told if words is not None or not _about_words(m)])
    mistakes = _together(mistakes, cross_checks(Known(known, tree, path.parent)))
    if mistakes or config is None:
        raise ConfigMistakes(mistakes)
    config._path, config._tree = path, tree
    if words is not None and (found_by_lesson := words.mistakes_in(config)):
        raise ConfigMistakes([config.mistake(key, text) for key, text in found_by_lesson])
    return config


def _words_for(named: Node | None) -> tuple[type[Words] | None, list[Mistake]]:
    """Return the words class of the lesson a config names, or what is wrong with the name."""
    if named is None or not isinstance(named.value, str) or not named.value.strip():
        return None, []  # the check of the key itself says so
    name = named.value
    if name not in lesson_names():
        text = f"{quoted(name)} is not a lesson; {suggestion(name, lesson_names())}"
        return None, [Mistake.at(named.place, "lesson", text)]
    try:
        return words_of(name), []
    except LookupError as error:
        return None, [Mistake.at(named.place, "lesson", str(error.args[0]))]


def _about_words(mistake: Mistake) -> bool:
    return mistake.key == "words" or mistake.key.startswith("words.")


def _together(first: list[Mistake], then: list[Mistake]) -> list[Mistake]:
    """Return both lists, without what would be said of a place that the first one names already."""
    named = {(m.file, m.line, m.column) for m in first}
    return first + [m for m in then if (m.file, m.line, m.column) not in named]
