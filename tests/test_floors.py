"""Who may import whom: the floors of the house, and what is not loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mercurycli"

# From the roof down. Rooms of one floor stand apart: inside a room everybody may import everybody.
FLOORS = (
    {"__main__"},
    {"cli"},
    {"exits", "subcommands"},
    {"commands"},
    {"repl"},
    {"view", "bench", "server"},
    {"refining", "rewriting"},
    {"session", "repair", "filling", "correcting", "retrying"},
    {"smallest", "widening", "varying", "telling"},
    {"weighing", "drafting", "placing"},
    {"candidate", "sight", "flaws", "strange_words"},
    {"one_hole"},
    {"prompt", "engine"},
    {"speaking"},
    {"diffusion"},
    {"source", "settings", "model"},
    {"canvas", "events", "search", "onlooker", "stated", "wished_language", "known_wishes"},
    {"spoken_numbers"},
    {"errors"},
    {"__init__"},
)
HEIGHT = {room: len(FLOORS) - number for number, rooms in enumerate(FLOORS) for room in rooms}
TORCH_MODULES = (
    "backbone", "fused_backbone", "moe", "building", "loading", "memory",
    "kept_rows", "copy_head", "eight_bits", "checkpoint", "weights_file", "quantize", "device",
)  # fmt: skip
TORCH_ROOMS = {f"model/{name}" for name in TORCH_MODULES} | {"diffusion", "engine"}


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def name_of(path):
    """``mercurycli/model/backbone.py`` is ``model/backbone``."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def room_of(name):
    return name.split("/")[0]


def imported(path):
    """Full names of what a module imports, anywhere in it; ``from . import x`` counts as x."""
    here = ["mercurycli", *path.relative_to(PACKAGE).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*(here[: -node.level] if node.level else []), *(node.module.split(".") if node.module else [])]
            yield from (".".join([*base, alias.name]) for alias in node.names)


def own(full):
    """The module of this package that a full name stands for or lies in, as ``name_of`` says it; None for others."""
    parts = full.split(".")
    if parts[0] != "mercurycli":
        return None
    for size in range(len(parts), 1, -1):
        path = PACKAGE.joinpath(*parts[1:size])
        if path.with_suffix(".py").exists() or path.is_dir():
            return "/".join(parts[1:size])
    return "__init__"


MODULES = modules()
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")


def test_the_reading_of_imports_sees_relative_absolute_and_late_ones(tmp_path, monkeypatch):
    (tmp_path / "model").mkdir()
    (tmp_path / "canvas.py").touch()
    module = tmp_path / "model" / "thing.py"
    module.write_text(
        "import torch.nn\nfrom .. import canvas\nfrom ..canvas import Draft\nfrom . import other\ndef f():\n    from mercurycli.model import late\n"
    )
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    found = list(imported(module))
    assert found == ["torch.nn", "mercurycli.canvas", "mercurycli.canvas.Draft", "mercurycli.model.other", "mercurycli.model.late"]
    assert [own(full) for full in found] == [None, "canvas", "canvas", "model", "model"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_a_floor(path):
    assert room_of(name_of(path)) in HEIGHT, "put the new room into FLOORS, and into the map in mercurycli/__init__.py"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_from_its_own_room_or_from_lower_floors(path):
    room = room_of(name_of(path))
    for full in imported(path):
        other = own(full)
        if other is not None and room_of(other) != room:
            assert HEIGHT[room_of(other)] < HEIGHT[room], f"{name_of(path)} imports {full}"


FOREIGN = {
    "torch": TORCH_ROOMS,
    "tree_sitter": {"source"},
    "prompt_toolkit": {"repl"},
    "rich": {"view"},
    "typer": {"cli", "subcommands"},
    "tokenizers": {"model"},
    "safetensors": {"model"},
    "huggingface_hub": {"model"},
    "recipe": set(),
    "pathspec": {"source"},
    "platformdirs": {"source", "settings"},
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_foreign_library_is_imported_in_its_rooms_only(path):
    name = name_of(path)
    for full in imported(path):
        library = full.split(".")[0]
        for known, rooms in FOREIGN.items():
            if library == known or library.startswith(f"{known}_"):
                assert name in rooms or room_of(name) in rooms, f"{name} imports {full}"


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE], ids=name_of)
def test_the_init_of_a_folder_stays_empty(path):
    assert path.read_text(encoding="utf-8").strip() == ""


def loaded_after(code):
    """Which heavy libraries a fresh interpreter has loaded after ``code``."""
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit as leaving:\n    assert not leaving.code, leaving.code\n"
    script += "print('loaded', *sorted({name.split('.')[0] for name in sys.modules} & {'torch', 'numpy', 'transformers', 'prompt_toolkit'}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip().splitlines()[-1].split()[1:]


@pytest.mark.parametrize(
    "code",
    [
        "import mercurycli.cli",
        "from mercurycli.cli import main; sys.argv = ['dcode', '--help']; main()",
        "from mercurycli.cli import main; sys.argv = ['dcode', '--version']; main()",
        "from mercurycli.cli import main; sys.argv = ['dcode', 'gen', '--help']; main()",
        "import mercurycli.session, mercurycli.prompt, mercurycli.source.faults, mercurycli.view.live",
    ],
    ids=["import", "help", "version", "help of gen", "all but the engine"],
)
def test_torch_is_not_loaded_before_a_model_is_needed(code):
    assert loaded_after(code) == []


def test_the_probe_for_loaded_libraries_sees_torch():
    assert "torch" in loaded_after("import mercurycli.diffusion.remasking")


def test_a_healthy_file_is_fixed_without_torch(tmp_path):
    healthy = tmp_path / "healthy.py"
    healthy.write_text("a = 1\n")
    assert loaded_after(f"from mercurycli.cli import main; sys.argv = ['dcode', 'fix', {str(healthy)!r}]; main()") == []
