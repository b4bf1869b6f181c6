"""Small backbones of random weights, and ids for them."""

import torch

from mercurycli.model.backbone import Backbone, ModelConfig

THETA = 50_000.0
SHAPES = {
    "qwen2": ModelConfig(97, 32, 48, 3, 4, 2, 12, rope_theta=THETA, rms_norm_eps=1e-5, qkv_bias=True, tie_word_embeddings=True),
    "qwen3": ModelConfig(97, 32, 48, 3, 6, 2, 16, rope_theta=THETA, rms_norm_eps=1e-5, qk_norm=True, tie_word_embeddings=False),
    "llama": ModelConfig(97, 32, 48, 3, 4, 4, 6, rope_theta=THETA, rms_norm_eps=1e-5, tie_word_embeddings=False),
}


def built(config: ModelConfig, seed: int = 1) -> Backbone:
    """A backbone whose every weight is random: norms and biases too."""
    backbone, generator = Backbone(config), torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in backbone.parameters():
            weight.copy_(torch.randn(weight.shape, generator=generator) * (0.3 if weight.ndim == 2 else 1.0))
    return backbone.eval().requires_grad_(False)


def random_ids(batch: int, seq: int, vocab: int = 97) -> torch.Tensor:
    return torch.randint(vocab, (batch, seq), generator=torch.Generator().manual_seed(7))
