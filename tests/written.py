"""A file with a past."""

from itertools import pairwise


def written(store, path, *texts):
    """The file with each of the texts in turn, the first one not dcode's."""
    path.write_bytes(texts[0])
    for before, after in pairwise(texts):
        store.write(path, before, after)
