"""One file a language: the texts of the standard words, which a config of that language may leave out."""

from scenes.config.languages.plurals import PLURAL_FORMS, PluralForm, plural_form
from scenes.config.languages.standard_texts import LANGUAGE_CODE, languages, standard_texts
