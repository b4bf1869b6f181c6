"""Denoisers of tiny published models, and views that play a script instead of a network."""

import scripted
import tiny_families as tiny
import torch
from tiny_families import BY_NAME

from mercurycli.canvas import Canvas
from mercurycli.diffusion.family_denoiser import FamilyDenoiser, Ids
from mercurycli.model.backbone import Backbone

MASK, STOP, OTHER_STOP, EXPAND, VOCAB = 0, 1, 2, 3, 12  # of scripted views; from 4 on: plain tokens


def backbone_of(family, seed=3):
    model = tiny.shape_of(BY_NAME[family])
    backbone = Backbone(model)
    backbone.load_state_dict(tiny.state_of(model, seed))
    return backbone.eval().requires_grad_(False)


def denoiser_of(family, block=None, backbone=None):
    """A tiny random model of that family; mask 280, end 279."""
    from mercurycli.model.families import family_named

    backbone, row = backbone or backbone_of(family), family_named(family)
    size = backbone.config.vocab_size
    return FamilyDenoiser(backbone, row, Ids(size - 1, (size - 2,)), (), size, row.block if block is None else block)


def canvas_of(given, holes, behind=()):
    return Canvas((*given, *[MASK] * holes, *behind), (*[False] * len(given), *[True] * holes, *[False] * len(behind)))


def answers_of(drafts):
    return drafts[-1].ids


class Script:
    """Stands for a denoiser: ``script`` gives probabilities by the ids in sight and the places asked for."""

    device = torch.device("cpu")

    def __init__(self, family, block=0, expand=None):
        self.family, self.ids, self.block = family, Ids(MASK, (STOP, OTHER_STOP), expand), block


def table(*rows):
    """A row for each (token, probability), the rest spread evenly over the others but the mask."""
    return scripted.rows(*rows, vocab=VOCAB)
