"""How tests read what a proof of the register says."""

from __future__ import annotations

from avtal.register.proof.verify import Verified


def told(done: Verified) -> list[str]:
    """Return everything that was found, a line each."""
    return [f"{problem.severity} {problem.file}: {problem.message}" for problem in done.problems]
