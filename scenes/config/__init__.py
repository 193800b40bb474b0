"""What may be said in a config, and how it is read."""

from scenes.config.config import Config, NetworkConfig, load_config
from scenes.config.examples.examples import make_dataset
from scenes.config.examples.picture_folder import read_picture, read_pictures
from scenes.config.fields import FileName, OneOf, Reasons, Text
from scenes.config.file_keys import file_keys
from scenes.config.files_of import files_of
from scenes.config.json_schema import SCHEMA, lesson_schema, schema_text, write_schema
from scenes.config.languages import languages, standard_texts
from scenes.config.lessons import config_class_of, lesson_names, scene_of
from scenes.config.mistakes import ConfigMistakes, Mistake, Wrong
from scenes.config.number_format import formatted, given
from scenes.config.sections import Section
from scenes.config.standard_words import (
    ClassWords,
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
from scenes.config.words import PluralText, Words, says
from scenes.config.yaml_files.reader import read_value
from scenes.config.yaml_files.writer import yaml_text
