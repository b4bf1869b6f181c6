"""Everything a training run on another machine needs, in one folder: ``python -m recipe.pack FOLDER`` from the folder models/.

The folder holds the code, the vocabulary, the corpus, the evaluation sets and ``run.sh``, and stays under 64 MiB. There, where
nothing can be fetched, ``run.sh`` does all of it:

    bash run.sh start            a trainer that goes on when this command has ended
    bash run.sh watch MINUTES    shows its log for so long, then puts the newest weights into $OUT, in pieces under 16 MiB
    bash run.sh finish           waits for its end, evaluates it, prints a short table; weights and figures into $OUT
    bash run.sh trial            twenty steps of the same way, to find what is missing before it costs time; without a GPU:
                                 DEVICE=cpu WORKERS=1 PROGRAMS=12 bash run.sh trial
"""

from __future__ import annotations

import argparse
import lzma
import shutil
import subprocess
import sys
from pathlib import Path

from . import corpus
from .train import build_tokenizer, read_config

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
LIMIT = 64 * 2**20  # bytes
WHEELS = ("tree-sitter", "tree-sitter-python", "tree-sitter-javascript", "tree-sitter-html", "tree-sitter-css", "prompt-toolkit", "wcwidth", "platformdirs", "mini-racer")
RUN = """#!/bin/bash
# See recipe/pack.py. Python packages: torch, safetensors, tokenizers, and what lies in wheels/.
set -eu
cd "$(dirname "$0")"
: "${{OUT:=$PWD/out}}" "${{DEVICE:=cuda}}" "${{WORKERS:={workers}}}" "${{MINUTES:={minutes}}}" "${{PROGRAMS:=}}"
export PYTHONPATH="$PWD/deps:$PWD:$PWD/models" TOKENIZERS_PARALLELISM=false
mkdir -p "$OUT" deps models/recipe/runs/{name}
python=$(command -v python3 || command -v python)
if [ -d wheels ] && [ ! -e deps/.done ]; then
    $python -m pip install --quiet --no-index --no-deps --target deps wheels/*.whl && touch deps/.done
fi
cd models
run="recipe/runs/{name}"
train="$python -m recipe.train --config recipe/{config} --run $run --device $DEVICE --workers $WORKERS --compile --pieces $run/pieces ${{PROGRAMS:+--programs $PROGRAMS}}"
hours=$($python -c "print($MINUTES / 60)")
weights() {{ rm -rf "$OUT/weights"; mkdir -p "$OUT/weights"; newest=$(ls -d $run/pieces/step-* 2>/dev/null | tail -1); [ -z "$newest" ] || cp -r "$newest" "$OUT/weights/"; cp "$run/log.jsonl" "$OUT/" 2>/dev/null || true; }}
going() {{ kill -0 "$(cat $run/pid 2>/dev/null)" 2>/dev/null; }}
evaluate() {{
    $python -m recipe.holes --checkpoint $run/checkpoint --device $DEVICE --count "$1" --json "$OUT/holes.json" || echo "holes: not evaluated"
    $python -m recipe.evaluate --model $run/checkpoint --device $DEVICE $2 || echo "wishes: not evaluated"
}}
case "${{1:-}}" in
    start) going && echo "already running" || {{ setsid nohup $train --hours $hours > $run/train.log 2>&1 < /dev/null & echo $! > $run/pid; }}; sleep 1; echo "started; next: bash run.sh watch 9" ;;
    watch) end=$(( $(date +%s) + ${{2:-9}} * 60 )); while going && [ "$(date +%s)" -lt $end ]; do sleep 2; done; tail -n 25 $run/train.log; weights ;;
    finish) while going; do sleep 2; done; tail -n 12 $run/train.log; weights; evaluate 40 "--limit 40" ;;
    trial) $train --hours $hours --max-steps 20; weights; evaluate 1 "--sets wordings --limit 2 --set steps=4"; ls -l "$OUT"/weights/* ;;
    *) echo "bash run.sh start | watch MINUTES | finish | trial" >&2; exit 2 ;;
esac
"""


def sources(*folders: str) -> list[Path]:
    """Files of the project in these folders, relative to it: those under version control, or in a copy without it all but caches and runs."""
    if (PROJECT / ".git").exists():
        names = subprocess.run(["git", "-C", str(PROJECT), "ls-files", "-z", *folders], check=True, capture_output=True, text=True).stdout
        return [Path(name) for name in names.split("\0") if name and (PROJECT / name).is_file()]
    found = (path.relative_to(PROJECT) for folder in folders for path in sorted((PROJECT / folder).rglob("*")) if path.is_file())
    return [path for path in found if not {"__pycache__", "runs"} & set(path.parts)]


def pack(folder: Path, config_path: Path, corpus_folder: Path, workers: int, wheels: Path | None) -> int:
    """Writes the folder; its size in bytes."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty; name another one")
    config = read_config(config_path)
    for name in sources("mercurycli", "models/recipe"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, folder / name)
    run = folder / "models" / "recipe" / "runs" / config_path.stem
    run.mkdir(parents=True)
    build_tokenizer(run, config["vocabulary"], config["training"]["page_share"], config["families"], corpus_folder)
    if config["training"].get("real_share"):
        to = folder / "models" / "recipe" / "runs" / "corpus"
        to.mkdir()
        for role in ("train", "held_out"):
            (to / f"{role}.jsonl.xz").write_bytes(lzma.compress(corpus.lines(corpus_folder, role)))
    if wheels is not None:
        shutil.copytree(wheels, folder / "wheels")
    minutes = round(config["training"]["hours"] * 60, 1)
    (folder / "run.sh").write_text(RUN.format(workers=workers, minutes=minutes, name=config_path.stem, config=config_path.name))
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path, default=HERE / "mini.toml")
    parser.add_argument("--corpus", type=Path, default=HERE / "runs" / "corpus")
    parser.add_argument("--workers", type=int, default=14, help="drawing processes there")
    parser.add_argument("--wheels", type=Path, help=f"folder with wheels that the other machine lacks (of {', '.join(WHEELS)})")
    arguments = parser.parse_args()
    size = pack(arguments.folder, arguments.config, arguments.corpus, arguments.workers, arguments.wheels)
    print(f"{arguments.folder}: {size / 2**20:.1f} MiB; there: bash run.sh trial, then bash run.sh start")
    if size > LIMIT:
        sys.exit(f"that is more than {LIMIT >> 20} MiB: leave something out, such as --wheels")


if __name__ == "__main__":
    main()
