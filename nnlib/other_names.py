"""What PyTorch, Keras and scikit-learn call the same things, without capitals, blanks and underscores.

Only names of the same function stand here: what has none is not guessed.
"""

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    # losses
    **dict.fromkeys(("mse", "mseloss", "meansquarederror", "l2", "l2loss", "halfsquarederror"), ("squared_error",)),
    **dict.fromkeys(
        ("bce", "bceloss", "bcewithlogitsloss", "binarycrossentropywithlogits", "binarycrossentropyloss"),
        ("binary_cross_entropy",),
    ),
    **dict.fromkeys(
        (
            "ce",
            "crossentropyloss",
            "categoricalcrossentropy",
            "sparsecategoricalcrossentropy",
            "softmaxcrossentropy",
            "nllloss",
            "multinomial",
        ),
        ("cross_entropy",),
    ),
    "logloss": ("binary_cross_entropy", "cross_entropy"),
    # activations; logistic is a loss as well
    "logistic": ("sigmoid", "binary_cross_entropy"),
    **dict.fromkeys(("expit", "logisticsigmoid"), ("sigmoid",)),
    **dict.fromkeys(("linear", "none"), ("identity",)),
    **dict.fromkeys(("rectifier", "rectifiedlinear"), ("relu",)),
    "lrelu": ("leaky_relu",),
    "hyperbolictangent": ("tanh",),
    # optimizers
    **dict.fromkeys(("gd", "gradientdescent", "stochasticgradientdescent"), ("sgd",)),
    **dict.fromkeys(("nag", "nesterovs", "nesterovmomentum"), ("nesterov",)),
    # initializers
    **dict.fromkeys(("xavier", "xavieruniform", "glorot"), ("glorot_uniform",)),
    "xaviernormal": ("glorot_normal",),
    **dict.fromkeys(("kaiming", "kaiminguniform", "he"), ("he_uniform",)),
    **dict.fromkeys(("kaimingnormal", "msra"), ("he_normal",)),
    "randomuniform": ("uniform",),
}
