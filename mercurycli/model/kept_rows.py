"""Keys and values of one layer's finished rows, with room behind them: a step writes its rows there instead of copying all."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class KeptRows:
    keys: Tensor  # (batch, kv_heads, length + room, head_dim); what lies from ``length`` on is the newest step's
    values: Tensor
    length: int

    @classmethod
    def of(cls, keys: Tensor, values: Tensor, room: int) -> KeptRows:
        """``keys`` and ``values`` (batch, kv_heads, length, head_dim), and room for a step of ``room`` rows."""
        return cls(_with_room(keys, room), _with_room(values, room), keys.shape[2])

    def followed_by(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """The kept rows and behind them a step's, each (batch, kv_heads, length + rows, head_dim); until the next call."""
        end = self.length + keys.shape[2]
        self.keys[:, :, self.length : end] = keys
        self.values[:, :, self.length : end] = values
        return self.keys[:, :, :end], self.values[:, :, :end]

    def repeated(self, count: int) -> tuple[Tensor, Tensor]:
        """The kept rows alone, for ``count`` rows of a batch: views (count, kv_heads, length, head_dim)."""
        return tuple(of[:, :, : self.length].expand(count, -1, -1, -1) for of in (self.keys, self.values))  # type: ignore[return-value]


def kept_length(past: KeptRows | tuple[Tensor, Tensor]) -> int:
    """How many rows are kept, with room behind them or without."""
    return past.length if isinstance(past, KeptRows) else past[0].shape[2]


def _with_room(rows: Tensor, room: int) -> Tensor:
    batch, heads, length, size = rows.shape
    whole = rows.new_empty(batch, heads, length + room, size)
    whole[:, :, :length] = rows
    return whole
