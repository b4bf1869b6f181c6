"""A file that one colon mends, and an engine that mends what it is told to."""

from scripted_engine import TOKENIZER, ScriptedEngine, between

GCD = "# größter Teiler\ndef gcd(a, b):\n    while b\n        a, b = b, a % b\n    return a\n"
MENDED = GCD.replace("while b\n", "while b:\n")
LINE = "\n    while b"


class Mechanic(ScriptedEngine):
    """Answers by the text it is shown as broken; what it does not know it writes as it was."""

    max_positions = 400

    def __init__(self, mends, **options):
        super().__init__(None, **options)
        self.mends, self.shown = mends, []

    def denoise(self, canvas, params):
        if TOKENIZER.bad_id not in canvas.ids:  # a small hole
            self.answers = ([TOKENIZER.eos_id],)
            return super().denoise(canvas, params)
        broken = between(canvas.ids, TOKENIZER.bad_id, TOKENIZER.end_bad_id)
        self.shown.append((TOKENIZER.decode(canvas.ids), broken, sum(canvas.holes)))
        text = self.mends(broken, sum(canvas.holes)) if callable(self.mends) else self.mends.get(broken, broken)
        self.answers = ([*TOKENIZER.encode(text), TOKENIZER.eos_id],)
        return super().denoise(canvas, params)
