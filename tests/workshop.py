"""An engine that knows some mends and some changes by heart, and favours some candidates of others."""

from scripted_engine import TOKENIZER, ScriptedEngine


class Workshop(ScriptedEngine):
    """``mends``: what it writes for a broken text, one text or several in turn; a text it does not know stays as it is.

    ``changes``: what it answers to requests, one after another, the last again and again.
    """

    max_positions = 900

    def __init__(self, mends=(), changes=(), favours=(), **options):
        super().__init__(None, **options)
        self.mends = {broken: [texts] if isinstance(texts, str) else list(texts) for broken, texts in dict(mends).items()}
        self.changes, self.favours, self.requests = list(changes), favours, []

    def denoise(self, canvas, params):
        text = ""
        if TOKENIZER.bad_id in canvas.ids:
            broken = between(canvas.ids, TOKENIZER.bad_id, TOKENIZER.end_bad_id)
            known = self.mends.get(broken, [broken])
            text = known.pop(0) if len(known) > 1 else known[0]
        elif TOKENIZER.edit_id in canvas.ids:
            self.requests.append(between(canvas.ids, TOKENIZER.edit_id, TOKENIZER.code_id))
            text = self.changes.pop(0) if len(self.changes) > 1 else self.changes[0]
        language = [TOKENIZER.language_ids["python"]] if TOKENIZER.edit_id in canvas.ids else []
        self.answers = ([*language, *TOKENIZER.encode(text), TOKENIZER.eos_id],)
        return super().denoise(canvas, params)

    def weigh(self, canvas, answers, lengths):
        texts = [TOKENIZER.decode(answer) for answer in answers]
        return [0.0 if any(part in text for part in self.favours) else -50.0 for text in texts]

    def likely(self, canvas, count):
        return []


def between(ids, opens, closes):
    return TOKENIZER.decode(ids[ids.index(opens) + 1 : ids.index(closes)])
