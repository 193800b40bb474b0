import enum
import functools
import json
import subprocess
import sys
import textwrap
import weakref
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import manim
import numpy as np
import pytest

from scenes.film import Unfingerprintable, fingerprint


class Sign(enum.Enum):
    MINUS = 1
    PLUS = 2


@dataclass
class Neuron:
    bias: float
    inputs: tuple = ()


class Slotted:
    __slots__ = ("__hidden", "shown")

    def __init__(self, shown, hidden):
        self.shown, self.__hidden = shown, hidden


@dataclass
class Pulse:
    strength: float

    def update(self, mobject):
        return mobject.shift(self.strength * manim.UP)


def closure(strength):
    return lambda mobject: mobject.shift(strength * manim.UP)


def default(strength):
    def update(mobject, strength=strength):
        return mobject.shift(strength * manim.UP)

    return update


def keyword(strength):
    def update(mobject, *, strength=strength):
        return mobject.shift(strength * manim.UP)

    return update


def updated(updater):
    return manim.Square().add_updater(updater, call_updater=False)


ONE, TWO = np.arange(6.0), np.arange(6.0) + 1

DIFFERENT = {
    "types": (1, 1.0),
    "bool": (1, True),
    "text": ("1", 1),
    "bytes": (b"a", "a"),
    "none": (None, "None"),
    "nesting": ([1, [2]], [[1], 2]),
    "joints": (["ab", "c"], ["a", "bc"]),
    "list or tuple": ([1], (1,)),
    "enum": (Sign.MINUS, Sign.PLUS),
    "element": (ONE, TWO),
    "last digit": (np.array([0.1]), np.array([np.nextafter(0.1, 1)])),
    "shape": (ONE, ONE.reshape(2, 3)),
    "dtype": (ONE, ONE.astype(np.float32)),
    "large": (np.zeros(10**5), np.r_[np.zeros(10**5 - 1), 1]),
    "numpy scalar": (np.float64(1), np.float64(2)),
    "objects in arrays": (np.array([Neuron(1)], dtype=object), np.array([Neuron(2)], dtype=object)),
    "swapped": ([ONE, TWO, ONE], [ONE, TWO, TWO]),
    "swapped objects": ((a := Neuron(1), b := Neuron(2), a), (a, b, b)),
    "path": (Path("a/b"), Path("a/c")),
    "fraction": (Fraction(1, 3), Fraction(2, 3)),
    "dict value": ({"a": 1}, {"a": 2}),
    "dict key": ({"a": 1}, {"b": 1}),
    "set": ({"a", "b"}, {"a", "c"}),
    "dataclass": (Neuron(1.0), Neuron(1.5)),
    "slots": (Slotted(1, 1), Slotted(2, 1)),
    "private slots": (Slotted(1, 1), Slotted(1, 2)),
    "class": (Neuron, Pulse),
    "instances of classes": (SimpleNamespace(bias=1.0, inputs=()), Neuron(1.0)),
    "colour": (manim.ManimColor("#123456"), manim.ManimColor("#123457")),
    "closure": (closure(1), closure(2)),
    "default": (default(1), default(2)),
    "keyword default": (keyword(1), keyword(2)),
    "lambdas": (lambda x: x + 1, lambda x: x + 2),
    "partial": (functools.partial(max, 1), functools.partial(max, 2)),
    "bound method": (Pulse(1).update, Pulse(2).update),
    "bound method of C": ([1].append, [2].append),
    "weak reference": (weakref.ref(a), weakref.ref(b)),
    "random generator": (np.random.default_rng(1), np.random.default_rng(2)),
    "mobject": (manim.Square(), manim.Square().shift(1e-9 * manim.UP)),
    "submobject": (manim.VGroup(manim.Dot()), manim.VGroup(manim.Dot(radius=0.2))),
    "updater with a closure": (updated(closure(1)), updated(closure(2))),
    "updater with a default": (updated(default(1)), updated(default(2))),
    "updater that is a method": (updated(Pulse(1).update), updated(Pulse(2).update)),
    "animation": (manim.FadeIn(manim.Dot()), manim.FadeIn(manim.Dot(), shift=manim.UP)),
    "rate function": (
        manim.FadeIn(manim.Dot()),
        manim.FadeIn(manim.Dot(), rate_func=manim.rate_functions.linear),
    ),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_different_things_differ(case):
    one, other = DIFFERENT[case]
    assert fingerprint(one) != fingerprint(other)


SAME = {
    "equal arrays": lambda: [np.arange(3), np.arange(3)],
    "strided arrays": lambda: np.arange(20)[::2],
    "objects": lambda: {"a": Neuron(0.5, (np.ones(3),)), "b": Slotted(1, 2)},
    "functions": lambda: [closure(1), default(2), Pulse(3).update, functools.partial(max, 4)],
    "mobjects": lambda: manim.VGroup(manim.Square(), manim.Text("a"), manim.NumberPlane()),
    "a copy's old address": lambda: manim.Square().copy(),
    "animations": lambda: manim.AnimationGroup(manim.Create(manim.Dot()), manim.Rotate(manim.Square())),
    "generators": lambda: np.random.default_rng(5),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_made_twice_is_the_same(case):
    assert fingerprint(SAME[case]()) == fingerprint(SAME[case]())


def test_the_order_of_a_set_and_of_attributes_is_none():
    one, other = Neuron(1.0), Neuron(1.0)
    one.a, one.b = 1, 2
    other.b, other.a = 2, 1
    assert fingerprint(one) == fingerprint(other)


def test_cycles_end():
    def ring(*biases):
        neurons = [Neuron(bias) for bias in biases]
        for neuron, following in zip(neurons, neurons[1:] + neurons[:1], strict=True):
            neuron.inputs = [following, neurons]
        return neurons

    assert fingerprint(ring(1, 2, 3)) == fingerprint(ring(1, 2, 3))
    assert fingerprint(ring(1, 2, 3)) != fingerprint(ring(1, 3, 2))


def test_a_dense_net_of_references_is_walked_once():
    neurons = [Neuron(float(i)) for i in range(100)]
    for neuron in neurons:
        neuron.inputs = neurons
    assert fingerprint(neurons)  # by paths it would take longer than the universe has lasted


def test_an_object_with_a_digest_is_known_by_it():
    class History:
        def __init__(self, digest, snapshots):
            self.digest, self.snapshots = digest, snapshots

    unreadable = (i for i in ())
    assert fingerprint(History("a", unreadable)) == fingerprint(History("a", None))
    assert fingerprint(History("a", None)) != fingerprint(History("b", None))


def test_a_mobject_with_a_digest_is_walked_all_the_same():
    one, other = manim.Square(), manim.Square().shift(manim.UP)
    one.digest = other.digest = "same"
    assert fingerprint(one) != fingerprint(other)


def test_what_can_be_made_again_has_no_part(small_film):
    import cairo

    class Glowing(small_film.Disc):
        _glow = None

        @functools.cached_property
        def area(self):
            return self.radius**2

    fresh, used = Glowing(), Glowing()
    fresh.surface, used.surface = None, cairo.ImageSurface(cairo.FORMAT_A8, 4, 4)
    used._cached_words = "anything"
    assert used.area
    assert fingerprint(fresh) == fingerprint(used)


def test_a_scene_counts_by_what_a_lesson_added(studio, small_film):
    def updater_of(**attributes):
        scene = small_film.SmallFilm()
        vars(scene).update(attributes)
        return lambda mobject: mobject.shift(scene.speed * manim.UP)

    assert fingerprint(updater_of(speed=1)) == fingerprint(updater_of(speed=1))
    assert fingerprint(updater_of(speed=1)) != fingerprint(updater_of(speed=2))


def test_globals_of_a_users_function_count(monkeypatch):
    module = {"SPEED": 1}
    exec("def update(mobject): return mobject.shift(SPEED)", module)
    before = fingerprint(module["update"])
    module["SPEED"] = 2
    assert fingerprint(module["update"]) != before


def test_what_cannot_be_read_is_refused():
    with pytest.raises(Unfingerprintable, match="generator"):
        fingerprint({"a": (i for i in ())})
    with pytest.raises(Unfingerprintable, match="deep"):
        fingerprint(functools.reduce(lambda inner, _: [inner], range(5000), []))


def test_every_process_comes_to_the_same():
    script = textwrap.dedent("""
        import json, manim, numpy as np
        from scenes.film.fingerprint import fingerprint
        names = {"synapse", "neuron", "weight", "bias", "layer"}
        things = [names, frozenset(range(50)), {"set": names}, lambda x: x in {"a", "b", "c"},
                  manim.Create(manim.Text("a")), manim.Axes().plot(lambda x: x * len(names)), object]
        print(json.dumps([fingerprint(thing) for thing in things]))
    """)
    answers = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", script],
                env={"PYTHONHASHSEED": seed, "PATH": ""},
                capture_output=True,
                check=True,
                text=True,
            ).stdout.splitlines()[-1]
        )
        for seed in ("1", "2")
    ]
    assert answers[0] == answers[1]


def test_twenty_painted_mobjects_take_less_than_10_ms(small_film):
    import timeit

    class Panel(small_film.Disc):
        def __init__(self):
            super().__init__()
            self.weights = [np.zeros((12, 12)) for _ in range(4)]
            self.labels = [f"{i}" for i in range(20)]
            self.neuron = Neuron(1.0, tuple(range(10)))

    scene = [[Panel() for _ in range(20)], [manim.FadeIn(manim.Dot())]]
    assert min(timeit.repeat(lambda: fingerprint(scene), number=1, repeat=10)) < 0.010
