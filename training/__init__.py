"""The recipe of the bundled model: one configuration file per model, one command per step.

``python -m training.STEP training/configs/MODEL.toml``, from the root of the repository; the
steps and their order are in ``training/README.md``. PyTorch is needed here and nowhere else.
"""
