"""``dcode models pull | verify | rm``: checkpoints brought here with their licence heard, proved, and taken away again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ..errors import ModelError, UsageError
from ..model import hub, hub_cache
from ..model.catalogue import model_named
from ..model.hub_border import HUB
from ..model.safetensors_header import read_shapes
from ..repl.terminal import YES, ask
from ..view.console import is_tty
from ..view.transfer_view import TransferView, size_words
from ..view.visible_text import visible
from .speech import put_on_stdout, say

FOUND_SOMETHING = 1


def pull(name: str, *, revision: str, agreed: bool, quiet: bool) -> int:
    """Returns the exit code. A pull that was broken off goes on where it stopped."""
    if already := here_and_offline(name):
        say(f"{name} is here: {already} (HF_HUB_OFFLINE is set, so nobody was asked for a newer one)")
        return 0
    plan = hub.plan(name, revision)
    tell(plan)
    lacking = plan.lacking()
    if lacking and plan.needs_consent and not agreed:
        consent(plan)
    with TransferView(plan.size, plan.here(), quiet=quiet or not lacking) as view:
        folder = hub.pull(plan, view.show)
    short = known.name if (known := model_named(plan.repo)) else plan.repo
    say(f"{short} is {'here' if lacking else 'here already'}, every checksum right: {folder}")
    say(f'try it: dcode gen "a function that reverses a string" --model {short}')
    return 0


def here_and_offline(name: str) -> Path | None:
    if not hub_cache.is_offline():
        return None
    model = hub_cache.local_model(hub.repository(name))
    return model.folder if model and not model.missing else None


def tell(plan: hub.Plan) -> None:
    weights = sum(file.name.endswith(".safetensors") for file in plan.files)
    say(f"{plan.repo} at {plan.revision[:12]}: {size_words(plan.size)} in {len(plan.files)} files, {weights} of them weights")
    say(f"licence: {plan.licence or 'its page states none'}" + (f"; {plan.terms}" if plan.terms else "") + f"   {HUB}/{plan.repo}")
    known = model_named(plan.repo)
    if known:
        say(f"memory: about {known.memory(2):.1f} GB in bfloat16, {known.memory(4):.1f} GB in float32")


def consent(plan: hub.Plan) -> None:
    """Where a licence forbids something, or is unknown, its user should have said yes to it."""
    if not (is_tty(sys.stdin) and is_tty(sys.stderr)):
        raise UsageError(f"the licence of {plan.repo} ({plan.licence or 'not stated'}) asks for a yes", hint="read it, then add --yes")
    if ask("do you agree to it, and pull?") != YES:
        raise UsageError(f"{plan.repo} was not pulled", hint="dcode models list shows those with other licences")


def verify(names: tuple[str, ...]) -> int:
    """Every file of the models named, or of all that are here: 1 where one is not what its checksum says."""
    wrong = 0
    for name, folder in chosen(names):
        bad = tuple(complaints(folder))
        for complaint in bad:
            put(f"{name}: {complaint}")
        if not bad:
            put(f"{name}: {'right' if proved(folder) else 'whole, as far as the headers tell: no checksums came with it'}")
        wrong += bool(bad)
    if wrong:
        say("to mend a model: dcode models rm NAME, then dcode models pull NAME")
    return FOUND_SOMETHING if wrong else 0


def chosen(names: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    if not names:
        found = list(hub_cache.local_models())
        if not found:
            say("no model was pulled yet; the embedded one is checked by dcode doctor")
        yield from ((model.known.name if model.known else model.repo, model.folder) for model in found)
    for name in names:
        if Path(name).expanduser().is_dir():
            yield name, Path(name).expanduser()
            continue
        model = hub_cache.local_model(hub.repository(name))
        if model is None:
            raise ModelError(f"{name} is not on this machine", hint=f"dcode models pull {name}")
        yield name, model.folder


def proved(folder: Path) -> bool:
    """Whether its weights have checksums to be measured by; those of a folder of one's own have none."""
    return all(hub_cache.SHA.fullmatch(path.resolve().name) for path in folder.glob("*.safetensors"))


def complaints(folder: Path) -> Iterator[str]:
    if lacking := hub_cache.missing(folder):
        yield f"{lacking} is missing"
    for name, right in hub.proofs(folder):
        if right is False:
            yield f"{name} is not what its checksum says"
        elif name.endswith(".safetensors"):
            try:
                read_shapes(folder / name)
            except ModelError as error:
                yield str(error)


def remove(names: tuple[str, ...], *, agreed: bool) -> int:
    for name in names:
        repo = hub.repository(name)
        model = hub_cache.local_model(repo)
        if model and not agreed and is_tty(sys.stdin) and is_tty(sys.stderr) and ask(f"remove {repo}, {size_words(model.size)}?") != YES:
            say(f"{repo} stays")
            continue
        say(f"{repo} is gone, {size_words(hub.remove(repo))} are free again")
    return 0


def put(text: str) -> None:
    put_on_stdout(f"{visible(text)}\n".encode())
