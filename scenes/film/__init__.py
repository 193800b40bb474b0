"""From the plays of a scene to a file: timeline, camera, encoder, sound; and which plays must be drawn anew."""

from scenes.film.camera import PaintingCamera
from scenes.film.captions import Cue, TooFast, cues_of, srt, vtt
from scenes.film.film_writer import FilmWriter, assemble
from scenes.film.fingerprint import Unfingerprintable, fingerprint
from scenes.film.media_folder import media_folder, named_for_manim
from scenes.film.renderer import FilmRenderer, frames, snap
from scenes.film.segment_encoder import SegmentEncoder, handles
from scenes.film.sound.loudness import CEILING, TARGET, levelled, limited, loudness_of
from scenes.film.sound.music import (
    RATE,
    Music,
    audio_frames,
    faded,
    fit,
    music_seconds,
    read_track,
    soundtrack,
)
from scenes.film.source_digest import ROOMS, code_digest, is_installed, is_of_this_project, project_digest
from scenes.film.timeline import (
    Beat,
    Caption,
    Rehearsal,
    Timeline,
    TooShort,
    reading_seconds,
    share_out,
    storyboard_text,
    whole_frames,
)
from scenes.film.whole_file import PARTIAL, remove_leftovers, written_whole
