import json
import sys

import pytest

from mercurycli.bench import startup
from mercurycli.commands import bench_startup
from mercurycli.errors import DcodeError

SAYS = "import json, time\nfor kind in ('start', 'frame', 'frame', 'end'):\n    time.sleep(0.02)\n    print(json.dumps({'type': kind}), flush=True)\n"


def test_the_first_event_of_each_kind_is_timed_from_the_start_of_the_process():
    seen = startup.marks([sys.executable, "-c", SAYS])
    assert list(seen) == ["model loaded", "first draft", "program"]
    assert 0.0 < seen["model loaded"] < seen["first draft"] < seen["program"] - 0.03  # two frames lie between


def test_a_process_that_fails_is_an_error_with_its_own_words():
    with pytest.raises(DcodeError, match="without model loaded: .*no checkpoint here"):
        startup.marks([sys.executable, "-c", "import sys; sys.exit('no checkpoint here')"])


def test_the_real_command_says_when_its_first_draft_is_there(capsys):
    assert bench_startup.run(bench_startup.BenchStartOptions(True, 1, None, "cpu")) == 0
    seconds = json.loads(capsys.readouterr().out)["seconds"]
    assert list(seconds) == ["python", "torch", "model loaded", "first draft", "program"]
    assert seconds["model loaded"]["median"] < seconds["first draft"]["median"] <= seconds["program"]["median"]


def test_the_table_shows_every_mark():
    of = {"median": 1.25, "least": 1.0, "most": 2.0}
    machine = {"python": "3", "processor": "p", "cores": 2, "load": None}
    text = bench_startup.table({"machine": machine, "wish": "w", "runs": 3, "seconds": dict.fromkeys(("python", "torch", "first draft"), of)})
    assert "one that imports torch" in text and text.count("1.25") == 3 and "2 cores" in text
