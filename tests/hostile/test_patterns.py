"""No regular expression of the package takes longer than in proportion, whatever it is given."""

from __future__ import annotations

import json
import subprocess
import sys


def test_every_pattern() -> None:
    """Every pattern goes over texts made to have it look back in time that grows as they do."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.patterns"], capture_output=True, text=True, check=True
    )
    count, slow = json.loads(done.stdout)
    assert count > 150
    assert not slow, "\n".join(slow)
