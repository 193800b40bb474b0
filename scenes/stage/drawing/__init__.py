"""What everything on the stage is painted with: canvas, themes, type, the frame and its boxes."""
