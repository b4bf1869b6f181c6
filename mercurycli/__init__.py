"""dcode: a local coding assistant that denoises code instead of typing it left to right.

The house, from the ground up; a module imports from lower floors only (tests/test_floors.py holds this)::

    9  cli, __main__        the words of the command line put together
       subcommands/, exits  Typer: what each command takes; how the process ends, errors to exit codes
    8  commands/            one verb per file: options -> session -> view -> exit code
    7  repl/                prompt-toolkit: a session's lines, slash commands and log; the sandbox for what is run
    6  view/                rich: a draft as a picture, a patch as a coloured diff, watch(events)
       bench/               speed, quality by running what was written, repair of what it broke itself
    5  session, repair,     the use cases as streams of typed events; they know no face
       refining, filling,   (one_hole: what those that fill holes have in common; retrying: a job again with other
       rewriting,           seeds; search: how hard to look). repair mends what does not parse, correcting a line
       correcting           that fails when it runs, rewriting changes what is said in words
       smallest, widening   the two ways repair looks for candidates, on sight (what of a file is seen) and candidate
       drafting, placing,   one wish in work, as frames; a word that a draft lacks, set where it is likeliest;
       telling              what a user is told of the program
       flaws, strange_words what can be seen to be wrong with a program; what of a wish the model was never asked for
    4  prompt, speaking     wish and source -> Canvas: what the model sees, where it may write; how others' models are spoken to
       engine               the one door to torch: denoise(canvas, params) -> drafts
    3  diffusion/           the mathematics: noise schedule, loss, denoiser, remasking, copying, sampler;
                            each published family's sampler
    2  settings/            defaults < user's file < project's < environment < flags, each value with its origin
       model/               backbone, tokenizer, checkpoint, device; families (the table of others' checkpoints) and what
                            loads them: recognition, published, loading; catalogue, hub and its cache
       source/              tree-sitter: documents, faults, context, patches; disk, undo
    1  canvas, events       the plain values that travel
       stated,              what of a wish a program lacks; the language a wish names; what a checkpoint's training wishes
       wished_language,     are made of
       known_wishes
    0  errors               one tree; each error knows its exit code and the next action

A request: ``dcode gen "bouncing balls simulator"`` -> commands.gen -> session.gen -> prompt -> Canvas -> engine.denoise
-> sampler.sample -> [denoiser -> backbone -> remasking -> Draft]* -> Frame -> view.watch -> stdout or -o.

``models/recipe`` trains the embedded checkpoint; it imports this package, never the other way round.
"""

__version__ = "0.1.0"
__all__ = ["__version__"]
