"""When a wish is doubted: ``python -m recipe.doubts`` from the folder models/ tells how well that does, cross-validated.

A logistic regression on what a wish is made of (mercurycli/known_wishes.py), fitted on training wishes and on wishes that were written for
it: for kinds that are trained on and for others, in the words of people who explain themselves. No evaluation set was looked at. The length
of a wish is no feature: it tells the two files apart better than their kinds, and would have every short wish doubted.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from mercurycli.known_wishes import FEATURES, KnownWishes
from mercurycli.strange_words import as_meant, fingers_slipped, near, strange, words_of
from torch import Tensor

from .curriculum.mixture import Mixture
from .evaluate import training_wishes

EVALUATION: Path = Path(__file__).resolve().parent / "evaluation"
KNOWN_KINDS, OTHER_KINDS = ("wishes_of_known_kinds.txt",), ("wishes_of_other_kinds.txt", "other_kinds.txt")
WISHES, OFTEN = 40_000, 8  # a word that fewer of so many wishes have is a slip, or too rare to be learnt
SLIPS = 30  # so many times as often: then a word is a slip of that one
TOLD = 0.9  # of the wishes for other kinds are to be doubted
TRAINING = 200  # training wishes beside them
FOLDS, DECAY = 10, 0.01


def training_words(weights: Mapping[str, float], wishes: int = WISHES) -> KnownWishes:
    """Of the wishes a run is trained on; ``weights``: how often each kind of page is drawn, not at all where it is zero."""
    drawn = {family: 0.0 for family, weight in weights.items() if weight == 0.0}
    programs, rng = Mixture(0.6, 0.0, (), change_share=0.15, weights=drawn), random.Random(0)
    kinds: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for _ in range(wishes):
        program = programs.sample(rng)
        kinds[program.family] += 1
        for word in set(words_of(program.wish)):
            found[word][program.family] += 1
    often = {word: count for word, by_kind in found.items() if (count := by_kind.total()) >= OFTEN}
    kept = [word for word, count in often.items() if not any(fingers_slipped(word, other) and often[other] >= SLIPS * count for other in near(word, often))]
    number = {family: at for at, family in enumerate(sorted(kinds))}
    words = {word: tuple(n for family in sorted(found[word]) for n in (number[family], found[word][family])) for word in kept}
    return KnownWishes(tuple(kinds[family] for family in number), words)


def read(names: Sequence[str]) -> list[str]:
    return [line for name in names for line in (EVALUATION / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def features(known: KnownWishes, wishes: Sequence[str]) -> Tensor:
    """(wishes, features), as ``gen`` sees them."""
    meant = [as_meant(wish, known.known)[0] for wish in wishes]
    return torch.tensor([known.features(words_of(wish), strange(wish, known.known)) for wish in meant], dtype=torch.float64)


def regression(x: Tensor, y: Tensor) -> Tensor:
    """Weights of the features and the bias, which maximise the likelihood of ``y`` (wishes,) less ``DECAY`` of their squares in units of
    the features' spread; both classes count alike."""
    mean, spread = x.mean(0), x.std(0).clamp_min(1e-6)
    share = y.mean()
    balance = torch.where(y > 0.5, 0.5 / share, 0.5 / (1.0 - share))
    weights = torch.zeros(x.shape[1] + 1, dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, tolerance_change=1e-12)

    def loss() -> Tensor:
        optimizer.zero_grad()
        scores = ((x - mean) / spread) @ weights[:-1] + weights[-1]
        value = torch.nn.functional.binary_cross_entropy_with_logits(scores, y, weight=balance) + DECAY * weights[:-1].square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    plain = weights.detach()[:-1] / spread
    return torch.cat((plain, weights.detach()[-1:] - (plain * mean).sum()))


def probability(x: Tensor, weights: Tensor) -> Tensor:
    return (x @ weights[:-1] + weights[-1]).sigmoid()


def cross_validated(x: Tensor, y: Tensor) -> Tensor:
    """The probability of each wish by a regression that has not seen it."""
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
    found = torch.zeros_like(y)
    for fold in range(FOLDS):
        out = torch.zeros(len(y), dtype=torch.bool)
        out[order[fold::FOLDS]] = True
        found[out] = probability(x[out], regression(x[~out], y[~out]))
    return found


def limit_for(told: float, found: Tensor) -> float:
    """The largest limit from which on this share is doubted."""
    return float(found.sort(descending=True).values[max(0, round(told * len(found)) - 1)])


def fitted(known: KnownWishes) -> KnownWishes:
    """With weights, and the limit by which ``TOLD`` of the wishes for other kinds are doubted that the regression has not seen."""
    x, y = data(known)
    limit = limit_for(TOLD, cross_validated(x, y)[y > 0.5])
    weights = {name: round(value, 4) for name, value in zip((*FEATURES, "bias"), regression(x, y).tolist(), strict=True)}
    return replace(known, weights=weights, limit=round(limit, 4))


def data(known: KnownWishes) -> tuple[Tensor, Tensor]:
    """Features, and 1.0 for the wishes for other kinds: first those written for known kinds, then training wishes, then those for others."""
    ours, others = read(KNOWN_KINDS) + [item["wish"] for item in training_wishes(TRAINING)], read(OTHER_KINDS)
    return features(known, ours + others), torch.tensor([0.0] * len(ours) + [1.0] * len(others), dtype=torch.float64)


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    known = training_words({})
    x, y = data(known)
    found, written, others = cross_validated(x, y), len(read(KNOWN_KINDS)), int((y == 1).sum())
    print(f"{written} wishes written for known kinds, {TRAINING} training wishes, {others} for other kinds; {FOLDS} folds")

    def line(what: str, doubted: Tensor) -> None:
        shares = (doubted[y > 0.5], doubted[:written], doubted[written : written + TRAINING])
        print(f"{what:18}" + ", ".join(f"{each.double().mean():.0%} {of}" for each, of in zip(shares, ("of other kinds", "of known kinds", "of training wishes"), strict=True)))

    line("any strange word", x[:, FEATURES.index("share")] > 0)
    for told in (0.8, 0.85, 0.9, 0.95):
        limit = limit_for(told, found[y > 0.5])
        line(f"from {limit:.2f} on", found >= limit)
    print(fitted(known).weights)


if __name__ == "__main__":
    main()
