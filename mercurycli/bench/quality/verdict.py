"""What a judge says about one program: whether it does what was asked, and which facts it was checked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    ok: bool
    failures: tuple[str, ...]  # "fact: what is wrong", in the order of the checks
    checked: tuple[str, ...]  # facts that could be decided, whether met or not

    @property
    def failed(self) -> tuple[str, ...]:
        """The facts that were not met, without the reasons."""
        return tuple(failure.split(":", 1)[0] for failure in self.failures)


class Findings:
    """Collects the answers of one judgement: the only thing here that changes, and it never leaves the judge."""

    def __init__(self) -> None:
        self._checked: list[str] = []
        self._failures: list[str] = []

    def check(self, fact: str, met: object, why: str) -> bool:
        """Note whether a fact is met; ``why`` says what is wrong if it is not. One failure per fact is kept."""
        if fact not in self._checked:
            self._checked.append(fact)
        if not met and not any(failure.startswith(fact + ":") for failure in self._failures):
            self._failures.append(f"{fact}: {why}")
        return bool(met)

    def verdict(self) -> Verdict:
        return Verdict(not self._failures, tuple(self._failures), tuple(self._checked))
