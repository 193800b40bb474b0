"""What may be said in a config, and how it is read."""

from scenes.config.config import Config, load_config, model_of
from scenes.config.examples.examples import make_dataset
from scenes.config.examples.picture_folder import read_picture, read_pictures
from scenes.config.extends import files_of
from scenes.config.fields import Flag, Many, Number, OneOf, Text, Whole
from scenes.config.json_schema import SCHEMA, lesson_schema, schema_text, write_schema
from scenes.config.lessons import lesson_names, words_of
from scenes.config.mistakes import ConfigMistakes, Mistake, Wrong
from scenes.config.words import NETWORK_SECTIONS, Words, says
from scenes.config.yaml_files.reader import read_value
from scenes.config.yaml_files.writer import yaml_text

__all__ = [
    "NETWORK_SECTIONS",
    "SCHEMA",
    "Config",
    "ConfigMistakes",
    "Flag",
    "Many",
    "Mistake",
    "Number",
    "OneOf",
    "Text",
    "Whole",
    "Words",
    "Wrong",
    "files_of",
    "lesson_names",
    "lesson_schema",
    "load_config",
    "make_dataset",
    "model_of",
    "read_picture",
    "read_pictures",
    "read_value",
    "says",
    "schema_text",
    "words_of",
    "write_schema",
    "yaml_text",
]
