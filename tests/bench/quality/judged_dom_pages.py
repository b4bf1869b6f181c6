"""Small pages made of elements as others might write them, and each fact of the curriculum's broken once."""

from recipe.curriculum import dom_pages

ONE_BUTTON_WATCH = """<!DOCTYPE html><html><head><style>#face { font-size: 3em; color: #ff0000; } body { background: navy }</style></head>
<body><main><div id="face"><span class="m">00</span>:<span class="s">00</span>.<span class="t">0</span></div>
<button class="toggle">&#9654; Start</button><button class="back" title="Reset" disabled>&#8634;</button></main>
<script>
class Watch {
  constructor() { this.before = 0; this.since = null; }
  get ms() { return this.before + (this.since === null ? 0 : performance.now() - this.since); }
  toggle() { if (this.since === null) this.since = performance.now(); else { this.before = this.ms; this.since = null; } }
}
const watch = new Watch(), toggle = document.querySelector(".toggle"), back = document.querySelector(".back");
const put = (name, value) => { document.querySelector("." + name).innerText = String(value).padStart(name === "t" ? 1 : 2, "0"); };
toggle.addEventListener("click", () => {
  watch.toggle(); back.disabled = watch.since !== null; toggle.textContent = watch.since === null ? "Resume" : "Pause";
});
back.addEventListener("click", () => { watch.before = 0; });
(function frame() {
  const t = Math.floor(watch.ms / 100);
  put("m", Math.floor(t / 600)); put("s", Math.floor(t / 10) % 60); put("t", t % 10);
  requestAnimationFrame(frame);
})();
</script></body></html>"""

WATCH_OF_HUNDREDTHS = """<p id=out>00:00:00</p><button id=a onclick="begin()">Go</button> <button onclick="clearInterval(timer)">Halt</button>
<button onclick="clearInterval(timer); n = 0; show()">Clear</button>
<script>
var n = 0, timer;
function show() {
  var p = v => (v < 10 ? "0" : "") + v;
  out.innerHTML = p(Math.floor(n / 6000)) + ":" + p(Math.floor(n / 100) % 60) + ":" + p(n % 100);
}
function begin() { clearInterval(timer); timer = setInterval(function () { n++; show(); }, 10); }
</script>"""

WATCH_THAT_BEGINS_AGAIN = """<body><h2>Elapsed: <b id=s>0</b> seconds</h2><a role=button id=go>begin</a><a role=button id=no>stop</a>
<script>let id; go.onclick = () => { clearInterval(id); let n = s.textContent = 0; id = setInterval(() => s.textContent = ++n, 1000); }
no.onclick = () => clearInterval(id);</script>"""

COUNTDOWN_BY_ITSELF = """<style>.left { color: gold }</style><body style="background-color: rgb(0, 0, 128)"><h1 class=left></h1><script>
let left = 90;
const show = () => document.querySelector("h1").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
show();
const id = setInterval(() => { left--; show(); if (left === 0) { clearInterval(id); alert("Done"); } }, 1000);
</script>"""

COUNTDOWN_TO_SET = """<label>Minutes <input id=m type=number></label><button onclick=start()>Start the timer</button><div id=d hidden></div><script>
function start() {
  let until = performance.now() + m.value * 60000; d.hidden = false;
  requestAnimationFrame(function f() {
    let s = Math.max(0, Math.round((until - performance.now()) / 1000)), pad = (n) => ("0" + n).slice(-2);
    d.textContent = s ? pad(Math.floor(s / 60)) + ":" + pad(s % 60) : "Tea is ready"; if (s) requestAnimationFrame(f);
  });
}
</script>"""

TODO_FORM = """<html><head><style>header { background: teal } form button { background: #ff6347 }</style></head><body>
<header><h1>Chores list</h1></header><form id="new"><input name="task" placeholder="What next?" required><button>+</button></form><ul></ul>
<script>
let tasks = JSON.parse(localStorage.getItem("tasks") || "[]");
const ul = document.querySelector("ul");
function render() {
  ul.innerHTML = tasks.map((t, i) => `
    <li><label><input type="checkbox"> <span>${t}</span></label> <button data-i="${i}">&times;</button></li>`).join("");
  localStorage.setItem("tasks", JSON.stringify(tasks));
}
document.forms[0].addEventListener("submit", (e) => {
  e.preventDefault();
  tasks.push(new FormData(e.target).get("task")); e.target.reset(); render();
});
ul.addEventListener("click", (e) => { const i = e.target.dataset.i; if (i !== undefined) { tasks.splice(Number(i), 1); render(); } });
render();
</script></body></html>"""

TODO_BY_ENTER = """<input id=i><ol id=o></ol>
<button onclick="document.querySelectorAll('input:checked').forEach(c => c.parentElement.remove())">Delete done</button>
<script>i.addEventListener("keydown", function (e) { if (e.keyCode != 13 || !i.value.trim()) return;
  o.insertAdjacentHTML("beforeend", "<li><input type=checkbox>" + i.value + "</li>"); i.value = ""; });</script>"""

COLOURS_IN_HEX = """<button onclick="paint()" style="padding: 1em">Paint it!</button> <output id="o"></output><script>
function paint() {
  const hex = "#" + [0, 0, 0].map(() => Math.floor(128 + Math.random() * 127).toString(16)).join("");
  document.documentElement.style.setProperty("--page", hex); document.getElementById("o").value = "Now: " + hex.toUpperCase();
}
</script><style>body { background: var(--page, white); }</style>"""

COLOURS_IN_TURN = """<div class="page" style="height: 100vh"><button>Next</button><p>R: 0, G: 0, B: 0</p></div><script>
const all = [[90, 0, 0], [0, 80, 0], [0, 0, 120], [70, 0, 90]]; let at = 0;
document.querySelector("button").addEventListener("click", async function () {
  await null; const [r, g, b] = all[at++ % all.length];
  document.querySelector(".page").style.background = `rgb(${r} ${g} ${b})`; document.querySelector("p").textContent = `R: ${r}, G: ${g}, B: ${b}`;
});
</script>"""

DICE_IN_BOXES = """<style>.die { display: inline-block; border: 1px solid } #go { background: linear-gradient(gold, orange); }</style>
<body><h1>Two d10</h1><div id="dice"></div><p>Total: <b id="sum">0</b> after <i id="n">0</i> rolls</p>
<button id="go">&#127922; Throw!</button><script>
let n = 0;
go.addEventListener("click", () => {
  dice.textContent = "...";
  setTimeout(() => {
    const rolls = [1, 2].map(() => Math.ceil(Math.random() * 10));
    dice.innerHTML = rolls.map((r) => `<div class="die">${r}</div>`).join("");
    sum.textContent = rolls.reduce((a, b) => a + b, 0); document.getElementById("n").textContent = ++n;
  }, 600);
});
</script>"""

DIE_FACES = """<button>Roll the dice</button><span style="font-size: 90px">?</span><script>
const faces = ["\u2680", "\u2681", "\u2682", "\u2683", "\u2684", "\u2685"];
document.querySelector("button").onclick = function () {
  let left = 8;
  const id = setInterval(() => { document.querySelector("span").textContent = faces[Math.random() * 6 | 0]; if (!--left) clearInterval(id); }, 100);
};
</script>"""

COIN_TABLE = """<body bgcolor="white"><button>Toss the coin</button><p class="r">Heads or tails?</p>
<table><tr><td>Heads</td><td>Tails</td></tr><tr><td id="h">0</td><td id="t">0</td></tr></table><script>
const count = { h: 0, t: 0 };
document.querySelector("button").addEventListener("click", () => {
  const side = ["h", "t"][Math.round(Math.random())];
  document.getElementById(side).textContent = ++count[side];
  document.querySelector(".r").textContent = side === "h" ? "It's HEADS!" : "It's TAILS!";
});
</script>"""

COIN_ALERT = """<button style="background: pink" onclick="alert(Math.random() > .5 ? 'Head' : 'Tail')">Flip a coin</button>"""

PASSWORD_FIELD = """<style>button.make { background-color: LimeGreen }</style><input id="out" readonly>
<label>Length <input id="n" type="number" value="16"></label>
<button class="make">Generate</button><button onclick="navigator.clipboard.writeText(out.value)">Copy</button><script>
const sets = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "?!+-_%"];
const any = (text) => text.charAt(Math.floor(Math.random() * text.length));
document.querySelector(".make").addEventListener("click", () => {
  const signs = sets.map(any);
  while (signs.length < +n.value) signs.push(any(sets.join("")));
  out.value = signs.sort(() => Math.random() - 0.5).join("");
});
</script>"""

PASSWORD_TEXT = """<button onclick="document.querySelector('p').textContent = 'Your password: ' + make()">New one</button>
<p>Press the button</p><script>
function make() { return (Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2)).slice(0, 9); }
</script>"""

SUM_WHILE_TYPING = """<form oninput="result.value = Number(a.value) - Number(b.value)">
<input name="a" type="number"> - <input name="b" type="number"> =
<output name="result">0</output></form>"""

FOUR_OPERATIONS = """<input id=n1><input id=n2>
<div><button>+</button><button>-</button><button>&times;</button><button>&divide;</button><button>C</button></div><input id=r readonly>
<script>
const f = { "+": (x, y) => x + y, "-": (x, y) => x - y, "\u00d7": (x, y) => x * y, "\u00f7": (x, y) => x / y };
document.querySelectorAll("button").forEach((b) => b.addEventListener("click", () => {
  if (b.textContent === "C") return void (n1.value = n2.value = r.value = "");
  r.value = f[b.textContent](parseFloat(n1.value), parseFloat(n2.value)); }));
</script>"""

LISTED_OPERATION = """<form><input type="text" required><select id="op"><option value="add">Add</option><option value="mul">Multiply</option></select>
<input type="text" required><input type="submit" value="="></form><p></p><script>
document.querySelector("form").onsubmit = function (event) {
  event.preventDefault();
  const [x, y] = [...document.querySelectorAll("input[type=text]")].map((i) => Number(i.value));
  document.querySelector("p").textContent = `${x} and ${y} make ${op.value === "add" ? x + y : x * y}`;
};
</script>"""

BOTH_DEGREES = """<label>Fahrenheit <input id="f" type="number"></label><label>Celsius <input id="c" type="number"></label><script>
c.addEventListener("input", () => { f.value = (c.value * 1.8 + 32).toFixed(2); });
f.addEventListener("input", () => { c.value = ((f.value - 32) / 1.8).toFixed(2); });
</script>"""

LISTED_DEGREES = """<input id="t"><select id="from"><option>Celsius</option><option>Fahrenheit</option></select> to
<select id="to"><option>Celsius</option><option>Fahrenheit</option></select><button onclick="go()">Convert</button><b id="r"></b><script>
function go() {
  const n = parseFloat(t.value), a = from.value[0], b = to.value[0];
  r.textContent = Math.round(a === b ? n : a === "C" ? n * 9 / 5 + 32 : (n - 32) * 5 / 9) + " \u00b0" + b;
}
</script>"""

TIP_FIELDS = """<h3>Tip (%)</h3><input id="rate" type="number"><h3>Bill</h3><input id="bill" type="number">
<button>Work it out</button><ul></ul><script>
document.querySelector("button").onclick = () => {
  const tip = bill.valueAsNumber * rate.valueAsNumber / 100;
  document.querySelector("ul").innerHTML = `<li>Tip: $${tip.toFixed(2)}</li><li>Total: $${(bill.valueAsNumber + tip).toFixed(2)}</li>`;
};
</script>"""

TIP_BUTTONS = """<input placeholder="How much was it?">
<button data-p="10">10%</button><button data-p="18">18%</button><button data-p="25">25%</button><p></p><script>
document.addEventListener("click", (e) => { const p = e.target.dataset.p; if (p)
  document.querySelector("p").textContent = "Pay " + (document.querySelector("input").value * (1 + p / 100)); });
</script>"""

COUNTER_BY_KEYUP = """<body style="background: #222"><textarea onkeyup="count(this.value)"></textarea>
<div style="color: cyan"><b id=c>0</b> characters and <b id=w>0</b> words</div>
<script>function count(s) { c.innerHTML = s.length; w.innerHTML = s.trim() ? s.trim().split(" ").length : 0; }</script>"""

COUNTER_OF_A_TWEET = """<input id="tweet" maxlength="280"><p id="left">280 left</p><script>
tweet.addEventListener("input", (e) => left.textContent = 280 - e.target.value.length + " left");</script>"""

COUNTER_WITH_BUTTON = """<textarea id=t></textarea><button id=b>Count</button><p id=p></p><script>
b.addEventListener("click", () => { p.textContent = "Your text has " + [...t.value].length + " characters"; });</script>"""

THEME = """<html data-theme="light"><head><style>
:root { --back: #fff; --text: #111; --key: crimson }
[data-theme="dark"] { --back: #121212; --text: #eee }
body { background-color: var(--back); color: var(--text); transition: background-color .3s } button { background: var(--key) }
@media (prefers-color-scheme: dark) { body { background: black } }
</style></head><body><button id="theme">&#127769; Change theme</button><script>
const root = document.documentElement;
theme.addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });
</script></body></html>"""

TICKED_THEME = """<style>.page { background: white } body:has(#d:checked) .page { background: #1a1a1a; color: white }</style>
<div class=page><label><input type=checkbox id=d checked style="display: none"> <i>Toggle</i></label><p>Text</p></div>"""

STYLED_THEME = """<button onclick="swap()">Night</button><script>let dark = true; document.body.style.cssText = "background: black; color: white";
function swap() { dark = !dark; document.body.style.background = dark ? "black" : ""; document.body.style.color = dark ? "white" : ""; }</script>"""

OTHER_PAGES = [
    ("stopwatch", {"tenths": True, "colour": "red", "background": "navy"}, ONE_BUTTON_WATCH),
    ("stopwatch", {}, WATCH_OF_HUNDREDTHS),
    ("stopwatch", {}, WATCH_THAT_BEGINS_AGAIN),
    ("countdown_timer", {"seconds": 90, "colour": "gold", "background": "navy"}, COUNTDOWN_BY_ITSELF),
    ("countdown_timer", {}, COUNTDOWN_TO_SET),
    ("todo_list", {"delete": True, "title": "Chores", "colour": "tomato"}, TODO_FORM),
    ("todo_list", {"delete": True, "background": "white"}, TODO_BY_ENTER),
    ("colour_button", {"palette": "pastel", "label": "paint it", "code": True}, COLOURS_IN_HEX),
    ("colour_button", {"palette": "dark", "code": True}, COLOURS_IN_TURN),
    ("dice_roller", {"sides": 10, "count": 2, "label": "Throw", "colour": "gold"}, DICE_IN_BOXES),
    ("dice_roller", {}, DIE_FACES),
    ("coin_flip", {"count": True, "label": "Toss the coin"}, COIN_TABLE),
    ("coin_flip", {"colour": "pink"}, COIN_ALERT),
    ("password_generator", {"length": 16, "symbols": True, "colour": "limegreen"}, PASSWORD_FIELD),
    ("password_generator", {"length": 9}, PASSWORD_TEXT),
    ("adding_calculator", {"operation": "subtract"}, SUM_WHILE_TYPING),
    *(("adding_calculator", {"operation": operation}, FOUR_OPERATIONS) for operation in dom_pages.OPERATIONS),
    ("adding_calculator", {"operation": "multiply", "label": "="}, LISTED_OPERATION),
    *(("temperature_converter", {"direction": to}, page) for to in ("c2f", "f2c") for page in (BOTH_DEGREES, LISTED_DEGREES)),
    ("tip_calculator", {}, TIP_FIELDS),
    ("tip_calculator", {"percent": 18}, TIP_BUTTONS),
    ("character_counter", {"words": True, "colour": "cyan", "background": "#222222"}, COUNTER_BY_KEYUP),
    ("character_counter", {}, COUNTER_OF_A_TWEET),
    ("character_counter", {}, COUNTER_WITH_BUTTON),
    ("dark_mode_toggle", {"label": "Change theme", "colour": "crimson"}, THEME),
    ("dark_mode_toggle", {"dark": True, "label": "Toggle"}, TICKED_THEME),
    ("dark_mode_toggle", {"dark": True}, STYLED_THEME),
]

WATCH = {"tenths": True, "colour": "lime", "background": "black"}
COUNT = {"seconds": 20, "colour": "lime", "background": "black"}
TODO = {"delete": True, "title": "Groceries", "colour": "teal", "background": "pink"}
PAINT = {"palette": "pastel", "label": "Paint it", "code": True}
DICE = {"sides": 8, "count": 3, "label": "Throw", "colour": "gold", "background": "navy"}
COIN = {"count": True, "label": "Toss", "colour": "gold", "background": "navy"}
WORD = {"length": 16, "symbols": True, "label": "Create", "colour": "gold"}
PLUS = {"operation": "subtract", "label": "Equals", "colour": "gold", "background": "navy"}
HEAT = {"direction": "f2c", "label": "Do it", "colour": "gold", "background": "navy"}
BILL = {"percent": 20, "label": "Get tip", "colour": "gold", "background": "navy"}
TEXT = {"words": True, "colour": "teal", "background": "pink"}
DARK = {"dark": True, "label": "Theme", "colour": "gold"}

# family, stated facts, what is replaced in the curriculum's page for them, by what, the fact that is no longer met
BROKEN = [
    ("stopwatch", WATCH, "color: lime", "color: red", "colour"),
    ("stopwatch", WATCH, "background: black", "background: white", "background"),
    ("stopwatch", WATCH, "(time / 1000).toFixed(1)", "Math.floor(time / 1000)", "tenths"),
    ("stopwatch", WATCH, "(time / 1000).toFixed(1)", "Math.floor(time / 1000).toFixed(1)", "tenths"),
    ("stopwatch", WATCH, "toFixed(1)", "toFixed(3)", "tenths"),
    ("stopwatch", WATCH, '<button id="reset">Reset</button>', '<p id="reset" hidden></p>', "reset"),
    ("stopwatch", WATCH, "  time = 0;", "  time += 0;", "reset"),
    ("stopwatch", WATCH, "(on = false);", "(on = true);", "stops"),
    ("stopwatch", WATCH, "(on = true);", "(on = false);", "runs"),
    ("stopwatch", WATCH, "time / 1000", "time / 100", "runs"),
    ("stopwatch", WATCH, ">0.0<", ">5.0<", "zero"),
    ("stopwatch", WATCH, "  last = Date.now();", "  if (on) last = Date.now();", "resumes"),
    ("stopwatch", WATCH, "on = true", "on += missing", "errors"),
    ("countdown_timer", COUNT, "20 * 1000", "30 * 1000", "seconds"),
    ("countdown_timer", COUNT, "color: lime", "color: red", "colour"),
    ("countdown_timer", COUNT, "background: black", "background: white", "background"),
    ("countdown_timer", COUNT, "setInterval(tick, 100)", "setTimeout(tick, 100)", "runs"),
    ("countdown_timer", COUNT, "end - Date.now()", "Date.now() - end", "runs"),
    ("countdown_timer", COUNT, 'left > 0 ? left : "Time is up!";\n  if (left <= 0) clearInterval(timer);', "left;", "ends"),
    ("countdown_timer", COUNT, "Math.ceil(", "Math.cel(", "errors"),
    ("todo_list", TODO, "item.onclick = () => item.remove();", "", "delete"),
    ("todo_list", TODO, "item.remove()", "list.replaceChildren()", "delete"),
    ("todo_list", TODO, "<h1>Groceries</h1>", "<h1>To-do list</h1>", "title"),
    ("todo_list", TODO, "button { background: teal; }", "", "colour"),
    ("todo_list", TODO, "background: pink", "background: red", "background"),
    ("todo_list", TODO, ".append(item)", ".replaceChildren(item)", "adds"),
    ("todo_list", TODO, "item.textContent = t.value;", 'item.textContent = "item";', "adds"),
    ("todo_list", TODO, '<input id="t">', '<p id="t">', "field"),
    ("todo_list", TODO, "createElement", "creatElement", "errors"),
    ("colour_button", PAINT, ">Paint it<", ">New colour<", "label"),
    ("colour_button", PAINT, "80%, 85%", "90%, 60%", "palette"),
    ("colour_button", PAINT | {"palette": "dark"}, "60%, 25%", "80%, 85%", "palette"),
    ("colour_button", PAINT, "Content = color", 'Content = "hsl(1, 80%, 85%)"', "code"),
    ("colour_button", PAINT, '  document.getElementById("p").textContent = color;\n', "", "code"),
    ("colour_button", PAINT, "document.body.style.background", "document.body.style.color", "changes"),
    ("colour_button", PAINT, "Math.random() * 360", "0 * 360", "changes"),
    ("dice_roller", DICE, "random() * 8", "random() * 6", "sides"),
    ("dice_roller", DICE, "random() * 8", "random() * 9", "sides"),
    ("dice_roller", DICE | {"sides": 100}, "random() * 100", "random() * 99", "sides"),
    ("dice_roller", {}, "random() * 6", "random() * 5", "sides"),
    ("dice_roller", DICE, "1 + Math", "Math", "sides"),
    ("dice_roller", DICE, "length: 3", "length: 2", "count"),
    ("dice_roller", DICE, "length: 3", "length: 4", "count"),
    ("dice_roller", DICE, ">Throw<", ">Roll<", "label"),
    ("dice_roller", DICE, "background: gold", "background: red", "colour"),
    ("dice_roller", DICE, "background: navy", "background: red", "background"),
    ("dice_roller", DICE, "Math.random()", "0.5", "rolls"),
    ("coin_flip", COIN, "heads++", "heads += 2", "count"),
    ("coin_flip", COIN, "Heads: ${heads}, tails: ${tails}", "Heads: ${tails}, tails: ${heads}", "count"),
    ("coin_flip", COIN, '<p id="n"></p>', '<p id="n" hidden></p>', "count"),
    ("coin_flip", COIN, ">Toss<", ">Flip<", "label"),
    ("coin_flip", COIN, "background: gold", "background: red", "colour"),
    ("coin_flip", COIN, "background: navy", "background: red", "background"),
    ("coin_flip", COIN, "Math.random() < 0.5", "true", "flips"),
    ("password_generator", WORD, "Uint32Array(16)", "Uint32Array(12)", "length"),
    ("password_generator", {}, "Uint32Array(12)", "Uint32Array(4)", "length"),
    ("password_generator", WORD, "!@#$%&*?", "", "symbols"),
    ("password_generator", WORD, "0123456789", "", "digits"),
    ("password_generator", {"digits": False}, "XYZ", "XYZ0123456789", "digits"),
    ("password_generator", WORD, ">Create<", ">New<", "label"),
    ("password_generator", WORD, "background: gold", "background: red", "colour"),
    ("password_generator", WORD, "chars[n % chars.length]", '"Ab1!"', "generates"),
    ("adding_calculator", PLUS, "x - y", "x + y", "operation"),
    ("adding_calculator", PLUS, "x - y", "y - x", "operation"),
    ("adding_calculator", {}, "x + y", "String(x) + y", "operation"),
    ("adding_calculator", PLUS, ">Equals<", ">Subtract<", "label"),
    ("adding_calculator", PLUS, "background: gold", "background: red", "colour"),
    ("adding_calculator", PLUS, "background: navy", "background: red", "background"),
    ("adding_calculator", PLUS, '<input id="y" type="number">', '<p id="y"></p>', "fields"),
    ("temperature_converter", HEAT, "(t - 32) * 5 / 9", "t * 9 / 5 + 32", "direction"),
    ("temperature_converter", HEAT, "(t - 32) * 5 / 9", "t - 32 * 5 / 9", "direction"),
    ("temperature_converter", {}, "t * 9 / 5 + 32", "(t - 32) * 5 / 9", "direction"),
    ("temperature_converter", HEAT, ">Do it<", ">Convert<", "label"),
    ("temperature_converter", HEAT, "background: gold", "background: red", "colour"),
    ("temperature_converter", HEAT, "background: navy", "background: red", "background"),
    ("tip_calculator", BILL, "bill * 20 / 100", "bill * 15 / 100", "percent"),
    ("tip_calculator", {}, "bill * 15 / 100", "bill * 15", "percent"),
    ("tip_calculator", BILL, ">Get tip<", ">Calculate<", "label"),
    ("tip_calculator", BILL, "background: gold", "background: red", "colour"),
    ("tip_calculator", BILL, "background: navy", "background: red", "background"),
    ("character_counter", TEXT, ", ${words} words", "", "words"),
    ("character_counter", TEXT, "text.split(/\\s+/).filter(Boolean).length", "text.length", "words"),
    ("character_counter", TEXT, "${text.length}", "${text.length + 1}", "characters"),
    ("character_counter", TEXT, "oninput", "onblur", "characters"),
    ("character_counter", TEXT, "color: teal", "color: red", "colour"),
    ("character_counter", TEXT, "background: pink", "background: red", "background"),
    ("dark_mode_toggle", DARK, '<body class="dark">', "<body>", "dark"),
    ("dark_mode_toggle", DARK, ".dark { background: black;", ".dark { background: white;", "toggles"),
    ("dark_mode_toggle", {}, 'toggle("dark")', 'add("dark")', "returns"),
    ("dark_mode_toggle", DARK, ">Theme<", ">Dark mode<", "label"),
    ("dark_mode_toggle", DARK, "background: gold", "background: red", "colour"),
]
