"""Property tests are not timed: on a busy machine a slow example says nothing about the view."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
