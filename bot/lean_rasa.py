"""`python -m bot.lean_rasa …` is `rasa …` without TensorFlow.

Nothing that config.yml names uses it, yet Rasa imports it with every component that it has: most of a start,
and a quarter of a gigabyte in each process. A component of Rasa's own that config.yml names has its module in
COMPONENTS; one that needs TensorFlow needs plain `rasa` again. tests/bot/test_lean_rasa.py fails when Rasa
changes underneath.
"""

import sys
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

RASA = "3.6.21"
COMPONENTS = ("rasa.core.policies.rule_policy",)
"""Importing a module registers its component under its name."""
ONLY_FOR_TENSORFLOW = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
}
"""What every run or training imports: TensorFlow's models, and what only they use."""


class _DefaultComponents(ModuleType):
    """Rasa imports DEFAULT_COMPONENTS of it when it looks up the first component."""

    @property
    def DEFAULT_COMPONENTS(self) -> list[ModuleType]:
        return [import_module(name) for name in COMPONENTS]


def leave_out_tensorflow() -> None:
    """Put empty modules in the place of those that import it; call it before Rasa is imported.

    Raises RuntimeError for another Rasa than the one that was looked at.
    """
    if version("rasa") != RASA:
        raise RuntimeError(f"bot/lean_rasa.py is for Rasa {RASA}, this is {version('rasa')}: look again")
    for name, classes in ONLY_FOR_TENSORFLOW.items():
        empty = ModuleType(name)
        for each in classes:
            setattr(empty, each, type(each, (), {}))
        sys.modules[name] = empty
    components = "rasa.engine.recipes.default_components"
    sys.modules[components] = _DefaultComponents(components)


if __name__ == "__main__":
    leave_out_tensorflow()
    from rasa.__main__ import main

    main()
