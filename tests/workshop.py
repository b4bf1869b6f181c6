"""An engine that knows some mends and some changes by heart, and a file in a folder of its own to try it on."""

import os

from scripted_engine import TOKENIZER, ScriptedEngine, between

from mercurycli.commands import mending


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

    def odds(self, canvas, answer, others):
        """Everything else is as likely as what stands there, but for the tokens of what it favours."""
        favoured = {id for part in self.favours for id in TOKENIZER.encode(part)}
        return [5.0 if id in favoured else 0.0 for _, id in others]

    def likely(self, canvas, count):
        return []


def opens(monkeypatch, engine):
    """From now on the engine that ``dcode fix`` gets; returned."""
    monkeypatch.setattr(mending, "open_engine", lambda model, device: engine)
    return engine


def knowing(monkeypatch, **knows):
    return opens(monkeypatch, Workshop(**knows))


def file_here(tmp_path, monkeypatch, name, text):
    """In a current folder and with an undo store that are thrown away."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # nobody pulls the plug, and a busy disk makes it slow
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path.with_name(tmp_path.name + "-state")))
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path
