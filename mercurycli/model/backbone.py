"""One Transformer for all dense families: token ids in, logits out, no idea of noise.

RMSNorm (arXiv:1910.07467), rotary positions in half-split layout (arXiv:2104.09864), SwiGLU (arXiv:2002.05202),
grouped-query attention (arXiv:2305.13245). Tensor names are those of Qwen2, Qwen3 and Llama checkpoints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .copy_head import CopyHead
from .kept_rows import KeptRows, kept_length
from .moe import ManyExperts, Mixture


@dataclass(frozen=True, slots=True)
class ModelConfig:
    vocab_size: int  # embedding rows, padding rows included
    hidden_size: int
    intermediate_size: int
    num_layers: int
    num_heads: int
    num_kv_heads: int
    head_dim: int  # explicit: not always hidden_size / num_heads
    rope_theta: float = 10_000.0
    rms_norm_eps: float = 1e-6
    qkv_bias: bool = False
    qk_norm: bool = False
    tie_word_embeddings: bool = True
    embedding_norm: bool = False  # embeddings enter at RMS 1, however small the (tied) table is
    neighbour_mixing: bool = False  # a row starts with a learnt share of the embeddings to its left and right
    copy_size: int = 0  # width of the pointer into the context; 0: none
    rotary_dim: int = 0  # how many of a head's channels turn with the position; 0: all
    mixture: Mixture | None = None  # many small networks in place of one, in all layers but the first few

    # embedding_norm, neighbour_mixing and copy_size are Quicksilver's: without the first two a small model lost, in its first
    # layer, which word stood in the wish, and could not copy it; without the pointer it lost long names again once it learnt
    # whole programs. Mixing is a short convolution over the embeddings, after the Canon layers of arXiv:2512.17351.

    def __post_init__(self) -> None:
        for name in ("vocab_size", "hidden_size", "intermediate_size", "num_layers", "num_heads", "num_kv_heads", "head_dim"):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"{name} must be a positive whole number, not {value!r}")
        if self.num_heads % self.num_kv_heads:
            raise ValueError(f"num_heads {self.num_heads} is not a multiple of num_kv_heads {self.num_kv_heads}")
        if not isinstance(self.copy_size, int) or self.copy_size < 0:
            raise ValueError(f"copy_size must be a whole number from 0, not {self.copy_size!r}")
        if self.head_dim % 2:
            raise ValueError(f"head_dim must be even for rotary positions, not {self.head_dim}")
        if type(self.rotary_dim) is not int or self.rotary_dim % 2 or not 0 <= self.rotary_dim <= self.head_dim:
            raise ValueError(f"rotary_dim must be an even number up to head_dim {self.head_dim}, not {self.rotary_dim!r}")


KeyValues = tuple[Tensor, Tensor]  # keys and values of one layer: each (batch, kv_heads, seq, head_dim)
Neighbours = tuple[Tensor, Tensor]  # ids to the left and to the right, each (batch, seq), -1: none in sight


class RMSNorm(nn.Module):
    def __init__(self, size: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x.float(), self.weight.shape, None, self.eps).to(x.dtype) * self.weight


def rotary_table(positions: Tensor, head_dim: int, theta: float) -> tuple[Tensor, Tensor]:
    """Cosine and sine in fp32 for positions (batch, seq): each (batch, 1, seq, head_dim)."""
    frequency = theta ** (-torch.arange(0, head_dim, 2, device=positions.device, dtype=torch.float32) / head_dim)
    angle = positions[:, None, :, None].float() * frequency  # (batch, 1, seq, head_dim / 2)
    angle = torch.cat((angle, angle), dim=-1)
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    if cos.shape[-1] < x.shape[-1]:  # only the first channels turn
        turning, still = x[..., : cos.shape[-1]], x[..., cos.shape[-1] :]
        return torch.cat((rotate(turning, cos, sin), still), dim=-1)
    first, second = x.chunk(2, dim=-1)
    return (x * cos + torch.cat((-second, first), dim=-1) * sin).to(x.dtype)


def moved(
    device: torch.device, x: Tensor, rotary: tuple[Tensor, Tensor], attend: Tensor | None
) -> tuple[Tensor, tuple[Tensor, Tensor], Tensor | None]:
    """What a layer needs, where the layer is."""
    return x.to(device), (rotary[0].to(device), rotary[1].to(device)), None if attend is None else attend.to(device)


class Attention(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads, self.kv_heads, self.head_dim = config.num_heads, config.num_kv_heads, config.head_dim
        inner, kv_inner = self.heads * self.head_dim, self.kv_heads * self.head_dim
        self.q_proj = nn.Linear(config.hidden_size, inner, bias=config.qkv_bias)
        self.k_proj = nn.Linear(config.hidden_size, kv_inner, bias=config.qkv_bias)
        self.v_proj = nn.Linear(config.hidden_size, kv_inner, bias=config.qkv_bias)
        self.o_proj = nn.Linear(inner, config.hidden_size, bias=False)
        self.q_norm = RMSNorm(self.head_dim, config.rms_norm_eps) if config.qk_norm else None
        self.k_norm = RMSNorm(self.head_dim, config.rms_norm_eps) if config.qk_norm else None

    def forward(
        self, x: Tensor, rotary: tuple[Tensor, Tensor], attend: Tensor | None, past: KeyValues | KeptRows | None
    ) -> tuple[Tensor, KeyValues]:
        batch, seq, _ = x.shape
        q = self.q_proj(x).view(batch, seq, self.heads, self.head_dim).transpose(1, 2)  # (batch, heads, seq, head_dim)
        k = self.k_proj(x).view(batch, seq, self.kv_heads, self.head_dim).transpose(1, 2)
        v = self.v_proj(x).view(batch, seq, self.kv_heads, self.head_dim).transpose(1, 2)
        if self.q_norm is not None and self.k_norm is not None:
            q, k = self.q_norm(q), self.k_norm(k)
        q, k = rotate(q, *rotary), rotate(k, *rotary)
        if isinstance(past, KeptRows):
            k, v = past.followed_by(k, v)
        elif past is not None:
            k, v = torch.cat((past[0], k), dim=2), torch.cat((past[1], v), dim=2)
        grouped = self.heads != self.kv_heads
        if q.device.type == "cpu" and torch.is_autocast_enabled("cpu"):
            # training in bfloat16: its attention is slower on a CPU than the one in fp32, by a quarter of the whole step
            with torch.autocast("cpu", enabled=False):
                mixed = F.scaled_dot_product_attention(q.float(), k.float(), v.float(), attn_mask=attend, enable_gqa=grouped)
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=attend, enable_gqa=grouped)
        return self.o_proj(mixed.transpose(1, 2).reshape(batch, seq, -1)), (k, v)


class SwiGLU(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(config.hidden_size, config.intermediate_size, bias=False)
        self.up_proj = nn.Linear(config.hidden_size, config.intermediate_size, bias=False)
        self.down_proj = nn.Linear(config.intermediate_size, config.hidden_size, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, config: ModelConfig, number: int = 0) -> None:
        super().__init__()
        mixture = config.mixture
        self.input_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.self_attn = Attention(config)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.mlp = SwiGLU(config) if mixture is None or number < mixture.dense_layers else ManyExperts(config.hidden_size, mixture)

    def forward(
        self, x: Tensor, rotary: tuple[Tensor, Tensor], attend: Tensor | None, past: KeyValues | KeptRows | None
    ) -> tuple[Tensor, KeyValues]:
        mixed, present = self.self_attn(self.input_layernorm(x), rotary, attend, past)
        x = x + mixed
        return x + self.mlp(self.post_attention_layernorm(x)), present


class Trunk(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        if config.neighbour_mixing:
            self.left_share = nn.Parameter(torch.full((config.hidden_size,), 0.5))
            self.right_share = nn.Parameter(torch.full((config.hidden_size,), 0.5))
        self.layers = nn.ModuleList(Layer(config, number) for number in range(config.num_layers))
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)


class Backbone(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.model = Trunk(config)
        self.spread = False  # whether the layers lie on several devices
        self.lm_head = None if config.tie_word_embeddings else nn.Linear(config.hidden_size, config.vocab_size, bias=False)
        self.copy_head = CopyHead(2 * config.hidden_size, config.copy_size) if config.copy_size else None

    def embed(self, ids: Tensor, neighbours: Neighbours | None = None) -> Tensor:
        """Rows (batch, seq, hidden) as they enter the first layer."""

        def rows(of: Tensor) -> Tensor:
            x = self.model.embed_tokens(of)
            return F.rms_norm(x, x.shape[-1:], None, self.config.rms_norm_eps) if self.config.embedding_norm else x

        if not self.config.neighbour_mixing:
            return rows(ids)
        if neighbours is None:
            raise ValueError("this backbone mixes neighbours: pass their ids")
        third = self.config.hidden_size // 3
        mixed = rows(ids)
        for of, share, turn in zip(neighbours, (self.model.left_share, self.model.right_share), (third, 2 * third), strict=True):
            # turned by some channels, so that "my left neighbour is x" differs from "I am x": then the first layer can find
            # the place in the wish that follows the same word, which is what copying a name takes
            mixed = mixed + share * rows(of.clamp_min(0)).roll(turn, dims=-1) * (of >= 0).unsqueeze(-1)
        return mixed

    def encode(
        self,
        ids: Tensor,
        positions: Tensor | None = None,
        attend: Tensor | None = None,
        past: Sequence[KeyValues | KeptRows] | None = None,
        neighbours: Neighbours | None = None,
    ) -> tuple[Tensor, list[KeyValues]]:
        """Hidden states (batch, seq, hidden) and each layer's keys and values, those of ``past`` in front.

        ids, positions: (batch, seq) whole numbers; positions default to 0, 1, … (behind ``past``).
        attend: (batch or 1, 1, seq, past + seq), True where a row may look; None: everywhere.
        neighbours: for neighbour_mixing, the ids left and right of each row, each (batch, seq), -1 where a row sees none.
        """
        if positions is None:
            start = kept_length(past[0]) if past else 0
            positions = torch.arange(start, start + ids.shape[1], device=ids.device)[None]
        x = self.embed(ids, neighbours)  # (batch, seq, hidden)
        rotary = rotary_table(positions, self.config.rotary_dim or self.config.head_dim, self.config.rope_theta)
        present = []
        for i, layer in enumerate(self.model.layers):
            if self.spread:
                x, rotary, attend = moved(layer.input_layernorm.weight.device, x, rotary, attend)
            x, kept = layer(x, rotary, attend, past[i] if past else None)
            present.append(kept)
        if self.spread:
            x = x.to(self.model.norm.weight.device)
        return self.model.norm(x), present

    def head(self, hidden: Tensor) -> Tensor:
        """Hidden states (…, hidden) to logits (…, vocab). Call it on the rows that are needed only."""
        weight = self.model.embed_tokens.weight if self.lm_head is None else self.lm_head.weight
        if self.spread:
            hidden = hidden.to(weight.device)
        return F.linear(hidden, weight)

    def copy_features(self, hidden: Tensor, ids: Tensor, neighbours: Neighbours | None = None) -> Tensor:
        """What the copy head sees of ``encode``'s rows, (batch, seq, 2 hidden): what they came to mean, and the plain words
        they and their neighbours began as, by which a name is followed from token to token."""
        return torch.cat((hidden, self.embed(ids, neighbours).to(hidden.dtype)), dim=-1)

    def forward(
        self, ids: Tensor, positions: Tensor | None = None, attend: Tensor | None = None, neighbours: Neighbours | None = None
    ) -> Tensor:
        """Logits (batch, seq, vocab) of ids (batch, seq), before anything is copied."""
        return self.head(self.encode(ids, positions, attend, neighbours=neighbours)[0])

    def parameter_count(self) -> int:
        in_8_bits = (buffer for buffer in self.buffers() if buffer.dtype == torch.int8)  # weights that take no gradient
        return sum(weights.numel() for weights in (*self.parameters(), *in_8_bits))
