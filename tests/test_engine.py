import pytest
from scripted_engine import TOKENIZER

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.engine import Engine
from mercurycli.errors import ModelError


class Hungry:
    device = "cpu"

    def open(self, canvas):
        raise MemoryError


@pytest.mark.parametrize(("device", "advice"), [("cpu", "--length"), ("cuda:0", "--device cpu")])
def test_a_lack_of_memory_is_the_models_error_with_a_way_out(device, advice):
    engine = Engine("small", device, TOKENIZER, Hungry(), SamplingParams(), ("python",), ("gen",), 60, 20, 1, 0.0)
    with pytest.raises(ModelError, match="out of memory") as error:
        list(engine.denoise(Canvas((1, 0), (False, True)), SamplingParams()))
    assert error.value.exit_code == 3 and advice in error.value.hint
