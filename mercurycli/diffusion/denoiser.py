"""Backbone plus rules: the probability of each clean token given a canvas (MDLM, arXiv:2406.07524, section 3.2.3).

The mask is never an outcome, neither are ids the tokenizer does not have, and given positions are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import torch
from torch import Tensor

from ..canvas import Canvas
from ..model.backbone import Backbone, KeyValues, Neighbours
from ..model.copy_head import with_copies
from ..model.fused_backbone import FusedBackbone
from ..model.kept_rows import KeptRows
from .captured import CapturedSteps
from .repeats import forbid_third
from .roles import neighbours_by_role


ROWS_AT_ONCE = 96  # answers in one pass of ``weigh``
LEAST_WEIGHED = 6e-6  # a token that cannot be costs twelve nats: one of them should not drown all others


class Request(Protocol):
    """One canvas being denoised."""

    def predict(self, answer: Tensor) -> Tensor:
        """Probabilities (rows, vocab) in fp32 for the first ``rows`` positions of the answer, ids (rows,).

        What lies behind those rows is not there: neither computed nor seen.
        """
        ...

    def weigh(self, answers: Sequence[tuple[int, ...]], lengths: Sequence[int]) -> list[float]:
        """How likely each of several whole answers is, in nats."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Given positions as the copy head sees them."""

    keys: Tensor  # (1, given, copy_size)
    ids: Tensor  # (1, given)


@dataclass(frozen=True, slots=True)
class Given:
    """The keys and values of what was given last: another try, a mend of it, a look at it have the same."""

    ids: Tensor  # (1, given)
    positions: Tensor
    present: list[KeyValues]
    source: Source | None

    def is_of(self, ids: Tensor, positions: Tensor) -> bool:
        return torch.equal(self.ids, ids) and torch.equal(self.positions, positions)


class Denoiser:
    """p(clean token | canvas) under Quicksilver's contract: given attends to given, the answer to everything."""

    def __init__(self, backbone: Backbone | FusedBackbone, banned: Iterable[int], vocab: int, mask_id: int, pieces: Iterable[int] = ()) -> None:
        """``banned`` ids, the mask, and ids from ``vocab`` on are never predicted. ``pieces``: those that are letters within a word."""
        self.backbone = backbone
        self.reference = backbone.whole if isinstance(backbone, FusedBackbone) else backbone  # what slow twins compute with
        self.device = next(backbone.parameters()).device
        forbidden = torch.zeros(backbone.config.vocab_size, dtype=torch.bool)
        forbidden[[mask_id, *banned]] = True
        forbidden[vocab:] = True
        self.forbidden = forbidden.to(self.device)
        self.never = self.forbidden.nonzero()[:, 0]  # the same as ids
        self.mask_id = mask_id
        is_piece = torch.zeros(backbone.config.vocab_size, dtype=torch.bool)
        is_piece[list(pieces)] = True
        self.pieces = is_piece.to(self.device)
        self.given: Given | None = None
        self.captured = CapturedSteps(self) if self.device.type == "cuda" else None

    def open(self, canvas: Canvas) -> Request:
        return CachedRequest(self, canvas)

    def over(self, backbone: Backbone | FusedBackbone) -> Denoiser:
        """The same rules over the same weights in another layout."""
        other = copy(self)
        other.backbone, other.given = backbone, None
        other.captured = CapturedSteps(other) if self.captured is not None else None
        return other

    def plain(self) -> Denoiser:
        """The slow twin that keeps what is given, too, but computes each step with plain layers and the softmax of training."""
        other = self.over(self.reference)
        other.captured = None
        other.probabilities = other.probabilities_by_logits  # type: ignore[method-assign]
        return other

    def probabilities(self, hidden: Tensor, ids: Tensor, neighbours: Neighbours | None, source: Source | None) -> Tensor:
        """hidden (1, rows, hidden) of ids (1, rows) as ``encode`` gave them; returns (rows, vocab).

        One exponential over the vocabulary and a sum, in place: a third of the time of ``probabilities_by_logits``, its oracle.
        """
        logits = self.backbone.head(hidden[0]).float().index_fill_(-1, self.never, float("-inf"))
        top = logits.amax(-1, keepdim=True)
        if self.backbone.copy_head is None or source is None:
            mass = logits.sub_(top).exp_()
        else:
            features = self.backbone.copy_features(hidden, ids, neighbours)
            scores = self.backbone.copy_head.scores(features, source.keys)[0].float()
            scores.masked_fill_(self.forbidden[source.ids], float("-inf"))
            top = torch.maximum(top, scores.amax(-1, keepdim=True))
            mass = logits.sub_(top).exp_().scatter_add_(-1, source.ids.expand(len(scores), -1), scores.sub_(top).exp_())
        return mass.div_(mass.sum(-1, keepdim=True))

    def probabilities_by_logits(self, hidden: Tensor, ids: Tensor, neighbours: Neighbours | None, source: Source | None) -> Tensor:
        """The slow twin of ``probabilities``: as the loss has it in training, then a softmax over what is allowed."""
        logits = self.reference.head(hidden[0]).float()
        if self.reference.copy_head is not None and source is not None:
            features = self.reference.copy_features(hidden, ids, neighbours)
            scores = self.reference.copy_head.scores(features, source.keys)[0]
            logits = with_copies(logits, scores, source.ids.expand(len(scores), -1))
        return logits.masked_fill(self.forbidden, float("-inf")).softmax(dim=-1)

    def source(self, hidden: Tensor, ids: Tensor, neighbours: Neighbours | None) -> Source | None:
        """What can be copied, from the given rows: hidden (1, given, hidden) of ids (1, given)."""
        if self.backbone.copy_head is None:
            return None
        return Source(self.backbone.copy_head.key(self.backbone.copy_features(hidden, ids, neighbours)), ids)


class CachedRequest:
    """Keys and values of the given positions are computed once; a step costs the answer's rows only.

    This is exact, not an approximation: given positions never see the answer, so they never change.
    """

    @torch.inference_mode()
    def __init__(self, denoiser: Denoiser, canvas: Canvas) -> None:
        self.denoiser = denoiser
        self.ids = torch.tensor(canvas.ids, device=denoiser.device)[None]  # (1, canvas)
        self.answer = torch.tensor(canvas.answer, device=denoiser.device)[None]
        places = torch.arange(len(canvas), device=denoiser.device)[None]
        self.positions = places[self.answer][None]  # (1, answer)
        self.beside = None
        if denoiser.backbone.config.neighbour_mixing:
            # places instead of ids: where each position's neighbours stand, one behind the canvas for a hole that may follow
            self.beside = neighbours_by_role(places, self.answer, len(canvas))
        self.given = self.ids[~self.answer]
        self.past, self.source = None, None
        if not bool(self.answer.all()):
            self.keep_given(self.ids[~self.answer][None], places[~self.answer][None])

    def keep_given(self, ids: Tensor, positions: Tensor) -> None:
        """The given rows, ids and positions (1, given), once for all steps, and for the next request with the same ones."""
        kept = self.denoiser.given
        if kept is None or not kept.is_of(ids, positions):
            neighbours = self.neighbours(positions[0])
            hidden, present = self.denoiser.backbone.encode(ids, positions, neighbours=neighbours)
            kept = self.denoiser.given = Given(ids, positions, present, self.denoiser.source(hidden, ids, neighbours))
        self.past = [KeptRows.of(keys, values, self.positions.shape[1]) for keys, values in kept.present]
        self.source = kept.source

    def neighbours(self, positions: Tensor) -> Neighbours | None:
        """The ids beside positions (rows,) of the canvas as it stands, each (1, rows)."""
        if self.beside is None:
            return None
        known = torch.cat((self.ids[0], self.ids.new_tensor((self.denoiser.mask_id, -1))))  # at -1, the last: no neighbour
        return known[self.beside[0][0, positions]][None], known[self.beside[1][0, positions]][None]

    @torch.inference_mode()
    def predict(self, answer: Tensor) -> Tensor:
        positions = self.positions[:, : len(answer)]
        if self.beside is not None:
            self.ids[0, self.positions[0]] = self.denoiser.mask_id  # what lies behind the rows is holes, for all they know
            self.ids[0, positions[0]] = answer
        neighbours = self.neighbours(positions[0])
        found, captured = None, self.denoiser.captured
        if captured is not None and self.past is not None:
            found = captured.run(self, self.past, self.source, answer[None], positions, neighbours)
        if found is None:
            hidden, _ = self.denoiser.backbone.encode(answer[None], positions, past=self.past, neighbours=neighbours)
            found = self.denoiser.probabilities(hidden, answer[None], neighbours, self.source)
        return forbid_third(found, answer, self.denoiser.pieces, self.given)

    @torch.inference_mode()
    def weigh(self, answers: Sequence[tuple[int, ...]], lengths: Sequence[int]) -> list[float]:
        """The pseudo-log-likelihood of each answer, in nats: of its first tokens, as many as its length says, each is masked in
        turn and read off with all others in sight (Salazar et al., arXiv:1910.14659, equation 2). All answers fill the canvas."""
        places = [(at, place, place + 1) for at, length in enumerate(lengths) for place in range(length)]
        return self.summed(answers, places)

    @torch.inference_mode()
    def odds(self, answer: tuple[int, ...], others: Sequence[tuple[int, int]]) -> list[float]:
        """For each (place, id): how much likelier, in nats, that id would be than the one that stands there, all else in sight.

        What ``weigh`` tells of texts that differ in one token, but for what the token says of its neighbours: each place is masked
        once, however many ids are asked for there.
        """
        asked = sorted({place for place, _ in others})
        found: dict[int, Tensor] = {}
        for first in range(0, len(asked), ROWS_AT_ONCE):
            chunk = torch.tensor(asked[first : first + ROWS_AT_ONCE], device=self.denoiser.device)
            rows = torch.tensor(answer, device=self.denoiser.device).repeat(len(chunk), 1).scatter(1, chunk[:, None], self.denoiser.mask_id)
            weights = self.one_row_each(rows, chunk).clamp_min(LEAST_WEIGHED).log()
            found.update(zip(chunk.tolist(), weights, strict=True))
        return [float(found[place][id] - found[place][answer[place]]) for place, id in others]

    @torch.inference_mode()
    def uncover(self, answers: Sequence[tuple[int, ...]], spans: Sequence[tuple[int, int]]) -> list[float]:
        """How likely, in nats, what each answer has in its span (begin, end) is: masked together and uncovered from left to right,
        with all outside the span in sight. Unlike masked in turn, a token does not give its neighbours away. All answers fill the canvas."""
        return self.summed(answers, [(at, place, end) for at, (begin, end) in enumerate(spans) for place in range(begin, end)])

    def summed(self, answers: Sequence[tuple[int, ...]], places: Sequence[tuple[int, int, int]]) -> list[float]:
        """For each answer, over its (answer, place, end) in ``places``: how likely what stands at the place is with the positions from
        it up to ``end`` masked, in nats, summed."""
        device, mask_id, totals = self.denoiser.device, self.denoiser.mask_id, [0.0] * len(answers)
        asked: dict[tuple[tuple[int, ...], int], list[tuple[int, int]]] = {}  # texts with other words in one place are one row when that is masked
        for at, place, end in places:
            row = (*answers[at][:place], *[mask_id] * (end - place), *answers[at][end:])
            asked.setdefault((row, place), []).append((at, answers[at][place]))
        for first in range(0, len(asked), ROWS_AT_ONCE):
            chunk = list(islice(asked, first, first + ROWS_AT_ONCE))
            there = torch.tensor([place for _, place in chunk], device=device)
            found = self.one_row_each(torch.tensor([row for row, _ in chunk], device=device), there)
            wanted = [(number, at, token) for number, key in enumerate(chunk) for at, token in asked[key]]
            weights = found[[number for number, _, _ in wanted], [token for _, _, token in wanted]].clamp_min(LEAST_WEIGHED).log()
            for (_, at, _), weight in zip(wanted, weights.tolist(), strict=True):
                totals[at] += weight
        return totals

    def one_row_each(self, answers: Tensor, rows: Tensor) -> Tensor:
        """Probabilities (count, vocab) at one row, ``rows`` (count,), of each of the answers (count, answer)."""
        count, denoiser, neighbours = len(answers), self.denoiser, None
        at = torch.arange(count, device=answers.device)
        if self.beside is not None:
            known = torch.cat((self.ids[0], self.ids.new_tensor((denoiser.mask_id, -1)))).repeat(count, 1)
            known[:, self.positions[0]] = answers
            neighbours = known[:, self.beside[0][0, self.positions[0]]], known[:, self.beside[1][0, self.positions[0]]]
        past = None if self.past is None else [kept.repeated(count) for kept in self.past]
        hidden, _ = denoiser.backbone.encode(answers, self.positions.expand(count, -1), past=past, neighbours=neighbours)
        there = None if neighbours is None else (neighbours[0][at, rows][None], neighbours[1][at, rows][None])
        return denoiser.probabilities(hidden[at, rows][None], answers[at, rows][None], there, self.source)


class RecomputedRequest:
    """The slow twin: the whole canvas in every step, under an explicit mask. The oracle of ``CachedRequest``."""

    def __init__(self, denoiser: Denoiser, canvas: Canvas) -> None:
        self.denoiser = denoiser
        self.ids = torch.tensor(canvas.ids, device=denoiser.device)
        self.answer = torch.tensor(canvas.answer, device=denoiser.device)

    @torch.inference_mode()
    def predict(self, answer: Tensor) -> Tensor:
        at = self.answer.nonzero()[:, 0]
        kept = torch.cat(((~self.answer).nonzero()[:, 0], at[: len(answer)])).sort().values
        ids = self.ids.clone()
        ids[at] = self.denoiser.mask_id
        ids[at[: len(answer)]] = answer
        role = self.answer[kept]
        attend = role[:, None] | ~role[None, :]  # (kept, kept)
        left, right = neighbours_by_role(ids[None], self.answer[None], self.denoiser.mask_id)
        neighbours = left[:, kept], right[:, kept]
        hidden, _ = self.denoiser.reference.encode(ids[kept][None], kept[None], attend[None, None], neighbours=neighbours)
        source = None
        if not bool(role.all()):
            source = self.denoiser.source(hidden[:, ~role], ids[kept][~role][None], tuple(of[:, ~role] for of in neighbours))
        beside = left[:, kept][:, role], right[:, kept][:, role]
        found = self.denoiser.probabilities_by_logits(hidden[:, role], ids[kept][role][None], beside, source)
        return forbid_third(found, answer, self.denoiser.pieces, ids[kept][~role])


@dataclass(frozen=True, slots=True)
class Recomputing:
    """A denoiser whose requests keep nothing between steps."""

    denoiser: Denoiser

    @property
    def device(self) -> torch.device:
        return self.denoiser.device

    def open(self, canvas: Canvas) -> RecomputedRequest:
        return RecomputedRequest(self.denoiser, canvas)
