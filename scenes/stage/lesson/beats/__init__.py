"""Standard beats: what most lessons of a network tell in the same way, with the branches that a run may take.

Each is a function of the scene. It says texts that the lesson declares under the names given here, so every word
stands in the config, and leaves on the scene what later beats need: ``title``, ``diagram``, ``heading``, ``legend``.
Animations of the lesson's own may run beside those of a beat.
"""

from scenes.stage.lesson.beats import backward_pass, forward_pass, looking, pictures, sheet
from scenes.stage.lesson.beats.close_up import close_up
from scenes.stage.lesson.beats.inside import look_inside
from scenes.stage.lesson.beats.layers import growth, majority, one_layer, run_to, show_layer
from scenes.stage.lesson.beats.line import bend_of_the_line
from scenes.stage.lesson.beats.network import (
    before_and_after,
    explain_signs,
    meet_network,
    one_step,
    quick_steps,
    say_what_is_left_out,
)
from scenes.stage.lesson.beats.opening_and_end import close, pause, question
from scenes.stage.lesson.beats.pieces import (
    OF_ANSWERS,
    SIGNS,
    all_signs,
    dense_signs,
    diagram,
    kinds,
    legend,
    plane_key,
    unanswered,
)
from scenes.stage.lesson.beats.sign_change import crossed_since, first_sign_change, flip_to_show
from scenes.stage.lesson.beats.training import Said, evaluation, training
from scenes.stage.lesson.beats.why import why
from scenes.stage.lesson.beats.words import PlaneWords, SignWords, StepWords, StoryWords, WhyWords
