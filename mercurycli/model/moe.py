"""A layer of many small feed-forward networks, of which a router picks a few for each row.

Two routers: a plain softmax over all experts (LLaDA-MoE), and a sigmoid with groups of experts, a bias that counts for the
choice alone, and experts that every row passes (LLaDA2; the router of DeepSeek-V3, arXiv:2412.19437, section 2.1.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Mixture:
    experts: int
    per_token: int  # experts a row passes
    inner_size: int  # of one expert
    router: Literal["softmax", "sigmoid"]
    renormalise: bool = False  # the chosen experts' weights add up to 1
    groups: int = 1
    kept_groups: int = 1  # of which experts may be chosen
    scale: float = 1.0
    shared: int = 0  # experts every row passes, side by side in one network
    dense_layers: int = 0  # the first layers have one plain network

    def __post_init__(self) -> None:
        for name in ("experts", "per_token", "inner_size", "groups", "kept_groups"):
            if type(getattr(self, name)) is not int or getattr(self, name) < 1:
                raise ValueError(f"{name} must be a positive whole number, not {getattr(self, name)!r}")
        if self.experts % self.groups:
            raise ValueError(f"{self.experts} experts do not divide into {self.groups} groups")
        if self.kept_groups > self.groups:
            raise ValueError(f"{self.kept_groups} of {self.groups} groups cannot be kept")
        if self.per_token > self.experts // self.groups * self.kept_groups:
            raise ValueError(f"a row cannot pass {self.per_token} of {self.experts // self.groups * self.kept_groups} experts")


class Expert(nn.Module):
    """SwiGLU, as in backbone.py."""

    def __init__(self, hidden: int, inner: int) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(hidden, inner, bias=False)
        self.up_proj = nn.Linear(hidden, inner, bias=False)
        self.down_proj = nn.Linear(inner, hidden, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Router(nn.Module):
    def __init__(self, hidden: int, mixture: Mixture) -> None:
        super().__init__()
        self.mixture = mixture
        self.weight = nn.Parameter(torch.zeros(mixture.experts, hidden))
        self.expert_bias = nn.Parameter(torch.zeros(mixture.experts)) if mixture.router == "sigmoid" else None

    def forward(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """rows (count, hidden): weight and number of each row's experts, both (count, per_token)."""
        mixture = self.mixture
        scores = F.linear(rows.float(), self.weight.float())  # (count, experts)
        if mixture.router == "softmax":
            weights, chosen = scores.softmax(-1).topk(mixture.per_token, dim=-1)
        else:
            scores = scores.sigmoid()
            chosen = self.within_groups(scores + self.expert_bias.float()).topk(mixture.per_token, dim=-1).indices
            weights = scores.gather(-1, chosen)
        if mixture.renormalise:
            weights = weights / (weights.sum(-1, keepdim=True) + 1e-20)
        return weights * mixture.scale, chosen

    def within_groups(self, biased: Tensor) -> Tensor:
        """The scores (count, experts), -inf outside the groups whose two best experts add up to the most."""
        groups = self.mixture.groups
        if groups == 1:
            return biased
        by_group = biased.view(len(biased), groups, -1)
        strength = by_group.topk(min(2, by_group.shape[-1]), dim=-1).values.sum(-1)  # (count, groups)
        kept = torch.zeros_like(strength, dtype=torch.bool).scatter(1, strength.topk(self.mixture.kept_groups, dim=-1).indices, True)
        return by_group.masked_fill(~kept[:, :, None], float("-inf")).flatten(1)


class ManyExperts(nn.Module):
    def __init__(self, hidden: int, mixture: Mixture) -> None:
        super().__init__()
        self.gate = Router(hidden, mixture)
        self.experts = nn.ModuleList(Expert(hidden, mixture.inner_size) for _ in range(mixture.experts))
        self.shared_experts = Expert(hidden, mixture.inner_size * mixture.shared) if mixture.shared else None

    def forward(self, x: Tensor) -> Tensor:
        rows = x.reshape(-1, x.shape[-1])  # (batch * seq, hidden)
        weights, chosen = self.gate(rows)
        out = torch.zeros_like(rows)
        for number in chosen.unique().tolist():
            at, place = (chosen == number).nonzero(as_tuple=True)
            out.index_add_(0, at, self.experts[number](rows[at]) * weights[at, place, None].to(rows.dtype))
        if self.shared_experts is not None:
            out = out + self.shared_experts(rows)
        return out.view_as(x)
