"""An engine that fills holes by what stands around them."""

from scripted_engine import TOKENIZER, ScriptedEngine


class Filler(ScriptedEngine):
    """Writes by what stands directly in front of the hole and behind it; the surest is what ``sures`` says."""

    max_positions = 400

    def __init__(self, fills, **options):
        super().__init__(None, **options)
        self.fills, self.shown = fills, []

    def denoise(self, canvas, params):
        opens, closes = canvas.ids.index(TOKENIZER.hole_id), canvas.ids.index(TOKENIZER.end_hole_id)
        before, after = TOKENIZER.decode(canvas.ids[:opens]), TOKENIZER.decode(canvas.ids[closes:])
        given = [i for i in canvas.ids[opens + 1 : closes] if i != TOKENIZER.mask_id]
        self.shown.append((before, after, TOKENIZER.decode(given)))
        text = self.fills(before, after, sum(canvas.answer))
        self.answers = ([*TOKENIZER.encode(text), TOKENIZER.eos_id],)
        return super().denoise(canvas, params)

    def weigh(self, canvas, answers, lengths):
        return [self.favours(TOKENIZER.decode(answer)) for answer in answers]

    def favours(self, text):
        return 0.0


def by_place(table, otherwise=""):
    """What to write, by the end of the text in front."""
    return lambda before, after, size: next((text for end, text in table.items() if before.endswith(end)), otherwise)
