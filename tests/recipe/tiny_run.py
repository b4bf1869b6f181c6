"""A run of the trainer small enough for tests."""

CONFIG = {
    "vocabulary": {"size": 420, "programs": 40, "library_files": 0, "longest": 16},
    "families": {"others": 0.25},
    "model": {
        "hidden_size": 32, "intermediate_size": 48, "num_layers": 2, "num_heads": 2, "num_kv_heads": 2, "head_dim": 16, "max_positions": 512,
        "embedding_norm": True, "neighbour_mixing": True, "copy_size": 8,
    },
    "training": {
        "programs_per_step": 6, "micro_batches": 2, "hours": 1.0, "seed": 7, "muon_lr": 0.02, "muon_decay": 0.3, "embedding_lr": 1e-2, "norm_lr": 1e-3,
        "warmdown": 0.5, "ema": 0.9, "page_share": 0.0, "copy_share": 0.2, "change_share": 0.1,
        "copy_share_first": 0.2, "steps_first": 10, "bfloat16": False, "corrupt_share": 0.3, "corrupt_rate": 0.08,
    },
}  # fmt: skip
