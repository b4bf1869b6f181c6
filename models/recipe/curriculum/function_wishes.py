"""How people ask for a function: frames around a family's phrases, the features they state, and the names they give."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from string import Template

from recipe.curriculum.wording import Split, is_held_out, pick, typo

LEADS = (
    "write", "please write", "create", "make", "I need", "give me", "can you write", "could you write", "I want",
    "write me", "make me", "show me", "generate", "implement", "define", "code", "I'd like", "please create",
    "can I have", "would you write", "help me write", "build", "produce", "program", "I would like", "please give me",
    "could you make", "can you make", "please implement", "let's write", "can you give me", "we need", "provide",
    "please code", "could you give me", "develop",
    "kindly write", "please generate", "please make", "please build", "please show me", "quickly write", "go ahead and write", "I'm looking for", "I am after",
    "get me", "set up", "come up with", "put together", "prepare", "type out", "hand me", "could I have", "could you create", "would you make",
    "could you implement", "can you code", "can you implement", "do you have", "I could use", "I want to have", "I'd love", "we want", "let me have", "we'd like",
    "I require", "looking for", "try writing", "just write", "just give me", "draft", "sketch", "supply",
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
    "{lead} {a} {adj}{py}def {named}to {do}", "{adj}{py}func {named}to {do}", "{py}func {named}that {does}", "{lead} {a} {adj}{py}func {named}to {do}",
    "{adj}{py}def to {do}", "{a} {adj}{py}snippet that {does}", "{lead} {a} {adj}{py}snippet that {does}", "{a} {adj}{py}snippet for {doing}", "{py}snippet, {do}",
    "{lead} {a} {adj}{py}helper function {named}that {does}", "{lead} {a} {adj}{py}helper {named}for {doing}", "{a} {adj}{py}utility function {named}that {does}",
    "{a} {adj}{py}utility for {doing}", "{a} {adj}{py}routine {named}for {doing}", "{lead} {a} {adj}{py}procedure {named}to {do}",
    "{lead} {adj}{py}source code to {do}", "{lead} a few lines of {py}code to {do}", "a few lines of {py}code that {does}", "a bit of {py}code for {doing}",
    "the {py}code to {do}", "the {adj}{py}function {named}that {does}", "one {adj}{py}function {named}to {do}", "{py}code, {do}", "{doing}", "{doing} in code",
    "{py}function for {doing}", "a way of {doing}", "a way to {do}", "{lead} a way to {do}", "{lead} something for {doing}", "{lead} something to {do}",
    "something that {does}", "what code do I write to {do}?", "what function could {do}?", "which {py}code {does}?", "what's a good way to {do}?",
    "what's the way to {do}?", "what is the easiest way to {do}?", "how might I {do}?", "how should I {do}?", "how do you {do}?", "how do we {do}?",
    "how does {a} {py}function {named}for {doing} look?", "how do I write {a} {py}function {named}that {does}?", "how do I code {a} {py}function {named}to {do}?",
    "how can {py}code {do}?", "could you help me {do}?", "can you help me {do}?", "can you show me how to {do}?", "can somebody show me how to {do}?",
    "can I get {a} {py}function {named}that {does}?", "may I have {a} {adj}{py}function {named}that {does}?", "is there {a} {py}function {named}that {does}?",
    "do you know how to {do}?", "would you {do}?", "would you mind writing {a} {adj}{py}function {named}to {do}?",
    "mind writing {a} {py}function {named}that {does}?", "I'm trying to {do}", "I am trying to write {a} {py}function {named}that {does}",
    "I'm writing {a} {py}function {named}to {do}", "I'm stuck, help me {do}", "I must {do}", "I have an exercise: {do}", "I need help to {do}",
    "I need something that {does}", "I need code that {does}", "I need code for {doing}", "we have to {do}", "I'd like to {do}", "I want code which {does}",
    "my program needs to {do}", "my program needs {a} {py}function {named}that {does}", "my teacher wants {a} {py}function {named}that {does}",
    "my assignment is to write {a} {py}function {named}that {does}", "assignment: {do}", "homework: {do}", "goal: {do}",
    "wanted: {a} {adj}{py}function {named}that {does}", "job: {do}", "kata: {do}", "next, {do}", "now, {do}", "it should {do}", "the function {named}has to {do}",
    "the function {named}must {do}", "this function {named}should {do}", "there should be {a} {py}function {named}that {does}", "the code should {do}",
    "the function I need {does}", "a function {named}whose job is to {do}", "{a} {adj}{py}function {named}whose purpose is to {do}",
    "{a} {adj}{py}function {named}that can {do}", "{lead} {a} {adj}{py}function {named}that can {do}", "{lead} {a} {adj}{py}function {named}so that I can {do}",
    "{lead} {a} {adj}{py}function {named}with which I can {do}", "{lead} {a} {py}function {named}I can call to {do}", "use {py}code to {do}", "as a function: {do}",
    "in a function, {do}", "as code: {do}", "code: {do}", "purpose: {do}", "description: {does}", "does this: {does}", "what it does: {does}",
)  # fmt: skip
NOUN_FRAMES = (
    "{noun}", "{noun}", "{noun}", "{noun}", "{lead} {adj}{noun}", "{lead} {adj}{noun}", "{bare} function", "{noun}, {lead} it",
    "{lead} {a} {adj}{py}function {named}for {noun}", "{adj}{py}function {named}for {noun}", "{py}code for {noun}",
    "function: {bare}", "{bare} code", "how do I write {noun}?", "how do I do {noun}?", "{lead} code for {noun}",
    "{lead} {a} {bare} function", "I want {noun}", "{bare}", "{bare}", "the code for {noun}", "{adj}{bare}",
    "{lead} {a} {adj}{bare}", "{noun} please",
    "{bare} snippet", "{bare} helper", "{bare} method", "{bare} program", "{bare} script", "{bare} implementation", "{bare} algorithm", "{py}func for {noun}",
    "{py}function for {noun}", "{py}snippet for {noun}", "{adj}{py}helper {named}for {noun}", "{lead} {a} {adj}{py}helper {named}for {noun}",
    "{lead} {a} {adj}{py}routine {named}for {noun}", "{lead} {adj}{py}code for {noun}", "the function for {noun}", "a bit of code for {noun}", "code for {noun}",
    "{noun} in code", "{noun} as a function", "{noun} as code", "{lead} {noun}", "{lead} {noun} as a function", "{lead} {noun} in code", "I need {noun}",
    "I need code for {noun}", "we need {noun}", "need {noun}", "how about {noun}?", "can I get {noun}?", "could I see {noun}?", "could you do {noun}?",
    "can you do {noun}?", "show {noun}", "what does {noun} look like in code?", "how do I code {noun}?", "how to code {noun}", "how to do {noun}", "topic: {bare}",
    "subject: {bare}", "next: {noun}", "task: {noun}", "wanted: {noun}", "exercise: {noun}", "now {noun}", "def for {noun}", "please, {noun}",
)  # fmt: skip
SIGNED = (  # frames that show the name, often with its arguments
    "def {sig} that {does}", "{sig}: {do}", "{sig} that {does}", "function {sig} which {does}", "{lead} {sig} that {does}",
    "a function {sig} that {does}", "{lead} a {py}function {sig} that {does}", "{sig} should {do}", "define {sig} to {do}",
    "def {sig}: {do}", "{lead} {sig} to {do}", "{sig} {does}", "{sig} - {bare}", "{sig} which {does}", "implement {sig}, it {does}",
    "I need {sig} to {do}", "{lead} def {sig}, which {does}", "{py}function {sig} for {doing}", "{sig}: {noun}", "{sig} for {doing}",
    "{sig} has to {do}", "{sig} must {do}", "{sig}, it {does}", "{sig}, which {does}", "{sig} -> {noun}", "{sig} returning {noun}", "{sig} # {do}",
    "{lead} {sig}: it {does}", "{lead} {sig} for {doing}", "{lead} {sig}, a function that {does}", "{lead} {py}function {sig}, it should {do}",
    "write the body of {sig}, it {does}", "complete {sig}, it should {do}", "fill in {sig} so that it {does}", "{py}def {sig} for {doing}",
    "the function {sig} {does}", "the function {sig} should {do}", "a {py}helper {sig} that {does}", "a method {sig} to {do}", "I want {sig} to {do}",
    "I'd like {sig} to {do}", "I want to call {sig} to {do}", "can you write {sig} to {do}?", "could you write {sig}, it {does}?", "how would {sig} {do}?",
    "given {sig}, {do}", "what does {sig} look like if it {does}?", "{sig} - it {does}", "signature {sig}, {do}", "make {sig} {do}", "let {sig} {do}",
    "with {sig} I want to {do}", "code up {sig} to {do}",
)  # fmt: skip
NAMED = (
    "called $f", "named $f", "with the name $f", "by the name of $f", "$f", "$f", "(called $f)", "$f()", "$sig",
    "titled $f", "which is called $f", "going by the name $f", "under the name $f", "whose name is $f", "(name: $f)", "`$f`", "'$f'",
)  # fmt: skip
NAME_TAILS = (
    "called $f", "named $f", "name it $f", "call it $f", "with the name $f", "function name $f", "the name should be $f",
    "the function is called $f", "and name it $f", "and call it $f", "name: $f", "it should be named $f", "as $f",
    "the function name is $f", "use the name $f", "please name it $f", "let it be called $f", "def $f", "name the function $f",
    "call the function $f",
    "under the name $f", "its name is $f", "its name should be $f", "give it the name $f", "the name has to be $f", "the name must be $f", "its name: $f",
    "function called $f", "function named $f", "with $f as its name", "with the function name $f", "using the name $f", "using $f as the name",
    "I want it called $f", "I want it named $f", "I'd call it $f", "we call it $f", "the function should be called $f", "the function's name is $f", 'named "$f"',
    "called `$f`", "naming it $f", "calling it $f", "it must be called $f", "it has to be named $f", "known as $f",
)  # fmt: skip
ARG_TAILS = (
    "with an argument called $a", "taking $a", "the argument is called $a", "with a parameter named $a", "parameter $a",
    "argument name $a", "the parameter should be named $a", "name the argument $a", "taking an argument called $a",
    "with $a as the argument", "use $a as the parameter name", "it takes $a",
    "its argument is $a", "its argument is called $a", "its parameter is named $a", "the input is called $a", "the input is $a", "with the argument $a",
    "with the parameter $a", "with an argument $a", "with a parameter called $a", "with input $a", "taking the argument $a", "taking a parameter called $a",
    "using $a as the argument name", "call the argument $a", "call the parameter $a", "the argument should be $a", "accepting $a", "argument: $a", "param $a",
    "that takes $a",
)  # fmt: skip
ARGS_TAILS = (
    "with arguments $a and $b", "taking $a and $b", "the arguments are called $a and $b", "with parameters $a and $b",
    "parameters $a and $b", "arguments $a, $b", "name the arguments $a and $b", "it takes $a and $b",
    "its arguments are $a and $b", "its parameters are $a and $b", "the inputs are called $a and $b", "the parameters are named $a and $b",
    "with the arguments $a and $b", "with the parameters $a, $b", "with two arguments, $a and $b", "with inputs $a and $b", "taking two arguments called $a and $b",
    "taking $a, $b", "using $a and $b as the argument names", "call the arguments $a and $b", "use $a and $b as the parameters", "accepting $a and $b",
    "args $a, $b", "params $a and $b",
)  # fmt: skip
TAILS = {
    "docstring": (
        "with a docstring", "including a docstring", "with docstring", "documented", "add a docstring", "and a docstring",
        "with a short docstring", "with documentation", "please document it", "with a one-line docstring", "docstring included",
        "it should have a docstring", "and document it",
        "give it a docstring", "include a docstring", "use a docstring", "write a docstring for it", "put a docstring in it", "with a docstring that explains it",
        "with a doc string", "with a documentation string", "having a docstring", "docstring please", "don't forget the docstring", "I want a docstring too",
        "I'd like a docstring", "it needs a docstring", "including documentation", "as a documented function", "provide a docstring",
    ),
    "typed": (
        "with type hints", "typed", "using type hints", "with type annotations", "and type hints", "add type hints",
        "with types", "fully typed", "type annotated", "including type hints", "with annotations for the types",
        "use type hints", "it should have type hints", "type hinted",
        "annotate the types", "give it type hints", "include type hints", "put type hints on it", "with static types", "with annotated arguments",
        "with annotated types", "with full type hints", "with typed arguments and return value", "with a typed signature", "with type hinting", "having type hints",
        "type hints please", "statically typed", "don't forget the type hints", "annotated with types", "I want type hints", "it needs type hints",
        "as a typed function", "provide type annotations", "hint the types",
    ),
    "recursive": (
        "using recursion", "recursive", "with recursion", "recursively", "do it recursively", "make it recursive",
        "by recursion", "it should be recursive", "in a recursive way", "use recursion", "that calls itself",
        "as a recursive function", "as recursion", "by calling itself", "implemented recursively", "in recursive style", "it should call itself",
        "it must be recursive", "let the function call itself", "solve it recursively", "through recursion", "via recursion", "please use recursion",
        "written recursively", "recursion instead of a loop", "with a recursive call", "the recursive version",
    ),
    "loop": (
        "with a loop", "using a loop", "iterative", "iteratively", "with a for loop", "in a loop", "loop version",
        "make it iterative", "use a loop", "by looping", "an iterative version", "written with an explicit loop",
        "as a loop", "as an iterative version", "by iterating", "by means of a loop", "do it in a loop", "do it with a loop", "implemented with a loop",
        "in an iterative way", "it should use a loop", "it must use a loop", "loop based", "the iterative version", "through a loop", "via a loop",
        "please use a loop", "with an ordinary loop", "written as a loop", "using iteration",
    ),
    "one_line": (
        "in one line", "as a one-liner", "one-liner", "one line", "using a comprehension", "in a single line", "as a one liner",
        "on one line", "make it a one-liner", "with a one-line body", "in just one line", "with a comprehension",
        "a one-liner please", "as a one line function", "as a single expression", "as one line", "by a single return statement", "in a one-liner",
        "in one line of code", "in only one line", "it should fit on one line", "just one line", "make it one line", "one line only", "one-liner style",
        "on a single line", "put it on one line", "with a single expression", "with just one return line", "with only one line in the body", "compact, in one line",
    ),
    "sieve": (
        "using the sieve of eratosthenes", "with a sieve", "using a sieve", "with the sieve of Eratosthenes", "use a sieve",
        "by sieving", "sieve of eratosthenes", "with Eratosthenes' sieve", "as a sieve",
        "as a sieve of Eratosthenes", "applying the sieve of Eratosthenes", "by means of a sieve", "by the sieve of Eratosthenes", "Eratosthenes style",
        "implemented as a sieve", "it should use a sieve", "let it be a sieve", "sieve method", "the sieve version", "using Eratosthenes' sieve",
        "use the sieve of Eratosthenes", "via the sieve of Eratosthenes", "with the sieve method",
    ),
    "ignore_case": (
        "ignoring case", "case insensitive", "ignore case", "case-insensitively", "without regard to case", "upper and lower case are the same",
        "not case sensitive", "ignoring upper and lower case", "regardless of case",
        "as if everything were lower case", "capitals do not matter", "case does not matter", "case doesn't matter", "case-blind", "disregarding case",
        "in a case-insensitive way", "it should ignore case", "make it case insensitive", "no matter the case", "not caring about upper or lower case",
        "treat upper and lower case alike", "uppercase and lowercase count as equal", "whatever the case", "with case ignored",
    ),
    "ignore_punctuation": (
        "ignoring case and punctuation", "ignoring spaces and punctuation", "ignore punctuation and case", "letters only",
        "ignoring everything but letters", "ignoring punctuation", "for whole sentences, ignoring punctuation",
        "ignore spaces, punctuation and case",
        "disregarding punctuation, spaces and case", "it should ignore case, spaces and punctuation", "looking only at the letters", "only the letters matter",
        "punctuation, spaces and case do not matter", "skipping spaces and punctuation", "spaces and punctuation do not count",
        "that also works for sentences with punctuation", "using only the letters", "whatever the punctuation and case", "with punctuation and spaces ignored",
        "without regard to punctuation and case", "as in A man, a plan, a canal: Panama",
    ),
    "descending": (
        "in descending order", "descending", "from largest to smallest", "largest first", "in reverse order", "high to low",
        "biggest first", "from high to low", "sorted descending",
        "backwards, the largest first", "beginning with the largest", "by descending value", "from big to small", "from highest to lowest",
        "from the biggest to the smallest", "greatest first", "highest first", "in decreasing order", "in falling order", "largest to smallest",
        "make it descending", "starting with the biggest", "the biggest at the front", "with the largest first",
    ),
    "counter": (
        "using Counter", "with Counter", "using collections.Counter", "use a Counter", "with collections.Counter",
        "with a Counter", "using the Counter class",
        "by means of Counter", "by using a Counter", "do it with Counter", "from collections use Counter", "it should use Counter", "make use of Counter",
        "relying on collections.Counter", "the Counter version", "through a Counter", "use Counter", "use collections.Counter", "via Counter",
        "via collections.Counter",
    ),
    "while": (
        "with a while loop", "using a while loop", "using while", "with while", "use a while loop", "as a while loop", "by a while loop",
        "with while instead of for", "it should use while", "do it with while", "a while loop please", "the while loop version",
        "in a while loop", "via a while loop", "without a for loop, with while", "implemented with while", "through a while loop", "written with a while loop",
    ),
    "library": (
        "using the standard library", "with the standard library", "from the standard library", "using a library function", "with a library function",
        "use the standard library", "with an import", "using a module of the standard library", "by importing it", "using a ready-made function",
        "with what the standard library has", "let the standard library do it", "import what you need", "using Python's own module", "not by hand, use the library",
        "with a stdlib function", "stdlib only, no own algorithm", "via the standard library",
    ),
    "bitwise": (
        "using bitwise and", "with a bitwise operator", "bitwise", "with bit operations", "use bitwise and", "by looking at the last bit", "with &",
        "using the lowest bit", "with a bit test", "using bits", "via the last bit", "in a bitwise way", "it should use bits", "by a bit mask",
    ),
    "if_else": (
        "with if and else", "using if statements", "with an if statement", "with plain ifs", "use if and else", "with explicit ifs", "using if",
        "in if statements", "with branches", "with if statements only", "spelled out with if", "no conditional expression, use if", "it should use if statements",
        "written with ifs",
    ),
    "steps": (
        "step by step", "with intermediate variables", "in steps", "with named constants", "using variables for the constants", "with named intermediate values",
        "no magic numbers", "name the constants", "in several steps", "with the ratio and offset as variables", "constants in variables", "with variables for each part",
    ),
    "rounded": (
        "rounded", "rounded to a whole number", "and round it", "rounding the result", "as a whole number", "round the result", "to the nearest degree",
        "rounded to the nearest integer", "with the result rounded", "without decimals", "in whole degrees", "rounded off",
    ),
}  # fmt: skip
ADJECTIVES = {
    "docstring": ("documented", "well documented", "properly documented"),
    "typed": ("typed", "type-hinted", "fully typed", "type annotated", "annotated", "statically typed"),
    "recursive": ("recursive", "self-calling"),
    "loop": ("iterative", "loop-based", "looping"),
    "one_line": ("one-line", "one line", "single-line", "one-liner"),
    "ignore_case": ("case-insensitive", "case insensitive", "case-ignoring"),
    "bitwise": ("bitwise",),
    "rounded": ("rounding",),
}
JOINERS = (" ", ", ", " ", ", ", " - ", "; ", " and ")
ENDINGS = ("", "", "", "", "", "", "", " please", ", please", ", thanks", ".", ".", "!", " for me", ", thank you")
PYTHON_TAILS = ("in python", "in Python", "using python", "python", "for python", "with python", "in python 3", "(python)", "in py",
                "in plain python", "in pure python", "using Python 3", "py", "as python code", "written in python")  # fmt: skip
PYTHON_HEADS = ("python: ", "in python, ", "python ", "Python: ", "in python: ", "using python, ", "py: ",
                "python 3: ", "in py: ", "Python, ", "using Python: ", "with python, ", "[python] ")  # fmt: skip

DOUBLED = {"get": "getting", "sum": "summing", "put": "putting", "flip": "flipping", "run": "running", "map": "mapping",
           "drop": "dropping", "strip": "stripping", "see": "seeing", "total": "totalling", "spot": "spotting",
           "let": "letting", "split": "splitting", "swap": "swapping",
           "set": "setting", "format": "formatting", "skip": "skipping", "program": "programming", "level": "levelling"}  # fmt: skip

BOUND_TAIL = re.compile(  # a tail that needs no comma in front
    "(in|with|using|by|as|called|named|and|for|including|recursively|iteratively|taking|via|through|under|from|without|that|having|accepting"
    r"|naming|calling)\b"
)

TWO_WORD_VERBS = re.compile(r"((?:binary|bubble|title) )?(\S+)(.*)")
SECOND_VERB = re.compile(r" and (return|keep|add|multiply|subtract|tell|triple|extend)\b")


def third_person(phrase: str) -> str:
    adverb, verb, rest = TWO_WORD_VERBS.fullmatch(phrase).groups("")
    if verb.endswith(("ch", "sh", "ss", "x", "do")):
        verb += "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "s"
    return adverb + verb + SECOND_VERB.sub(lambda m: " and " + third_person(m[1]), rest)


def gerund(phrase: str) -> str:
    adverb, verb, rest = TWO_WORD_VERBS.fullmatch(phrase).groups("")
    verb = DOUBLED.get(verb) or (verb[:-1] if verb.endswith("e") else verb) + "ing"
    return adverb + verb + SECOND_VERB.sub(lambda m: " and " + gerund(m[1]), rest)


CLASHES = {"descending": re.compile(r"ascend|smallest|low to high|rising")}  # what a feature makes false

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
    for feature in features:
        if clash := CLASHES.get(feature):
            do, nouns = ([phrase for phrase in phrases if not clash.search(phrase)] for phrases in (do, nouns))
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
        free = not BOUND_TAIL.match(tail)
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
