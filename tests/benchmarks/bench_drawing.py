"""How fast are pictures drawn, against the same pictures of plain manim objects? Frames at 1080p60, no encoder.

Both sides draw each frame in turn, in one process. "Drawing" is all that lies between two frames: bringing the
objects to their new state and drawing them into the camera's picture.

python tests/benchmarks/bench_drawing.py [--quick]
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from manim import Animation, tempconfig
from manim.utils.exceptions import EndSceneEarlyException
from plain import PlainStage, Stroke, strokes_of

from nnlib import Network
from scenes.stage import ForwardPass, NetworkDiagram, Painted, StageScene
from scenes.stage.drawing import MoveCamera, framed
from scenes.xor import Xor

FULL_HD = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": 60, "dry_run": True, "verbosity": "ERROR"}


@dataclasses.dataclass
class Times:
    """Seconds for each frame, painted and plain."""

    painted: list[float] = dataclasses.field(default_factory=list)
    plain: list[float] = dataclasses.field(default_factory=list)

    def report(self) -> dict[str, float]:
        """Return milliseconds a frame; the mean, because what is rare and slow belongs to the film, too."""
        painted, plain = 1000 * np.array(self.painted), 1000 * np.array(self.plain)
        return {
            "frames": len(painted),
            "painted": float(painted.mean()),
            "plain": float(plain.mean()),
            "ratio": float(plain.mean() / painted.mean()),
            "median_ratio": float(np.median(plain) / np.median(painted)),
        }


def painted_family(scene: Any) -> list[Painted]:
    """Return the painted mobjects of a scene, in the order they are drawn."""
    return [member for m in scene.mobjects for member in m.get_family() if isinstance(member, Painted)]


def measure(scene: Any, stage: PlainStage, steps: Sequence[Callable[[], Any]], times: Times) -> None:
    """Draw the frames of one play on both sides; each of ``steps`` brings the painted mobjects to the next frame."""
    family = painted_family(scene)
    frames: list[list[Stroke]] = []
    for step in steps:
        step()
        frames.append([stroke for painted in family for stroke in strokes_of(painted)])
    stage.open_play(frames, family)
    plans = stage.plan(frames[0])
    stage.draw(*plans)
    for step, strokes in zip(steps, frames, strict=True):
        start = time.perf_counter()
        step()
        scene.renderer.update_frame(scene, scene.moving_mobjects)
        times.painted.append(time.perf_counter() - start)
        plans = stage.plan(strokes)
        start = time.perf_counter()
        stage.draw(*plans)
        times.plain.append(time.perf_counter() - start)


class LearningBeat(Xor):
    """The lesson, of which only some plays of the learning beat are drawn: each ``every``-th, with all its frames."""

    __module__ = Xor.__module__  # a lesson finds its config by the file it stands in

    def __init__(self, every: int, save: Path | None = None) -> None:
        self.name, self.every, self.save = "", every, save
        super().__init__()
        self.filmed, self.changing = Times(), Times()
        self.seen = 0
        self.stage = PlainStage(self.camera.background_color)

    def beat(self, name: str) -> None:
        """Stop when the learning is over."""
        if self.timeline is not None and self.name == "learning":
            self._change_everything()
            raise EndSceneEarlyException()
        self.name = name
        super().beat(name)

    def play_internal(self, skip_rendering: bool = False) -> None:
        """Draw the frames of this play, or pass over it."""
        self.duration = self.get_run_time(self.animations)
        if self.name == "learning":
            if self.seen % self.every == 0:
                moments = np.arange(0, self.duration, 1 / self.camera.frame_rate)
                measure(self, self.stage, [lambda t=t: self.update_to_time(t) for t in moments], self.filmed)
                self._save(f"play{self.seen}")
            self.seen += 1
        for animation in self.animations:
            animation.finish()
            animation.clean_up_from_scene(self)
        self.renderer.static_image = None

    def _change_everything(self) -> None:
        """Film on, with every synapse, neuron and figure changing in each frame."""
        snapshots = self.history.snapshots
        chosen = snapshots[:: max(1, len(snapshots) // 90)][:90]
        diagram = self.diagram
        states = [
            answering(diagram, self.history.network(s.epoch), self.data.inputs[2 + k % 5])
            for k, s in enumerate(chosen)
        ]

        def step(k: int) -> None:
            diagram.state = states[k]
            for panel in (*self.gauges, self.heading):
                panel.show_epoch(chosen[k].epoch)

        # What a replay in the lesson animates; manim decides what is drawn anew.
        animated = (self.caption, self.table, diagram, *self.gauges, self.heading)
        self.moving_mobjects, still = self.get_moving_and_static_mobjects([Animation(m) for m in animated])
        self.renderer.save_static_frame_data(self, still)
        measure(self, self.stage, [lambda k=k: step(k) for k in range(len(chosen))], self.changing)
        self._save("changing")

    def _save(self, name: str) -> None:
        if self.save:
            save_both(self, self.stage, self.save, name)


def save_both(scene: Any, stage: PlainStage, folder: Path, name: str) -> None:
    """Write both pictures, to see that they show the same."""
    from PIL import Image

    for side, camera in (("painted", scene.camera), ("plain", stage.camera)):
        Image.fromarray(camera.pixel_array).convert("RGB").save(folder / f"{name}-{side}.png")


def answering(diagram: NetworkDiagram, network: Network, inputs: Any) -> Any:
    """Return the state of a network that has just answered, as a forward pass leaves it."""
    start = dataclasses.replace(diagram.state, weights=tuple(network.weights), biases=tuple(network.biases))
    return ForwardPass(diagram, network.forward(inputs)).state_at(start, 1.0)


def large_network(count: int, save: Path | None = None) -> Times:
    """A network 10-12-12-12-4 with numbers on its neurons, everything changing in each frame."""
    rng = np.random.default_rng(7)
    network = Network([10, 12, 12, 12, 4], seed=3)
    diagram = NetworkDiagram(network, 1840, 1000).place(40, 40)
    scene = StageScene()
    scene.add(diagram)
    scene.moving_mobjects = [diagram]
    states = []
    for k in range(count):
        grown = [(1 + 3 * k / count) * w + 0.05 * rng.normal(size=w.shape) for w in network.weights]
        states.append(answering(diagram, network.with_parameters(grown, network.biases), rng.uniform(size=10)))
    times, stage = Times(), PlainStage(scene.camera.background_color)

    def step(k: int) -> None:
        diagram.state = states[k]

    measure(scene, stage, [lambda k=k: step(k) for k in range(count)], times)
    if save:
        save_both(scene, stage, save, "large")
    return times


def camera_moves(sizes: Sequence[int], count: int) -> dict[str, float]:
    """Milliseconds a frame while a signal passes at rest, and while the camera moves; and their ratio."""
    network = Network(sizes, seed=3)
    diagram = NetworkDiagram(network, 1840, 1000).place(40, 40)
    scene, inputs = StageScene(), np.random.default_rng(7).uniform(size=sizes[0])
    scene.add(diagram)
    frame = scene.camera.frame
    near = framed(frame, diagram.neuron_at(1, 0), 2.0)
    passing = ForwardPass(diagram, network.forward(inputs))
    moving = MoveCamera(frame, near)
    times: dict[str, list[float]] = {"at rest": [], "camera": []}
    for _ in range(2):  # what is drawn once is drawn in the first round
        passing.begin()
        for alpha in np.linspace(0, 1, count):
            times["at rest"].append(_drawn(scene, passing, float(alpha)))
        moving.begin()
        for alpha in np.linspace(0, 1, count):
            times["camera"].append(_drawn(scene, moving, float(alpha)))
        scene.camera.look_at_all()
    rest, camera = (1000 * float(np.median(times[kind][count:])) for kind in ("at rest", "camera"))
    return {"frames": count, "at rest": rest, "camera": camera, "ratio": camera / rest}


def _drawn(scene: StageScene, animation: Any, alpha: float) -> float:
    start = time.perf_counter()
    animation.interpolate(alpha)
    scene.renderer.update_frame(scene, scene.mobjects)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer frames")
    parser.add_argument("--save", type=Path, help="write the last picture of each side into this folder")
    chosen = parser.parse_args()
    with TemporaryDirectory() as media, tempconfig({**FULL_HD, "media_dir": media}):
        lesson = LearningBeat(25 if chosen.quick else 9, chosen.save)
        lesson.render()
        large = large_network(6 if chosen.quick else 20, chosen.save)
        sides = {"filmed": lesson.filmed, "changing": lesson.changing, "large": large}
        report: dict[str, Any] = {name: times.report() for name, times in sides.items()}
        for sizes in ((3, 4, 1), (10, 12, 12, 12, 4)):
            report[f"camera moves {'-'.join(map(str, sizes))}"] = camera_moves(sizes, 30 if chosen.quick else 90)
        print(json.dumps(report))


if __name__ == "__main__":
    main()
