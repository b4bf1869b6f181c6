"""How people ask for a function: frames around a family's phrases, the features they state, and the names they give."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from string import Template

from recipe.curriculum.wording import Split, is_held_out, pick, typo

LEADS = (
    "write", "please write", "create", "make", "I need", "give me", "can you write", "could you write", "I want",
    "write me", "make me", "show me", "generate", "implement", "define", "code", "I'd like", "please create",
    "can I have", "would you write", "help me write", "build", "produce", "program", "I would like", "please give me",
    "could you make", "can you make", "please implement", "let's write", "can you give me", "we need", "provide",
    "please code", "could you give me", "develop",
)  # fmt: skip

# {a} is an article, {adj} a stated feature, {py} "python ", {named} a stated name with a space after it.
FRAMES = (
    "{lead} {a} {adj}{py}function {named}that {does}", "{a} {adj}{py}function {named}that {does}",
    "{adj}{py}function {named}that {does}", "{lead} {a} {adj}{py}function {named}to {do}",
    "{adj}{py}function {named}to {do}", "{a} {adj}{py}function {named}to {do}",
    "{lead} {a} {adj}{py}function {named}which {does}", "{a} {adj}{py}function {named}which {does}",
    "{lead} {a} {adj}{py}function {named}for {doing}", "{adj}{py}function {named}for {doing}",
    "{lead} {adj}{py}code to {do}", "{adj}{py}code that {does}", "{lead} {a} {adj}{py}program to {do}",
    "{lead} {adj}{py}code for {doing}", "{lead} {a} {adj}{py}method {named}to {do}", "{a} {adj}{py}helper {named}that {does}",
    "{lead} {a} {adj}{py}helper {named}to {do}", "{lead} {a} {adj}{py}snippet to {do}", "{lead} something that {does}",
    "{do}", "{do}", "{do}", "how do I {do}?", "how can I {do}?", "how to {do}", "how would you {do}?", "I want to {do}",
    "I need to {do}", "can you {do}?", "what is the best way to {do}?", "function: {do}", "please {do}",
    "show me how to {do}", "how could I {do}?", "help me {do}", "I would like to {do}", "{does}",
    "a function, it {does}", "my function {named}should {do}", "the function {named}should {do}",
    "is there a way to {do}?", "let's {do}", "need {a} {py}function {named}to {do}",
    "what would {a} {adj}{py}function {named}that {does} look like?", "can I have {py}code that {does}?", "task: {do}",
    "I am looking for {a} {adj}{py}function {named}to {do}", "{lead} {a} {adj}{py}routine {named}that {does}",
    "{lead} {a} {adj}{py}routine to {do}", "{lead} {a} {adj}{py}def {named}that {does}", "{lead} {py}script to {do}",
    "any idea how to {do}?", "I want {a} {adj}{py}function {named}that {does}", "exercise: {do}", "we need to {do}",
    "some {adj}{py}code to {do}", "could you {do}?", "{lead} {a} {adj}{py}utility {named}to {do}", "show how to {do}",
    "could you show me how to {do}?", "{lead} one function that {does}", "{a} {adj}{py}method {named}which {does}",
    "what does {a} {py}function {named}for {doing} look like?", "quick {adj}{py}function {named}to {do}", "todo: {do}",
    "{lead} {a} small {adj}{py}function {named}that {does}", "{lead} {a} simple {adj}{py}function {named}to {do}",
    "{a} simple {adj}{py}function {named}that {does}", "I have to {do}", "how does one {do}?", "{lead} the function {named}that {does}",
    "{lead} {a} short {adj}{py}function {named}for {doing}", "my homework is to {do}", "the task is to {do}",
)  # fmt: skip
NOUN_FRAMES = (
    "{noun}", "{noun}", "{noun}", "{noun}", "{lead} {adj}{noun}", "{lead} {adj}{noun}", "{bare} function", "{noun}, {lead} it",
    "{lead} {a} {adj}{py}function {named}for {noun}", "{adj}{py}function {named}for {noun}", "{py}code for {noun}",
    "function: {bare}", "{bare} code", "how do I write {noun}?", "how do I do {noun}?", "{lead} code for {noun}",
    "{lead} {a} {bare} function", "I want {noun}", "{bare}", "{bare}", "the code for {noun}", "{adj}{bare}",
    "{lead} {a} {adj}{bare}", "{noun} please",
)  # fmt: skip
SIGNED = (  # frames that show the name, often with its arguments
    "def {sig} that {does}", "{sig}: {do}", "{sig} that {does}", "function {sig} which {does}", "{lead} {sig} that {does}",
    "a function {sig} that {does}", "{lead} a {py}function {sig} that {does}", "{sig} should {do}", "define {sig} to {do}",
    "def {sig}: {do}", "{lead} {sig} to {do}", "{sig} {does}", "{sig} - {bare}", "{sig} which {does}", "implement {sig}, it {does}",
    "I need {sig} to {do}", "{lead} def {sig}, which {does}", "{py}function {sig} for {doing}", "{sig}: {noun}", "{sig} for {doing}",
)  # fmt: skip
NAMED = ("called $f", "named $f", "with the name $f", "by the name of $f", "$f", "$f", "(called $f)", "$f()", "$sig")
NAME_TAILS = (
    "called $f", "named $f", "name it $f", "call it $f", "with the name $f", "function name $f", "the name should be $f",
    "the function is called $f", "and name it $f", "and call it $f", "name: $f", "it should be named $f", "as $f",
    "the function name is $f", "use the name $f", "please name it $f", "let it be called $f", "def $f", "name the function $f",
    "call the function $f",
)  # fmt: skip
ARG_TAILS = (
    "with an argument called $a", "taking $a", "the argument is called $a", "with a parameter named $a", "parameter $a",
    "argument name $a", "the parameter should be named $a", "name the argument $a", "taking an argument called $a",
    "with $a as the argument", "use $a as the parameter name", "it takes $a",
)  # fmt: skip
ARGS_TAILS = (
    "with arguments $a and $b", "taking $a and $b", "the arguments are called $a and $b", "with parameters $a and $b",
    "parameters $a and $b", "arguments $a, $b", "name the arguments $a and $b", "it takes $a and $b",
)  # fmt: skip
TAILS = {
    "docstring": (
        "with a docstring", "including a docstring", "with docstring", "documented", "add a docstring", "and a docstring",
        "with a short docstring", "with documentation", "please document it", "with a one-line docstring", "docstring included",
        "it should have a docstring", "and document it",
    ),
    "typed": (
        "with type hints", "typed", "using type hints", "with type annotations", "and type hints", "add type hints",
        "with types", "fully typed", "type annotated", "including type hints", "with annotations for the types",
        "use type hints", "it should have type hints", "type hinted",
    ),
    "recursive": (
        "using recursion", "recursive", "with recursion", "recursively", "do it recursively", "make it recursive",
        "by recursion", "it should be recursive", "in a recursive way", "use recursion", "that calls itself",
    ),
    "loop": (
        "with a loop", "using a loop", "iterative", "iteratively", "with a for loop", "in a loop", "loop version",
        "make it iterative", "use a loop", "by looping", "an iterative version", "written with an explicit loop",
    ),
    "one_line": (
        "in one line", "as a one-liner", "one-liner", "one line", "using a comprehension", "in a single line", "as a one liner",
        "on one line", "make it a one-liner", "with a one-line body", "in just one line", "with a comprehension",
    ),
    "sieve": (
        "using the sieve of eratosthenes", "with a sieve", "using a sieve", "with the sieve of Eratosthenes", "use a sieve",
        "by sieving", "sieve of eratosthenes", "with Eratosthenes' sieve", "as a sieve",
    ),
    "ignore_case": (
        "ignoring case", "case insensitive", "ignore case", "case-insensitively", "without regard to case", "upper and lower case are the same",
        "not case sensitive", "ignoring upper and lower case", "regardless of case",
    ),
    "ignore_punctuation": (
        "ignoring case and punctuation", "ignoring spaces and punctuation", "ignore punctuation and case", "letters only",
        "ignoring everything but letters", "ignoring punctuation", "for whole sentences, ignoring punctuation",
        "ignore spaces, punctuation and case",
    ),
    "descending": (
        "in descending order", "descending", "from largest to smallest", "largest first", "in reverse order", "high to low",
        "biggest first", "from high to low", "sorted descending",
    ),
    "counter": (
        "using Counter", "with Counter", "using collections.Counter", "use a Counter", "with collections.Counter",
        "with a Counter", "using the Counter class",
    ),
}  # fmt: skip
ADJECTIVES = {
    "docstring": ("documented", "well documented"),
    "typed": ("typed", "type-hinted", "fully typed", "type annotated"),
    "recursive": ("recursive",),
    "loop": ("iterative", "loop-based"),
    "one_line": ("one-line", "one line", "single-line"),
    "ignore_case": ("case-insensitive", "case insensitive"),
}
JOINERS = (" ", ", ", " ", ", ", " - ", "; ", " and ")
ENDINGS = ("", "", "", "", "", "", "", " please", ", please", ", thanks", ".", ".", "!", " for me", ", thank you")
PYTHON_TAILS = ("in python", "in Python", "using python", "python", "for python", "with python", "in python 3", "(python)", "in py")
PYTHON_HEADS = ("python: ", "in python, ", "python ", "Python: ", "in python: ", "using python, ", "py: ")

DOUBLED = {"get": "getting", "sum": "summing", "put": "putting", "flip": "flipping", "run": "running", "map": "mapping",
           "drop": "dropping", "strip": "stripping", "see": "seeing", "total": "totalling"}  # fmt: skip


TWO_WORD_VERBS = re.compile(r"((?:binary|bubble|title) )?(\S+)(.*)")


def third_person(phrase: str) -> str:
    adverb, verb, rest = TWO_WORD_VERBS.fullmatch(phrase).groups("")
    if verb.endswith(("ch", "sh", "ss", "x", "do")):
        verb += "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "s"
    return adverb + verb + rest


def gerund(phrase: str) -> str:
    adverb, verb, rest = TWO_WORD_VERBS.fullmatch(phrase).groups("")
    verb = DOUBLED.get(verb) or (verb[:-1] if verb.endswith("e") else verb) + "ing"
    return adverb + verb + rest


NAME_VERBS = (
    "get", "compute", "calc", "calculate", "find", "check", "is", "has", "do", "make", "run", "process", "handle", "build",
    "test", "solve", "my", "the", "to", "count", "list", "show", "try", "eval", "parse", "apply", "load", "fetch", "collect",
    "transform", "convert", "prepare", "clean", "fast", "quick", "simple", "new", "best", "first", "last", "all", "next",
    "update", "create", "determine", "verify", "measure", "extract", "select", "filter", "go", "step", "start", "print",
)  # fmt: skip
NAME_NOUNS = (
    "value", "result", "number", "numbers", "data", "text", "word", "words", "list", "items", "item", "score", "total", "answer",
    "func", "helper", "thing", "stuff", "input", "output", "string", "line", "table", "index", "key", "name", "digits", "letters",
    "series", "sequence", "sum", "product", "ratio", "factor", "order", "level", "rate", "size", "length", "degree", "temp",
    "year", "flag", "mode", "state", "case", "entry", "row", "column", "node", "tree", "path", "file", "page", "user", "card",
    "game", "point", "token", "record", "report", "report_line", "task", "job", "unit", "part", "group", "batch", "chunk",
    "match", "pair", "map", "set", "range", "limit", "bound", "step", "count", "amount", "price", "cost", "budget", "weight",
    "speed", "time", "day", "week", "month", "color", "shape", "grid", "cell", "board", "puzzle", "riddle", "magic", "banana",
)  # fmt: skip
SHORT_NAMES = (
    "f", "g", "h", "foo", "bar", "baz", "fn", "func", "solve", "solution", "main", "run", "go", "calc", "check", "compute",
    "helper", "process", "answer", "work", "do_it", "test", "task", "magic", "my_func", "my_function", "myFunction", "quux",
    "spam", "eggs", "handle", "evaluate", "result_of", "f1", "f2", "func1", "step1", "exercise", "ex1", "problem1", "apply_it",
    "convert", "transform", "mystery", "challenge", "day1", "kata", "doit", "fun", "thing", "util", "worker", "engine",
)  # fmt: skip
ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "dr", "fl", "gr", "kl", "pl", "qu",
          "sh", "st", "th", "tr")  # fmt: skip
VOWELS = ("a", "e", "i", "o", "u", "ee", "oo", "ai")
CODAS = ("", "", "b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "x", "ck", "nd", "rt", "sh")


def made_up_word(rng: random.Random, syllables: int) -> str:
    """A word of no meaning can only be copied."""
    word = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(syllables))
    return word if len(word) > 2 else word + "o"


def any_name(rng: random.Random) -> str:
    drawn = rng.random()
    if drawn < 0.2:
        return rng.choice(SHORT_NAMES)
    if drawn < 0.35:
        return made_up_word(rng, rng.randint(1, 2))
    words = [rng.choice(NAME_VERBS), *rng.choice(NAME_NOUNS).split("_")]
    if rng.random() < 0.2:
        words.append(rng.choice(NAME_NOUNS).split("_")[0])
    if rng.random() < 0.25:
        name = words[0] + "".join(word.capitalize() for word in words[1:])
    else:
        name = "_".join(words)
    return name + str(rng.randint(1, 9)) if rng.random() < 0.06 else name


def _bare(noun: str) -> str:
    return re.sub(r"^(a|an|the) ", "", noun)


def compose(
    rng: random.Random,
    split: Split,
    do: Sequence[str],
    nouns: Sequence[str],
    features: Sequence[str],
    *,
    name: str,
    args: Sequence[str],
    args_stated: bool,
) -> tuple[str, tuple[str, ...]]:
    """A wish that states the features, the name (if any) and the argument names (if stated), and the phrases it uses."""
    while True:
        wish, phrases, new = _compose(rng, split, do, nouns, features, name, args, args_stated)
        if new or split == "train":
            return wish, phrases


def _compose(
    rng: random.Random,
    split: Split,
    do: Sequence[str],
    nouns: Sequence[str],
    features: Sequence[str],
    name: str,
    args: Sequence[str],
    args_stated: bool,
) -> tuple[str, tuple[str, ...], bool]:
    used: list[str] = []
    new: list[bool] = []  # which of the used phrases no training wish has
    by_noun = rng.random() < 0.4
    core = nouns if by_noun else do
    frames = NOUN_FRAMES if by_noun else FRAMES
    if name and rng.random() < 0.35:
        frames, core = SIGNED, do
    tails = {feature: TAILS[feature] for feature in features}

    # where the held-out phrase of a held-out wish goes
    places = {"core": core, "frame": frames} | tails
    able = [place for place, phrases in places.items() if any(map(is_held_out, phrases[1:]))]
    held = rng.choice(able) if split == "heldout" else ""

    def of(place: str, phrases: Sequence[str]) -> str:
        phrase = pick(rng, phrases, "heldout" if place == held or (split == "heldout" and rng.random() < 0.15) else "train")
        used.append(phrase)
        new.append(phrase != phrases[0] and is_held_out(phrase))
        return phrase

    frame = of("frame", frames)
    verb_phrase = noun = ""
    if re.search(r"\{(noun|bare)\}", frame):
        noun = of("core" if core is nouns else "noun", nouns)
    else:
        verb_phrase = of("core" if core is do else "verb", do)

    python = rng.random() < 0.4
    left = list(features)
    rng.shuffle(left)
    slots = dict.fromkeys(("lead", "a", "adj", "py", "named", "sig", "do", "does", "doing", "noun", "bare"), "")
    if "{lead}" in frame:
        slots["lead"] = of("lead", LEADS)
    if "{adj}" in frame and left and left[0] in ADJECTIVES and left[0] != held and rng.random() < 0.4:
        slots["adj"] = rng.choice(ADJECTIVES[left.pop(0)]) + " "
    if python and "{py}" in frame and rng.random() < 0.7:
        slots["py"], python = rng.choice(("python ", "Python ")), False
    signature = "$f(" + ", ".join(f"${letter}" for letter, _ in zip("ab", args, strict=False)) + ")"
    name_left, args_left = bool(name), args_stated
    if name and "{sig}" in frame:
        shown = args_stated or rng.random() < 0.6
        slots["sig"] = signature if shown else rng.choice(("$f", "$f()"))
        name_left, args_left = False, False
    elif name and "{named}" in frame and rng.random() < 0.7:
        named = of("named", NAMED)
        args_left = args_left and "$sig" not in named
        slots["named"], name_left = named.replace("$sig", signature) + " ", False
    if verb_phrase:
        slots |= {"do": verb_phrase, "does": third_person(verb_phrase), "doing": gerund(verb_phrase)}
    else:
        slots |= {"noun": noun if rng.random() < 0.7 else _bare(noun), "bare": _bare(noun)}

    text = frame.replace("{a}", "{{a}}").format(**slots).replace("  ", " ").strip()
    text = re.sub(r"\{a\} (\w)", lambda m: ("an " if m[1].lower() in "aei" else "a ") + m[1], text)
    question = text.endswith("?")
    text = text.rstrip("?")
    tails_left = [of(feature, TAILS[feature]) for feature in left]
    if name_left:
        tails_left.append(of("name", NAME_TAILS))
    if args_left:
        tails_left.append(of("args", ARG_TAILS if len(args) == 1 else ARGS_TAILS))
    if python and rng.random() < 0.75:
        tails_left.insert(0, rng.choice(PYTHON_TAILS))
        python = False
    else:
        rng.shuffle(tails_left)
    for at, tail in enumerate(tails_left):
        free = not re.match(r"(in|with|using|by|as|called|named|and|for|including|recursively|iteratively|taking)\b", tail)
        text += (rng.choice((", ", "; ", ", ", " - ", ". ")) if free else " " if at == 0 else rng.choice(JOINERS[:4])) + tail
    if python:
        text = rng.choice(PYTHON_HEADS) + text
    text += rng.choice(("?", "?", "")) if question else rng.choice(ENDINGS)
    text = text.replace("please write", "write") if text.count("please") > 1 else text
    if rng.random() < 0.45:
        text = text.lower()
    elif rng.random() < 0.5 and text[0] != "$" and not text.startswith("def "):
        text = text[0].upper() + text[1:]
    if rng.random() < 0.06:
        text = typo(rng, text)
    return Template(text).safe_substitute({"f": name} | dict(zip("ab", args, strict=False))), tuple(used), any(new)
