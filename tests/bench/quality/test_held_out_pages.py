"""Judges of the kinds of pages that nothing is trained on: a page that does what was asked passes, each broken one fails by its fact."""

import pytest

pytest.importorskip("py_mini_racer")

from mercurycli.bench.quality.page_checks import judge_page

ACCORDION = """<style>.answer { display: none; padding: 4px } .open .answer { display: block }</style><h1>Questions</h1>
<section><button>Where are you?</button><div class=answer><p>In the old mill by the river.</p></div></section>
<section><button>When are you open?</button><div class=answer><p>Each day from nine to five.</p></div></section>
<script>for (const b of document.querySelectorAll("button")) b.onclick = () => b.parentNode.classList.toggle("open");</script>"""

FOLDED_BY_HEIGHT = """<style>.body { max-height: 0; overflow: hidden; transition: max-height 0.2s }</style>
<h3 class=head>One</h3><div class=body>The first of the texts</div><h3 class=head>Two</h3><div class=body>The second of the texts</div>
<script>
document.querySelectorAll(".head").forEach(h => h.addEventListener("click", () => {
  document.querySelectorAll(".body").forEach(b => { if (b !== h.nextElementSibling) b.style.maxHeight = null; });
  const b = h.nextElementSibling; b.style.maxHeight = b.style.maxHeight ? null : b.scrollHeight + "px";
}));
</script>"""

BAR = """<style>#outer { width: 400px; background: #ddd } #bar { width: 0; height: 20px; background: green }</style>
<div id=outer><div id=bar></div></div><button onclick="start()">Start</button>
<script>function start() { let n = 0; const id = setInterval(() => { n += 5; bar.style.width = n + "%"; if (n >= 100) clearInterval(id); }, 100); }</script>"""

ELEMENT_BAR = """<progress id=p value=0 max=10></progress><script>
(function step() { if (p.value < 10) { p.value = Number(p.value) + 1; setTimeout(step, 300); } })(); </script>"""

BOARD = """<p id=told>X begins</p><table></table><script>
let turn = "X", over = false; const cells = [];
const lines = [[0,1,2],[3,4,5],[6,7,8],[0,3,6],[1,4,7],[2,5,8],[0,4,8],[2,4,6]];
for (let r = 0; r < 3; r++) { const row = document.createElement("tr"); document.querySelector("table").append(row);
  for (let c = 0; c < 3; c++) { const cell = document.createElement("td"); row.append(cell); cells.push(cell); cell.onclick = () => play(cell); } }
function play(cell) {
  if (over || cell.textContent) return;
  cell.textContent = turn;
  over = lines.some(line => line.every(i => cells[i].textContent === turn));
  if (over) { told.textContent = turn + " wins!"; return; }
  turn = turn === "X" ? "O" : "X"; told.textContent = turn + " is next";
}
</script>"""

BOARD_BUILT_ANEW = """<div id=board></div><script>
let s = Array(9).fill(""), t = 0;
function draw() { board.innerHTML = s.map((v, i) => `<button onclick="go(${i})">${v}</button>`).join(""); }
function go(i) { if (s[i]) return; s[i] = "XO"[t % 2]; t++; draw(); if (s[0] && s[0] === s[1] && s[1] === s[2]) alert("Winner: " + s[0]); }
draw(); </script>"""

HANDS = """<button onclick="play(0)">Rock</button><button onclick="play(1)">Paper</button><button onclick="play(2)">Scissors</button>
<p id=out></p><p>Wins: <span id=w>0</span></p><script>
const names = ["rock", "paper", "scissors"];
function play(mine) {
  const its = Math.floor(Math.random() * 3), won = (mine - its + 3) % 3;
  if (won === 1) w.textContent = Number(w.textContent) + 1;
  out.textContent = `You chose ${names[mine]}, the computer chose ${names[its]}. ` + ["It's a draw.", "You win!", "You lose."][won];
}
</script>"""

MIXER = """<label>R <input type=range id=r min=0 max=255></label><label>G <input type=range id=g min=0 max=255></label>
<label>B <input type=range id=b min=0 max=255></label><div id=box style="width:100px;height:100px"></div><script>
function mix() { box.style.backgroundColor = `rgb(${r.value}, ${g.value}, ${b.value})`; }
document.querySelectorAll("input").forEach(e => e.addEventListener("input", mix)); mix(); </script>"""

SUN = """<canvas id=c width=600 height=400></canvas><script>
const x = c.getContext("2d"); let t = 0;
const disc = (a, b, r, colour) => { x.fillStyle = colour; x.beginPath(); x.arc(a, b, r, 0, 7); x.fill(); };
(function frame() {
  x.fillStyle = "black"; x.fillRect(0, 0, 600, 400); t += 0.02;
  disc(300, 200, 30, "yellow"); disc(300 + 90 * Math.cos(t), 200 + 90 * Math.sin(t), 8, "blue"); disc(300 + 150 * Math.cos(t / 2), 200 + 150 * Math.sin(t / 2), 10, "red");
  requestAnimationFrame(frame);
})(); </script>"""

RIGHT = [
    ("accordion", ACCORDION), ("accordion", FOLDED_BY_HEIGHT), ("accordion", "<details><summary>A</summary>one</details><details><summary>B</summary>two</details>"),
    ("progress_bar", BAR), ("progress_bar", ELEMENT_BAR), ("tic_tac_toe", BOARD), ("tic_tac_toe", BOARD_BUILT_ANEW),
    ("rock_paper_scissors", HANDS), ("colour_mixer", MIXER), ("solar_system", SUN),
]  # fmt: skip

WRONG = [  # family, page, what is changed, into what, the fact that is not met then
    ("accordion", ACCORDION, "display: none; ", "", "folded"),
    ("accordion", ACCORDION, 'toggle("open")', 'toggle("shut")', "opens"),
    ("accordion", ACCORDION, "toggle", "add", "folds"),
    ("accordion", ACCORDION, "button>", "b>", "headings"),
    ("progress_bar", BAR, "n += 5", "n += 0", "grows"),
    ("progress_bar", BAR, "n >= 100", "n >= 80", "full"),
    ("progress_bar", ELEMENT_BAR, "+ 1", "- 1", "grows"),
    ("tic_tac_toe", BOARD, 'turn === "X" ? "O" : "X"', '"X"', "turns"),
    ("tic_tac_toe", BOARD, "over || cell.textContent", "over", "taken"),
    ("tic_tac_toe", BOARD, " wins!", " is next", "winner"),
    ("tic_tac_toe", BOARD, "r < 3", "r < 2", "cells"),
    ("rock_paper_scissors", HANDS, "Math.floor(Math.random() * 3)", "1", "results"),
    ("rock_paper_scissors", HANDS, "mine - its", "its - mine", "rules"),
    ("rock_paper_scissors", HANDS, ">Paper<", "><", "buttons"),
    ("colour_mixer", MIXER, "${g.value}, ${b.value}", "${b.value}, ${g.value}", "colour"),
    ("colour_mixer", MIXER, "<input type=range id=b min=0 max=255>", "<i id=b></i>", "sliders"),
    ("solar_system", SUN, "t += 0.02", "t += 0", "orbits"),
    ("solar_system", SUN, "Math.sin(t", "(t", "orbits"),
    ("solar_system", SUN, 'disc(300, 200, 30, "yellow");', "", "orbits"),
]


@pytest.mark.parametrize(("family", "html"), RIGHT, ids=[f"{family}-{at}" for at, (family, _) in enumerate(RIGHT)])
def test_a_page_that_does_what_was_asked_passes(family, html):
    verdict = judge_page(family, {}, html)
    assert verdict.ok, verdict.failures


@pytest.mark.parametrize(("family", "html", "old", "new", "fact"), WRONG, ids=[f"{family}-{fact}-{at}" for at, (family, *_, fact) in enumerate(WRONG)])
def test_a_broken_page_fails_by_its_fact(family, html, old, new, fact):
    assert old in html
    assert fact in judge_page(family, {}, html.replace(old, new)).failed


@pytest.mark.parametrize("family", sorted({family for family, _ in RIGHT}))
def test_a_page_of_another_kind_passes_nowhere(family):
    counter = '<h1 id=n>0</h1><button onclick="n.textContent = +n.textContent + 1">More</button><button onclick="n.textContent = 0">Reset</button>'
    others = {other: page for other, page in RIGHT if other != family}.values()
    assert not any(judge_page(family, {}, page).ok for page in ("", counter, *others))
