import gzip
import json
import shutil
import subprocess

import pytest
from recipe import corpus

LIMITS = {"smallest": 20, "largest": 2000, "longest_line": 100, "similar": 0.7}
PROGRAM = "def area(width, height):\n    return width * height\n"
WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lamed mu nu xi omicron pi rho sigma tau upsilon".split()


def lines_of(names):
    return "".join(f"{name} = {at}\n" for at, name in enumerate(names))


@pytest.mark.parametrize(
    ("path", "content", "why"),
    [
        ("a.py", PROGRAM.encode(), ""),
        ("vendor/a.py", PROGRAM.encode(), "vendored"),
        ("lib/a.min.js", b"let a = 1;\nlet b = 2;\n", "vendored"),
        ("human_eval/a.py", PROGRAM.encode(), "benchmark"),
        ("a.py", b"x = 1\n", "size"),
        ("a.py", b"x = 1\n" * 1000, "size"),
        ("a.py", PROGRAM.encode() + b"# \xff\n", "not UTF-8"),
        ("a.py", PROGRAM.replace("\n", "\r\n").encode(), "line endings"),
        ("a.py", PROGRAM.encode() + b"x" * 200, "long lines"),
        ("a.py", PROGRAM.encode() + b"def (:\n", "does not parse"),
        ("a.js", b"function f(a) { return a +; }\n", "does not parse"),
    ],
)
def test_a_file_is_left_out_with_a_reason(path, content, why):
    found = corpus.refusal(path, content, LIMITS, frozenset())
    assert (why in found) if why else found == ""


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.gz"])
def test_a_file_that_shares_ten_words_in_a_row_with_a_benchmark_is_left_out(tmp_path, name):
    words = WORDS[:5], WORDS[5:10]  # on two lines: a record writes the line break as a sign of its own
    text = "x " + "\n".join(map(" ".join, words)) + " y"
    contents = {"a.txt": text.encode(), "a.jsonl": json.dumps({"n": 1, "prompt": text}).encode()}
    contents["a.jsonl.gz"] = gzip.compress(contents["a.jsonl"])
    (tmp_path / name).write_bytes(contents[name])
    excluded = corpus.excluded_grams([tmp_path / name])
    shared = ("# " + " ".join(WORDS[:10]) + "\n" + PROGRAM).encode()
    nearly = ("# " + " ".join(WORDS[:9]) + "\n" + PROGRAM).encode()
    assert "benchmark" in corpus.refusal("a.py", shared, LIMITS, excluded)
    assert corpus.refusal("a.py", nearly, LIMITS, excluded) == ""


def test_a_near_copy_is_known_and_another_text_is_not():
    copies = corpus.NearCopies(0.7)
    assert copies.is_new(lines_of(WORDS))
    assert not copies.is_new(lines_of(WORDS))
    assert not copies.is_new(lines_of(WORDS) + "omega = 99\n")
    assert copies.is_new(lines_of(reversed(WORDS)))


def test_held_out_files_are_read_first_so_that_no_copy_of_them_is_trained_on(tmp_path):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    config = {"filter": LIMITS, "source": []}
    other = lines_of(f"{a}_{b}" for a, b in zip(WORDS, reversed(WORDS), strict=True))
    for name, role, texts in (("o/train", "train", {"copy.py": lines_of(WORDS), "own.py": other}), ("o/kept", "held_out", {"a.py": lines_of(WORDS)})):
        folder = tmp_path / name.replace("/", "+") / "repo"
        folder.mkdir(parents=True)

        def git(*arguments, folder=folder):
            return subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True).stdout.strip()

        git("init", "--quiet")
        for path, text in texts.items():
            (folder / path).write_text(text)
        git("add", ".")
        git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "--quiet", "-m", "m")
        config["source"].append({"name": name, "kind": "git", "revision": git("rev-parse", "HEAD"), "licence": "MIT", "role": role})
    kept, report = corpus.collect(config, tmp_path, tmp_path / "clones", frozenset())
    assert [f.path for f in kept["held_out"]] == ["a.py"]
    assert [f.path for f in kept["train"]] == ["own.py"]
    assert report["o/train"]["files"] == {"near copy": 1, "kept": 1}
    corpus.write(tmp_path / "out", kept, report)
    assert corpus.read(tmp_path / "out", "train") == kept["train"]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["sources"]["o/train"]["licence"] == "MIT" and manifest["sizes"]["train"]["files"] == 1


def test_every_source_has_a_permissive_licence_and_a_fixed_revision():
    import tomllib

    for source in tomllib.loads((corpus.HERE / "corpus.toml").read_text())["source"]:
        assert source["licence"] in {"MIT", "CC0-1.0", "PSF-2.0", "BSD-3-Clause", "Apache-2.0", "ISC"}
        assert source["role"] in {"train", "held_out"}
        assert source["kind"] == "stdlib" or len(source["revision"]) == 40
