"""What may be said in a config, and how it is read."""

from scenes.config.config import Config, NetworkConfig, load_config
from scenes.config.examples.examples import make_dataset
from scenes.config.examples.picture_folder import read_picture, read_pictures
from scenes.config.extends import files_of
from scenes.config.fields import OneOf, Reasons, Text
from scenes.config.json_schema import SCHEMA, lesson_schema, schema_text, write_schema
from scenes.config.languages import languages, standard_texts
from scenes.config.lessons import config_class_of, lesson_names, scene_of
from scenes.config.mistakes import ConfigMistakes, Mistake, Wrong
from scenes.config.number_format import formatted, written
from scenes.config.standard_words import (
    CurveWords,
    DiagramWords,
    ErrorWords,
    MapWords,
    MicroscopeWords,
    NetworkWords,
    PictureWords,
    PuzzleWords,
    SplitWords,
)
from scenes.config.words import Words, says
from scenes.config.yaml_files.reader import read_value
from scenes.config.yaml_files.writer import yaml_text

__all__ = [
    "SCHEMA",
    "Config",
    "ConfigMistakes",
    "CurveWords",
    "DiagramWords",
    "ErrorWords",
    "MapWords",
    "MicroscopeWords",
    "Mistake",
    "NetworkConfig",
    "NetworkWords",
    "OneOf",
    "PictureWords",
    "PuzzleWords",
    "Reasons",
    "SplitWords",
    "Text",
    "Words",
    "Wrong",
    "config_class_of",
    "files_of",
    "formatted",
    "languages",
    "lesson_names",
    "lesson_schema",
    "load_config",
    "make_dataset",
    "read_picture",
    "read_pictures",
    "read_value",
    "says",
    "scene_of",
    "schema_text",
    "standard_texts",
    "write_schema",
    "written",
    "yaml_text",
]
