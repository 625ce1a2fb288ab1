"""Windrow's own colours: one accent, for what runs; everything else is text."""

from textual.theme import Theme

THEMES = (
    Theme(
        name="windrow-dark",
        primary="#7d8997",
        accent="#e6b84a",
        warning="#e8795a",
        error="#e8795a",
        success="#8f98a3",
        secondary="#8f98a3",
        foreground="#dcdfe4",
        background="#15181c",
        surface="#15181c",
        panel="#1d2126",
        dark=True,
    ),
    Theme(
        name="windrow-light",
        primary="#6b7580",
        accent="#8a6100",
        warning="#b3401f",
        error="#b3401f",
        success="#59636e",
        secondary="#59636e",
        foreground="#22272e",
        background="#fbfaf7",
        surface="#fbfaf7",
        panel="#f1efe9",
        dark=False,
    ),
)
