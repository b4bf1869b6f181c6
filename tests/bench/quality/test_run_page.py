"""The fake browser does what a browser does, also where a browser refuses; and nothing gets out of it."""

from __future__ import annotations

import sys

import pytest

from mercurycli.bench.quality import page
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.errors import UsageError


def test_without_the_engine_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    with pytest.raises(UsageError) as caught:
        run_page("<p>hello</p>")
    assert "pip install 'mercurycli[recipe]'" in caught.value.hint


pytest.importorskip("py_mini_racer")


def logged(script: str, before: str = "", **options) -> tuple[str, ...]:
    trace = run_page(f"<body>{before}<script>{script}</script>", **{"frames": 3, **options})
    assert not trace.errors, trace.errors
    return tuple(line.removeprefix("log: ") for line in trace.console)


def error(html: str) -> str:
    errors = run_page(html, frames=3).errors
    assert errors
    return errors[0]


def test_scripts_run_in_the_order_of_the_document_and_share_their_globals():
    trace = run_page("<p id=a>1</p><script>let n = a.textContent;</script><p id=b>2</p><script>console.log(n + b.textContent)</script>", frames=1)
    assert trace.console == ("log: 12",) and not trace.errors


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<head><script>document.body.append('x')</script>", "TypeError: Cannot read properties of null"),
        ("<script>document.getElementById('late').textContent = 1</script><p id=late>", "TypeError: Cannot set properties of null"),
        ("<script>let a = ;</script>", "SyntaxError"),
        ("<script>let a = 1;", "SyntaxError: the last <script> is never closed"),
        ("<script>let top = 1</script>", "SyntaxError: Identifier 'top' has already been declared"),
        ("<script>let a = 1</script><script>let a = 2</script>", "SyntaxError: Identifier 'a' has already been declared"),
        ("<p><script>document.querySelectorAll('p').map((p) => p)</script>", "TypeError"),
        ("<p><script>document.querySelector('p[')</script>", "SyntaxError"),
        ("<canvas id=c></canvas><script>c.getContext('2d').arc(1, 2, 3)</script>", "TypeError: Failed to execute 'arc'"),
        ("<canvas id=c></canvas><script>c.getContext('2d').arc(1, 2, -3, 0, 7)</script>", "IndexSizeError"),
        ("<script>setTimeout(() => nothing(), 10)</script>", "ReferenceError: nothing is not defined"),
        ("<script>requestAnimationFrame(draw)</script>", "ReferenceError: draw is not defined"),
        ("<body onload='start()'>", "ReferenceError: start is not defined"),
        ("<script>throw 'up'</script>", "up"),
        ("<script>const f = () => f(); f()</script>", "RangeError"),
        ("<script type=module>missing()</script>", "ReferenceError"),
    ],
)  # fmt: skip
def test_what_a_browser_reports_is_an_error(html, message):
    assert message in error(html)


def test_an_error_in_one_script_does_not_stop_the_next():
    trace = run_page("<script>oops()</script><script>document.title = 'still here'</script>", frames=1)
    assert len(trace.errors) == 1 and trace.title == "still here"


def test_elements_are_found_made_and_changed():
    html = '<div id="box" class="a b"><p>one</p><p data-n="2">two</p></div>'
    script = """
      const box = document.querySelector('div.a#box'), second = document.querySelector('#box > p:nth-child(2)');
      const made = document.createElement('li'); made.className = 'new'; made.append('three ', document.createTextNode('words'));
      box.appendChild(made); box.classList.toggle('b'); box.insertAdjacentHTML('afterbegin', '<b>zero</b>');
      second.style.backgroundColor = 'red'; second.style.color = 'no such colour'; second.dataset.n++;
      console.log(box.children.length, box.textContent, box.className, second.dataset.n, second.style.cssText);
      console.log([...document.querySelectorAll('p, li')].map((e) => e.tagName).join(), made.closest('#box') === box);
      box.innerHTML += '<i>&lt;four&gt;</i>'; console.log(box.lastChild.outerHTML, typeof box.missing);
      made.remove(); console.log(document.querySelector('.new') !== made);
    """
    assert logged(script, html) == (
        "4 zeroonetwothree words a 3 background-color: red;",
        "P,P,LI true",
        "<i>&lt;four&gt;</i> undefined",
        "true",
    )


def test_clicks_bubble_and_inline_handlers_see_their_element_first():
    html = '<div id="d"><button id="b" onclick="this.textContent = value + hits++">x</button><button onclick="remove()">y</button></div>'
    script = "let hits = 0; const value = 'global'; function remove() { hits = 100; } d.addEventListener('click', (e) => console.log(e.target.id, e.currentTarget.id));"
    trace = run_page(f"{html}<script>{script}</script>", frames=1)
    buttons = [e.number for e in trace.snapshots[0] if e.tag == "button"]
    trace = run_page(f"{html}<script>{script}</script>", frames=1, actions=[Action("click", n) for n in (buttons[0], buttons[0], buttons[1])])
    assert trace.texts == (("x", "y"), ("0", "y"), ("1", "y"), ("1",))  # value is the button's own, remove() its own method
    assert trace.console[:2] == ("log: b d", "log: b d") and not trace.errors


def test_typing_and_keys_reach_the_page():
    html = "<input id=i><p id=p></p><script>i.oninput = () => p.textContent = i.value; addEventListener('keydown', (e) => p.textContent += e.key)</script>"
    field = next(e.number for e in run_page(html, frames=1).snapshots[0] if e.tag == "input")
    trace = run_page(html, frames=1, actions=[Action("input", field, "abc"), Action("key", value="Enter")])
    assert trace.texts[1:] == (("abc", "abc"), ("abc", "abcEnter"))


def test_the_clock_is_the_same_in_every_run_and_moves_with_the_frames():
    script = "setInterval(() => console.log(new Date().toTimeString().slice(0, 8), Math.round(performance.now())), 500)"
    assert logged(script, frames=65) == ("03:04:05 520", "03:04:06 1020")
    assert logged("console.log(new Date().getFullYear(), Date.now() - new Date(), new Date(0).getTime())") == ("2026 0 0",)


def test_chance_is_seeded():
    first, again, other = (logged("console.log(Math.random())", seed=seed) for seed in (1, 1, 2))
    assert first == again != other


def test_a_frame_is_what_one_tick_of_the_animation_or_one_callback_of_a_timer_paints():
    canvas = "<canvas id=c width=100 height=100></canvas>"
    draw = "const g = c.getContext('2d'); function draw() { g.fillRect(1, 2, 3, 4); %s }"
    animated = run_page(canvas + f"<script>{draw % 'requestAnimationFrame(draw)'} draw()</script>", frames=10)
    assert len(animated.frames) == 10 and len(animated.load) == 1 and all(len(frame) == 1 for frame in animated.frames)
    fast = run_page(canvas + f"<script>{draw % ''} setInterval(draw, 5)</script>", frames=60)
    assert len(fast.frames) == 200 and all(len(frame) == 1 for frame in fast.frames)
    assert len(run_page(canvas + f"<script>{draw % ''} setInterval(draw, 5)</script>", frames=60, every=4).frames) == 50


def test_paints_are_in_canvas_coordinates_with_their_colour():
    script = """
      const g = c.getContext('2d'); g.translate(10, 20); g.scale(2, 2); g.fillStyle = 'rgba(255, 0, 0, 0.5)'; g.fillStyle = 'nonsense';
      g.globalAlpha = 0.5; g.beginPath(); g.arc(1, 2, 3, 0, 7); g.fill(); g.resetTransform(); g.globalAlpha = 1;
      g.fillStyle = '#0f08'; g.font = '12px'; g.fillText('hi', 5, 6); g.font = 'italic 2em serif'; g.fillText('ho', 5, 6);
      g.strokeStyle = 'hsl(240, 100%, 50%)'; g.beginPath(); g.moveTo(0, 0); g.lineTo(9, 9); g.stroke(); g.mine = 3; g.fillRect(NaN, 0, 1, 1);
    """
    load = run_page(f"<canvas id=c></canvas><script>{script}</script>", frames=1).load
    assert [(p.op, p.x, p.y, p.w, p.h, p.colour, round(p.alpha, 3), p.text) for p in load] == [
        ("circle", 12, 24, 6, 6, "#ff0000", 0.25, ""),
        ("text", 5, 6, 0, 10, "#00ff00", 0.533, "hi"),
        ("text", 5, 6, 0, 32, "#00ff00", 0.533, "ho"),
        ("line", 9, 9, -9, -9, "#0000ff", 1, ""),
    ]


def test_a_canvas_that_is_in_no_document_shows_nothing():
    script = "const c = document.createElement('canvas'); c.getContext('2d').fillRect(0, 0, 9, 9);"
    assert not run_page(f"<body><script>{script}</script>", frames=1).load
    assert run_page(f"<body><script>{script} document.body.append(c)</script>", frames=1).load


def test_promises_settle_between_frames():
    script = "(async () => { await null; for (let i = 0; i < 3; i++) { await new Promise((done) => setTimeout(done, 10)); console.log(i); } })()"
    assert logged(script, frames=5) == ("0", "1", "2")


@pytest.mark.parametrize(
    "script",
    [
        "localStorage.n = 5; localStorage.setItem('m', 6); if (localStorage.n + localStorage.getItem('m') !== '56') throw 1",
        "new Audio('x.mp3').play(); const a = new AudioContext(); a.createOscillator().connect(a.destination)",
        "onresize = () => {}; window.onkeydown = null; let name = 'x', status = 1, event, length = 2",
        "class Node {} class Text {} class Event {} function stop() {}",
        "matchMedia('(x)').addEventListener('change', () => {}); new ResizeObserver(() => {}).observe(document.body)",
        "const s = document.createElement('style'); s.textContent = 'p {}'; document.head.append(s); getComputedStyle(document.body).color",
        "const i = new Image(); i.onload = () => {}; i.src = 'x.png'; fetch('x').catch(() => {})",
        "document.body.style.setProperty('--x', 1); document.documentElement.style.overflow = 'hidden'; scrollTo(0, 0)",
        "[1].at(-1); structuredClone({ a: 1 }); crypto.getRandomValues(new Uint32Array(3)); new Intl.NumberFormat().format(3)",
        "const g = document.createElement('canvas').getContext('2d'); g.createLinearGradient(0, 0, 1, 1).addColorStop(0, 'red'); g.getImageData(0, 0, 2, 2).data[3]; g.roundRect(0, 0, 1, 1, 2); g.setLineDash([1])",
        "alert('hi'); if (!confirm('sure?')) throw 1; prompt('name?').length",
    ],
)  # fmt: skip
def test_what_ordinary_pages_use_is_there(script):
    assert logged(script) is not None


def test_hostile_pages_reach_nothing():
    names = "require process module __timer_manager SharedArrayBuffer WebAssembly Atomics Deno Bun".split()
    script = f"console.log({names!r}.filter((name) => typeof globalThis[name] !== 'undefined').join())"
    assert logged(script) == ("",)
    assert logged("console.log(new Function('return typeof process')(), import('fs').catch((e) => 0) instanceof Promise)") == ("undefined true",)


@pytest.mark.parametrize("script", ["for (;;) ;", "setInterval(() => { for (;;) ; }, 1)", "(async () => { for (;;) await null; })()", "/(a+)+b/.test('a'.repeat(50))"])
def test_what_never_ends_is_stopped(monkeypatch, script):
    monkeypatch.setattr(page, "LIMIT_SECONDS", 0.3)
    assert run_page(f"<p>hello</p><script>{script}</script>", frames=3).errors == ("ran longer than 0.3 s",)


def test_what_was_done_before_the_end_of_time_is_still_known(monkeypatch):
    monkeypatch.setattr(page, "LIMIT_SECONDS", 0.3)
    trace = run_page("<title>t</title><script>console.log('here'); setTimeout(() => { for (;;) ; }, 30)</script>", frames=9)
    assert trace.title == "t" and trace.console == ("log: here",) and trace.errors


def test_memory_is_limited():
    assert error("<script>const a = []; for (;;) a.push(new Array(1e6).fill(1))</script>") == "used more than 256 MB"
    assert "RangeError" in error("<script>new Uint8Array(1e9)</script>")
