"""A backbone's weights laid out for inference on a CPU: fewer and larger products, and what every pass has in common done once.

Same numbers as ``Backbone`` up to rounding, which stays as the oracle; full precision only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .backbone import Backbone, KeyValues, Layer, Neighbours, rotary_table
from .kept_rows import KeptRows, kept_length

Product = Callable[[Tensor], Tensor]  # rows (n, in) to rows (n, out)
MakeProduct = Callable[[Tensor], Product]  # from a weight (out, in)


def suits(backbone: Backbone) -> bool:
    """Whether a backbone can be laid out anew: a dense one in full precision, on one device, all channels of its heads turning."""
    config = backbone.config
    dense = config.mixture is None and config.rotary_dim in (0, config.head_dim)
    return dense and not backbone.spread and next(backbone.parameters()).dtype == torch.float32


def plain(weight: Tensor) -> Product:
    return lambda rows: F.linear(rows, weight)


def unit(x: Tensor, eps: float) -> Tensor:
    """RMSNorm without its weight: five small kernels, where the library's takes eight."""
    return x * x.square().mean(-1, keepdim=True).add_(eps).rsqrt_()


def rotated(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """``backbone.rotate`` without joining halves; x (n, heads, head_dim), cos and sin (n, 1, head_dim)."""
    half = x.shape[-1] // 2
    out = x * cos
    out[..., :half].addcmul_(x[..., half:], sin[..., half:], value=-1)
    out[..., half:].addcmul_(x[..., :half], sin[..., :half])
    return out


@dataclass(frozen=True, slots=True)
class FusedLayer:
    """One layer; the weights of its norms are folded into the products that follow them."""

    qkv: Product
    bias: Tensor | None
    scale: Tensor | None  # (heads + kv_heads, head_dim): weights of the norms of queries and keys
    out: Product
    gate_up: Product
    down: Product

    @classmethod
    def of(cls, layer: Layer, make: MakeProduct) -> FusedLayer:
        attention, mlp = layer.self_attn, layer.mlp
        three = (attention.q_proj, attention.k_proj, attention.v_proj)
        scale = None
        if attention.q_norm is not None and attention.k_norm is not None:
            scale = torch.cat(
                (attention.q_norm.weight.expand(attention.heads, -1), attention.k_norm.weight.expand(attention.kv_heads, -1))
            )
        return cls(
            qkv=make(torch.cat([part.weight for part in three]) * layer.input_layernorm.weight),
            bias=torch.cat([part.bias for part in three]) if attention.q_proj.bias is not None else None,
            scale=scale,
            out=make(attention.o_proj.weight),
            gate_up=make(torch.cat((mlp.gate_proj.weight, mlp.up_proj.weight)) * layer.post_attention_layernorm.weight),
            down=make(mlp.down_proj.weight),
        )


class FusedBackbone:
    """What ``Denoiser`` needs of a ``Backbone``, for ``encode`` and ``head`` at batch 1 above all."""

    def __init__(self, backbone: Backbone, make: MakeProduct = plain) -> None:
        """``make`` turns a weight (out, in) into a product: the plain one, or a quantised one."""
        if not suits(backbone):
            raise ValueError("only a dense backbone in full precision on one device can be laid out anew")
        self.whole, self.config, self.copy_head = backbone, backbone.config, backbone.copy_head
        with torch.inference_mode():
            self.layers = [FusedLayer.of(layer, make) for layer in backbone.model.layers]
            head = backbone.model.embed_tokens.weight if backbone.lm_head is None else backbone.lm_head.weight
            self.to_logits = make(head)
            self.tables = self._tables()

    def parameters(self) -> Iterator[nn.Parameter]:
        return self.whole.parameters()

    def parameter_count(self) -> int:
        return self.whole.parameter_count()

    def _tables(self) -> tuple[Tensor, ...]:
        """What an id adds to its own row and to those beside it, each (vocab + 1, hidden); the last row is of no id at all."""
        trunk, config = self.whole.model, self.config
        rows = unit(trunk.embed_tokens.weight, config.rms_norm_eps) if config.embedding_norm else trunk.embed_tokens.weight
        if not config.neighbour_mixing:
            return (rows,)
        third = config.hidden_size // 3
        rows = F.pad(rows, (0, 0, 0, 1))
        return rows, trunk.left_share * rows.roll(third, dims=-1), trunk.right_share * rows.roll(2 * third, dims=-1)

    def embed(self, ids: Tensor, neighbours: Neighbours | None = None) -> Tensor:
        """Rows (batch, seq, hidden) as they enter the first layer."""
        if not self.config.neighbour_mixing:
            return F.embedding(ids, self.tables[0])
        if neighbours is None:
            raise ValueError("this backbone mixes neighbours: pass their ids")
        own, left, right = self.tables
        mixed = F.embedding(ids, own)
        for of, table in zip(neighbours, (left, right), strict=True):
            mixed += F.embedding(torch.where(of < 0, len(own) - 1, of), table)
        return mixed

    def encode(
        self,
        ids: Tensor,
        positions: Tensor | None = None,
        attend: Tensor | None = None,
        past: Sequence[KeyValues | KeptRows] | None = None,
        neighbours: Neighbours | None = None,
    ) -> tuple[Tensor, list[KeyValues]]:
        """As ``Backbone.encode``: hidden states (batch, seq, hidden), each layer's keys and values."""
        if positions is None:
            start = kept_length(past[0]) if past else 0
            positions = torch.arange(start, start + ids.shape[1], device=ids.device)[None]
        batch, seq = ids.shape
        x = self.embed(ids, neighbours).view(batch * seq, -1)
        cos, sin = rotary_table(positions, self.config.head_dim, self.config.rope_theta)  # (1 or batch, 1, seq, head_dim)
        rotary = tuple(of.expand(batch, -1, -1, -1).reshape(batch * seq, 1, -1) for of in (cos, sin))
        present = []
        for i, layer in enumerate(self.layers):
            x, kept = self._through(layer, x, batch, rotary, attend, past[i] if past else None)
            present.append(kept)
        return self.whole.model.norm(x).view(batch, seq, -1), present

    def _through(
        self, layer: FusedLayer, x: Tensor, batch: int, rotary: tuple[Tensor, ...], attend: Tensor | None, past: KeyValues | KeptRows | None
    ) -> tuple[Tensor, KeyValues]:
        """One layer on rows (batch * seq, hidden), which are overwritten."""
        config = self.config
        heads, kv_heads, size = config.num_heads, config.num_kv_heads, config.head_dim
        mixed = layer.qkv(unit(x, config.rms_norm_eps))
        if layer.bias is not None:
            mixed += layer.bias
        turned, v = mixed.view(len(x), heads + 2 * kv_heads, size).split((heads + kv_heads, kv_heads), dim=1)
        if layer.scale is not None:
            turned = unit(turned, config.rms_norm_eps).mul_(layer.scale)
        turned = rotated(turned, *rotary)
        q, k, v = (of.unflatten(0, (batch, -1)).transpose(1, 2) for of in (turned[:, :heads], turned[:, heads:], v))
        if isinstance(past, KeptRows):
            k, v = past.followed_by(k, v)
        elif past is not None:
            k, v = torch.cat((past[0], k), dim=2), torch.cat((past[1], v), dim=2)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=attend, enable_gqa=heads != kv_heads)  # (batch, heads, seq, head_dim)
        x += layer.out(seen.transpose(1, 2).reshape(len(x), -1))
        gate, up = layer.gate_up(unit(x, config.rms_norm_eps)).chunk(2, dim=-1)
        x += layer.down(F.silu(gate).mul_(up))
        return x, (k, v)

    def head(self, hidden: Tensor) -> Tensor:
        """Hidden states (…, hidden) to logits (…, vocab)."""
        return self.to_logits(hidden)

    def copy_features(self, hidden: Tensor, ids: Tensor, neighbours: Neighbours | None = None) -> Tensor:
        """As ``Backbone.copy_features``: (batch, seq, 2 hidden)."""
        return torch.cat((hidden, self.embed(ids, neighbours)), dim=-1)
