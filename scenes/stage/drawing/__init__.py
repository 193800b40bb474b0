"""What everything on the stage is painted with: canvas, themes, type, the frame and its boxes."""

from scenes.stage.drawing.animation import MoveCamera, StateAnimation, Tween, framed, progress
from scenes.stage.drawing.canvas import Canvas
from scenes.stage.drawing.frame_layout import (
    END_SCREEN,
    Box,
    FrameLayout,
    LayoutRule,
    frame_size,
    is_upright,
    network_and_panels,
)
from scenes.stage.drawing.looks import NotForPainted
from scenes.stage.drawing.painted import Painted, frame_point, units
from scenes.stage.drawing.placed_texts import PlacedText
from scenes.stage.drawing.surfaces import Kept, Sheets
from scenes.stage.drawing.text_metrics import shortened, text_width, wrap
from scenes.stage.drawing.theme import (
    NIGHT,
    PAPER,
    SAFE,
    SMALLEST_TYPE,
    THEMES,
    Theme,
    blend,
    contrast,
    luminance,
    rgb,
)
