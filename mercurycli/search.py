"""How far a repair looks for a mend."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import UsageError

TRIES = 3


@dataclass(frozen=True, slots=True)
class Search:
    candidates: int = 8  # looked at of each attempt, the most likely first
    tries: int = 3  # with other seeds, where a test decides
    strength: float | None = None  # share of the old text that becomes holes; None: from the smallest change to all of it
    deadline: float | None = None  # seconds after which no other attempt begins

    def __post_init__(self) -> None:
        for flag, value, least in (("--candidates", self.candidates, 1), ("--max-tries", self.tries, 1)):
            if value < least:
                raise UsageError(f"{flag} must be at least {least}, not {value}", hint=f"leave {flag} out for the default")
        if self.strength is not None and not 0.0 < self.strength <= 1.0:
            raise UsageError(f"--strength must be above 0 and at most 1, not {self.strength}", hint="1 writes the region anew")
        if self.deadline is not None and self.deadline <= 0.0:
            raise UsageError(f"--deadline must be above 0 seconds, not {self.deadline}", hint="leave --deadline out for no limit")
