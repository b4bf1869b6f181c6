"""dcode: a local coding assistant that denoises code instead of typing it left to right."""

__version__ = "0.1.0"
