"""Correct pages, written by hand in different styles, for the judges to accept and the tests to break."""

BALLS_ARRAY = """<!DOCTYPE html>
<html><head><title>Bouncing balls</title><style>body { margin: 0; background: #111; }</style></head>
<body><canvas id="c"></canvas>
<script>
const canvas = document.getElementById("c"), ctx = canvas.getContext("2d");
canvas.width = window.innerWidth; canvas.height = window.innerHeight;
const N = 12, R = 15, balls = [];
for (let i = 0; i < N; i++) balls.push({
  x: R + Math.random() * (canvas.width - 2 * R), y: R + Math.random() * (canvas.height - 2 * R),
  vx: (Math.random() < 0.5 ? -1 : 1) * (2 + Math.random() * 3), vy: (Math.random() < 0.5 ? -1 : 1) * (2 + Math.random() * 3) });
function draw() {
  ctx.fillStyle = "black";
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  for (const b of balls) {
    b.x += b.vx; b.y += b.vy;
    if (b.x < R || b.x > canvas.width - R) b.vx *= -1;
    if (b.y < R || b.y > canvas.height - R) b.vy *= -1;
    ctx.beginPath(); ctx.arc(b.x, b.y, R, 0, Math.PI * 2);
    ctx.fillStyle = "red"; ctx.fill();
  }
  requestAnimationFrame(draw);
}
draw();
</script></body></html>
"""

BALLS_CLASS = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><style>
canvas { display: block; background: navy; }
</style></head><body>
<canvas id="stage" width="640" height="480"></canvas>
<script>
class Ball {
  constructor(w, h) {
    this.r = 28 + Math.random() * 4;
    this.x = this.r + Math.random() * (w - 2 * this.r);
    this.y = this.r + Math.random() * (h / 2 - this.r);
    this.dx = 80 + Math.random() * 120; this.dy = 0;
    this.color = `hsl(${Math.random() * 360}, 80%, 60%)`;
  }
  move(dt, w, h) {
    this.dy += 500 * dt;
    this.x += this.dx * dt; this.y += this.dy * dt;
    if (this.x - this.r < 0) { this.x = this.r; this.dx = -this.dx; }
    if (this.x + this.r > w) { this.x = w - this.r; this.dx = -this.dx; }
    if (this.y + this.r > h) { this.y = h - this.r; this.dy = -this.dy * 0.9; }
    if (this.y - this.r < 0) { this.y = this.r; this.dy = -this.dy; }
  }
  draw(ctx) { ctx.fillStyle = this.color; ctx.beginPath(); ctx.arc(this.x, this.y, this.r, 0, 7); ctx.fill(); ctx.stroke(); }
}
window.onload = () => {
  const ctx = stage.getContext("2d");
  const balls = Array.from({ length: 5 }, () => new Ball(stage.width, stage.height));
  let last = performance.now();
  const loop = (now) => {
    const dt = Math.min(0.05, (now - last) / 1000); last = now;
    ctx.clearRect(0, 0, stage.width, stage.height);
    balls.forEach((ball) => { ball.move(dt, stage.width, stage.height); ball.draw(ctx); });
    requestAnimationFrame(loop);
  };
  requestAnimationFrame(loop);
};
</script></body></html>
"""

BALLS_INTERVAL = """<html><body style="background: white">
<script>
var c = document.createElement("canvas"); c.width = 500; c.height = 400; document.body.appendChild(c);
var g = c.getContext("2d"), b = [];
while (b.length < 8) b.push([20 + Math.random() * 460, 20 + Math.random() * 360, 3 - Math.random() * 6, 3 - Math.random() * 6]);
setInterval(function () {
  g.fillStyle = "rgba(255, 255, 255, 0.2)"; g.fillRect(0, 0, 500, 400);
  g.fillStyle = "#00f";
  for (var i = 0; i < b.length; i++) {
    var p = b[i];
    p[0] += p[2]; p[1] += p[3];
    if (p[0] < 6 || p[0] > 494) p[2] = -p[2];
    if (p[1] < 6 || p[1] > 394) p[3] = -p[3];
    g.beginPath(); g.arc(p[0], p[1], 6, 0, 2 * Math.PI); g.fill();
  }
}, 20);
</script></body></html>
"""

BALLS_COLLIDE = """<!DOCTYPE html><html><body><canvas id="c" width="400" height="300"></canvas><script>
const ctx = c.getContext("2d"), W = c.width, H = c.height, R = 16;
const balls = [];
for (let i = 0; i < 9; i++) balls.push({ x: 40 + (i % 3) * 130, y: 40 + Math.floor(i / 3) * 100, vx: Math.random() * 6 - 3, vy: Math.random() * 6 - 3 });
function collide(a, b) {
  const dx = b.x - a.x, dy = b.y - a.y, d = Math.hypot(dx, dy);
  if (d === 0 || d >= 2 * R) return;
  const nx = dx / d, ny = dy / d, p = (a.vx - b.vx) * nx + (a.vy - b.vy) * ny;
  if (p <= 0) return;
  a.vx -= p * nx; a.vy -= p * ny; b.vx += p * nx; b.vy += p * ny;
}
function step() {
  ctx.clearRect(0, 0, W, H);
  for (const b of balls) {
    b.x += b.vx; b.y += b.vy;
    if (b.x < R) { b.x = R; b.vx = Math.abs(b.vx); }
    if (b.x > W - R) { b.x = W - R; b.vx = -Math.abs(b.vx); }
    if (b.y < R) { b.y = R; b.vy = Math.abs(b.vy); }
    if (b.y > H - R) { b.y = H - R; b.vy = -Math.abs(b.vy); }
  }
  for (let i = 0; i < balls.length; i++) for (let j = i + 1; j < balls.length; j++) collide(balls[i], balls[j]);
  ctx.fillStyle = "green";
  for (const b of balls) { ctx.beginPath(); ctx.arc(b.x, b.y, R, 0, Math.PI * 2); ctx.fill(); }
  requestAnimationFrame(step);
}
step();
</script></body></html>
"""

MATRIX = """<!DOCTYPE html><html><head><style>body { margin: 0; overflow: hidden }</style></head><body>
<canvas id="c"></canvas><script>
const ctx = c.getContext("2d");
c.width = innerWidth; c.height = innerHeight;
const size = 16, columns = Math.floor(c.width / size), drops = Array(columns).fill(1), chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
function draw() {
  ctx.fillStyle = "rgba(0, 0, 0, 0.05)";
  ctx.fillRect(0, 0, c.width, c.height);
  ctx.fillStyle = "#0F0";
  ctx.font = size + "px monospace";
  drops.forEach((y, i) => {
    ctx.fillText(chars[Math.floor(Math.random() * chars.length)], i * size, y * size);
    if (y * size > c.height && Math.random() > 0.975) drops[i] = 0;
    drops[i]++;
  });
}
setInterval(draw, 33);
</script></body></html>
"""

LETTERS_CLASS = """<!DOCTYPE html><html><head><style>canvas { background: midnightblue }</style></head><body>
<canvas id="sky" width="500" height="300"></canvas><script>
const sky = document.querySelector("#sky"), ctx = sky.getContext("2d");
class Letter {
  constructor() { this.reset(); this.y = Math.random() * sky.height; }
  reset() { this.x = Math.random() * sky.width; this.y = -20; this.v = 1 + Math.random() * 2; this.char = Math.random() < 0.5 ? "0" : "1"; }
  update() { this.y += this.v; if (this.y > sky.height + 20) this.reset(); }
  draw() { ctx.fillText(this.char, this.x, this.y); }
}
const letters = [];
for (let i = 0; i < 40; i++) letters.push(new Letter());
(function loop() {
  ctx.clearRect(0, 0, sky.width, sky.height);
  ctx.fillStyle = "white"; ctx.font = "bold 20px Arial";
  for (const letter of letters) { letter.update(); letter.draw(); }
  requestAnimationFrame(loop);
})();
</script></body></html>
"""

LETTERS_SPLICED = """<body style="background:black"><canvas id=c width=400 height=400></canvas><script>
const ctx = c.getContext("2d"); let list = [];
function add() { list.push({ x: Math.random() * 380, y: 0, d: String(Math.floor(Math.random() * 10)) }); }
setInterval(add, 50);
function frame() {
  ctx.clearRect(0, 0, 400, 400); ctx.fillStyle = "orange"; ctx.font = "18px sans-serif";
  for (const l of list) { ctx.fillText(l.d, l.x, l.y); l.y += 4; }
  list = list.filter((l) => l.y < 420);
  requestAnimationFrame(frame);
}
frame();
</script></body>
"""

JOKES = """<!DOCTYPE html><html><head><title>Jokes</title><style>
body { font-family: sans-serif; text-align: center }
button { background: teal; color: white; padding: 10px }
button:hover { background: red }
</style></head><body>
<h1>Jokes</h1><p id="joke">Press the button.</p><button onclick="tell()">Tell me a joke</button>
<script>
const jokes = ["Why do programmers prefer dark mode? Light attracts bugs.", "I would tell you a UDP joke, but you might not get it.",
  "There are 10 kinds of people.", "A SQL query walks into a bar."];
function tell() { document.getElementById("joke").textContent = jokes[Math.floor(Math.random() * jokes.length)]; }
</script></body></html>
"""

QUOTES = """<html><body><button id="b" style="background-color: #ff0000">Inspire me</button><div class="out"></div>
<script>
document.addEventListener("DOMContentLoaded", () => {
  const quotes = ["Be yourself.", "Stay hungry.", "Keep going."]; let i = 0;
  document.getElementById("b").addEventListener("click", () => {
    document.querySelector(".out").innerHTML = `<blockquote>${quotes[i++ % quotes.length]}</blockquote>`;
  });
});
</script></body></html>
"""

COUNTER = """<!DOCTYPE html><html><body>
<h1>Counter</h1><p>Count: <span id="count">0</span></p>
<button id="plus">Click me</button>
<script>
let count = 0;
plus.onclick = () => { count += 1; document.getElementById("count").textContent = count; };
</script></body></html>
"""

COUNTER_FULL = """<!DOCTYPE html><html><body>
<div id="value">10</div>
<button onclick="change(-5)">-5</button><button onclick="change(5)">+5</button><button onclick="reset()">Reset</button>
<script>
let value = 10;
function show() { document.getElementById("value").innerText = value; }
function change(by) { value += by; show(); }
function reset() { value = 10; show(); }
show();
</script></body></html>
"""

COUNTER_BUTTON = """<button>Clicked 0 times</button><script>
const b = document.querySelector("button"); let n = 0;
b.addEventListener("click", function () { n++; this.innerHTML = "Clicked " + n + " times"; });
</script>
"""

CLOCK = """<!DOCTYPE html><html><head><style>
body { background: black; display: flex; } #clock { color: lime; font-size: 80px; }
</style></head><body><div id="clock"></div><script>
function tick() {
  const now = new Date();
  const pad = (n) => String(n).padStart(2, "0");
  document.getElementById("clock").textContent = `${pad(now.getHours())}:${pad(now.getMinutes())}:${pad(now.getSeconds())}`;
}
setInterval(tick, 1000); tick();
</script></body></html>
"""

CLOCK_12 = """<html><body><p id=t style="color: #ff0000"></p><script>
function show() {
  var d = new Date(), h = d.getHours(), m = d.getMinutes(), half = h < 12 ? "AM" : "PM";
  h = h % 12 || 12; if (m < 10) m = "0" + m;
  t.innerHTML = h + ":" + m + " " + half;
  setTimeout(show, 500);
}
show();
</script></body></html>
"""

CLOCK_LOCALE = """<h2 id="time"></h2><script>
const show = () => { document.getElementById("time").innerText = new Date().toLocaleTimeString("en-US"); requestAnimationFrame(show); };
show();
</script>
"""

CLOCK_SPANS = """<style>:root { --ink: cyan } .clock { color: var(--ink); background: #222 }</style>
<div class="clock"><span id="h"></span>:<span id="m"></span>:<span id="s"></span></div><script>
setInterval(() => { const d = new Date(), two = (n) => ("0" + n).slice(-2);
  h.textContent = two(d.getHours()); m.textContent = two(d.getMinutes()); s.textContent = two(d.getSeconds()); }, 100);
</script>
"""

SNOW = """<!DOCTYPE html><html><head><style>body { margin: 0; background: #003 }</style></head><body><canvas id="c"></canvas><script>
const ctx = c.getContext("2d"); c.width = innerWidth; c.height = innerHeight;
const flakes = Array.from({ length: 100 }, () => ({ x: Math.random() * c.width, y: Math.random() * c.height, r: 1 + Math.random() * 3, v: 1 + Math.random() * 2 }));
const wind = 0;
function draw() {
  ctx.clearRect(0, 0, c.width, c.height);
  ctx.fillStyle = "white"; ctx.beginPath();
  for (const f of flakes) { ctx.moveTo(f.x, f.y); ctx.arc(f.x, f.y, f.r, 0, Math.PI * 2); }
  ctx.fill();
  for (const f of flakes) {
    f.y += f.v; f.x += wind;
    if (f.y > c.height) { f.y = -5; f.x = Math.random() * c.width; }
    if (f.x > c.width) f.x = 0;
  }
  requestAnimationFrame(draw);
}
draw();
</script></body></html>
"""

SNOW_SQUARES = """<canvas id="c" width="600" height="400"></canvas><script>
let g = c.getContext("2d"), all = [];
for (let i = 0; i < 60; i++) all.push({ x: Math.random() * 600, y: Math.random() * -400, s: 2, a: Math.random() * 6 });
setInterval(() => {
  g.fillStyle = "black"; g.fillRect(0, 0, 600, 400);
  g.fillStyle = "#fff";
  all.forEach((p) => {
    p.y += 2; p.a += 0.05; p.x += Math.sin(p.a) * 0.5;
    if (p.y > 400) { p.y = 0; p.x = Math.random() * 600; }
    g.fillRect(p.x, p.y, p.s, p.s);
  });
}, 30);
</script>
"""

STARS = """<!DOCTYPE html><html><body style="margin:0"><canvas id="c"></canvas><script>
const ctx = c.getContext("2d"); const w = c.width = innerWidth, h = c.height = innerHeight;
const stars = []; for (let i = 0; i < 150; i++) stars.push({ x: (Math.random() - 0.5) * w, y: (Math.random() - 0.5) * h, z: 1 + Math.random() * w });
function draw() {
  ctx.fillStyle = "black"; ctx.fillRect(0, 0, w, h); ctx.fillStyle = "white";
  for (const s of stars) {
    s.z -= 4; if (s.z < 1) { s.z = w; s.x = (Math.random() - 0.5) * w; s.y = (Math.random() - 0.5) * h; }
    const k = w / 2 / s.z, size = (1 - s.z / w) * 3;
    ctx.fillRect(s.x * k + w / 2, s.y * k + h / 2, size, size);
  }
  requestAnimationFrame(draw);
}
draw();
</script></body></html>
"""

STARS_POLAR = """<body style="background: black"><canvas id=c width=500 height=500></canvas><script>
const g = c.getContext("2d"); let stars = [];
const make = () => ({ a: Math.random() * 6.283, d: Math.random() * 250, v: 0.5 + Math.random() * 2 });
for (let i = 0; i < 80; i++) stars.push(make());
setInterval(() => {
  g.clearRect(0, 0, 500, 500); g.save(); g.translate(250, 250); g.fillStyle = "yellow";
  for (const s of stars) {
    s.d += s.v; if (s.d > 260) s.d = 0;
    g.beginPath(); g.arc(Math.cos(s.a) * s.d, Math.sin(s.a) * s.d, 1.5, 0, 2 * Math.PI); g.fill();
  }
  g.restore();
}, 16);
</script></body>
"""

CLOCK_CANVAS = """<body style="background: #000"><canvas id="c" width="400" height="100"></canvas><script>
const ctx = c.getContext("2d");
function paint() {
  ctx.clearRect(0, 0, 400, 100); ctx.fillStyle = "#ffffff"; ctx.font = "48px monospace";
  ctx.fillText(new Date().toTimeString().slice(0, 8), 20, 60);
  requestAnimationFrame(paint);
}
paint();
</script></body>
"""
