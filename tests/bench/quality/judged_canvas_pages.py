"""Correct canvas pages, written by hand in other ways than the curriculum's, for the judges to accept."""

# Pointer events, a flag for the button, single segments, a canvas of its own size, the background by CSS.
PAD_SEGMENTS = """<!DOCTYPE html><html><head><style>#pad { background-color: #ffffe0; border: 1px solid gray; }</style></head>
<body><h1>Draw!</h1><canvas id="pad" width="500" height="400"></canvas><script>
const pad = document.querySelector("#pad"), pen = pad.getContext("2d");
let drawing = false, last = null;
const spot = (e) => { const box = pad.getBoundingClientRect(); return [e.clientX - box.left, e.clientY - box.top]; };
pad.addEventListener("pointerdown", (e) => { drawing = true; last = spot(e); });
pad.addEventListener("pointermove", (e) => {
  if (!drawing) return;
  const now = spot(e);
  pen.strokeStyle = "#ff0000"; pen.lineWidth = 10; pen.lineCap = "round";
  pen.beginPath(); pen.moveTo(...last); pen.lineTo(...now); pen.stroke();
  last = now;
});
window.addEventListener("pointerup", () => { drawing = false; });
</script></body></html>
"""

# Strokes are kept and drawn again in every frame.
PAD_REDRAWN = """<body style="margin: 0; background: white"><canvas></canvas><script>
const canvas = document.querySelector("canvas"), ctx = canvas.getContext("2d");
canvas.width = innerWidth; canvas.height = innerHeight;
const strokes = []; let open = false;
canvas.onmousedown = (e) => { strokes.push([[e.offsetX, e.offsetY]]); open = true; };
canvas.onmousemove = (e) => { if (open) strokes.at(-1).push([e.offsetX, e.offsetY]); };
document.onmouseup = () => { open = false; };
(function frame() {
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  ctx.lineWidth = 3;
  for (const stroke of strokes) { ctx.beginPath(); stroke.forEach(([x, y]) => ctx.lineTo(x, y)); ctx.stroke(); }
  requestAnimationFrame(frame);
})();
</script></body>
"""

# A brush made of discs.
PAD_BLOTS = """<canvas id="c" width="600" height="400"></canvas><script>
const g = c.getContext("2d"); g.fillStyle = "navy"; g.fillRect(0, 0, 600, 400);
c.addEventListener("mousemove", (e) => {
  if (e.buttons !== 1) return;
  for (let i = 0; i < 6; i++) {
    g.fillStyle = "white"; g.beginPath(); g.arc(e.offsetX - e.movementX * i / 6, e.offsetY - e.movementY * i / 6, 8, 0, 2 * Math.PI); g.fill();
  }
});
</script>
"""

# The last places of the mouse, the oldest smallest, moved on in a timer.
TRAIL_HISTORY = """<!DOCTYPE html><body style="background: #222"><canvas id="k" width="640" height="480"></canvas><script>
const k = document.getElementById("k"), g = k.getContext("2d"), trail = [];
let mouse = null;
document.addEventListener("mousemove", (e) => { mouse = { x: e.clientX, y: e.clientY }; });
setInterval(() => {
  if (mouse) trail.push(mouse);
  if (trail.length > 12) trail.shift();
  g.clearRect(0, 0, 640, 480);
  trail.forEach((p, i) => {
    g.fillStyle = "gold"; g.globalAlpha = i / 12;
    g.beginPath(); g.arc(p.x, p.y, 20 * (i + 1) / 12, 0, 2 * Math.PI); g.fill();
  });
}, 16);
</script></body>
"""

# Painted only when the mouse moves; squares.
TRAIL_EVENTS = """<canvas id="c"></canvas><script>
const ctx = c.getContext("2d"); c.width = 800; c.height = 600;
let spots = [];
window.onmousemove = (e) => {
  spots = [[e.pageX, e.pageY], ...spots].slice(0, 25);
  ctx.fillStyle = "navy"; ctx.fillRect(0, 0, 800, 600);
  ctx.fillStyle = "#ffa500";
  for (const [x, y] of spots) ctx.fillRect(x - 3, y - 3, 6, 6);
};
</script>
"""

# One disc; what is left of the frames before is the trail.
TRAIL_FADED = """<canvas id="c"></canvas><script>
const ctx = c.getContext("2d"); c.width = innerWidth; c.height = innerHeight;
let x = 0, y = 0; c.onpointermove = (e) => { x = e.offsetX; y = e.offsetY; };
(function draw() {
  ctx.fillStyle = "rgba(0, 0, 0, 0.1)"; ctx.fillRect(0, 0, c.width, c.height);
  ctx.fillStyle = "white"; ctx.beginPath(); ctx.arc(x, y, 8, 0, 7); ctx.fill();
  requestAnimationFrame(draw);
})();
</script>
"""

# Dots, the waves inside the loop over x, on a timer.
SINE_DOTS = """<body style="background: navy"><canvas id="c" width="600" height="300"></canvas><script>
const g = c.getContext("2d"); let phase = 0;
setInterval(() => {
  g.clearRect(0, 0, 600, 300); g.fillStyle = "yellow";
  for (let x = 0; x < 600; x += 3) for (let k = 0; k < 3; k++) g.fillRect(x, 150 + 60 * Math.sin(x * 0.03 + phase + k * 2), 3, 3);
  phase += 0.02;
}, 33);
</script></body>
"""

# Single segments, moved by the clock, to the left.
SINE_SEGMENTS = """<canvas id="wave"></canvas><script>
const el = document.getElementById("wave"), ctx = el.getContext("2d"); el.width = innerWidth; el.height = innerHeight;
const f = (x, t) => el.height / 2 + el.height / 4 * Math.sin(x / 50 + 8 * t);
function frame(now) {
  ctx.fillStyle = "#000"; ctx.fillRect(0, 0, el.width, el.height); ctx.strokeStyle = "cyan"; ctx.lineWidth = 2;
  for (let x = 5; x <= el.width; x += 5) { ctx.beginPath(); ctx.moveTo(x - 5, f(x - 5, now / 1000)); ctx.lineTo(x, f(x, now / 1000)); ctx.stroke(); }
  requestAnimationFrame(frame);
}
requestAnimationFrame(frame);
</script>
"""

# Water: filled below the line.
SINE_FILLED = """<canvas id="c" width="800" height="400"></canvas><script>
const g = c.getContext("2d"); let t = 0;
function draw() {
  g.fillStyle = "white"; g.fillRect(0, 0, 800, 400);
  g.fillStyle = "teal"; g.beginPath(); g.moveTo(0, 400);
  for (let x = 0; x <= 800; x += 10) g.lineTo(x, 200 + 40 * Math.sin(x / 90 - t));
  g.lineTo(800, 400); g.closePath(); g.fill();
  t += 0.05; requestAnimationFrame(draw);
}
draw();
</script>
"""

# Four corners by sine and cosine, outlined, on a timer, the other way round.
SQUARE_CORNERS = """<body style="background: #333"><canvas id="c" width="400" height="400"></canvas><script>
const g = c.getContext("2d"); let a = 0;
setInterval(() => {
  g.clearRect(0, 0, 400, 400); g.strokeStyle = "gold"; g.lineWidth = 5; g.beginPath();
  for (let i = 0; i < 4; i++) g.lineTo(200 + 55 * Math.cos(a + i * Math.PI / 2), 200 + 55 * Math.sin(a + i * Math.PI / 2));
  g.closePath(); g.stroke();
  a -= 0.02;
}, 30);
</script></body>
"""

# By the clock, in degrees.
SQUARE_CLOCK = """<!DOCTYPE html><canvas id="stage"></canvas><script>
const s = document.getElementById("stage"), ctx = s.getContext("2d"); s.width = innerWidth; s.height = innerHeight;
requestAnimationFrame(function turn(now) {
  ctx.setTransform(1, 0, 0, 1, 0, 0); ctx.fillStyle = "white"; ctx.fillRect(0, 0, s.width, s.height);
  ctx.translate(s.width / 2, s.height / 2); ctx.rotate(now / 1000 * 240 * Math.PI / 180);
  ctx.fillStyle = "blue"; ctx.beginPath(); ctx.rect(-125, -125, 250, 250); ctx.fill();
  requestAnimationFrame(turn);
});
</script>
"""

# Only the text, a new colour from a list at each wall, on a timer.
LOGO_TEXT = """<body style="background: black; margin: 0"><canvas id="c" width="500" height="300"></canvas><script>
const g = c.getContext("2d"), palette = ["lime", "red", "cyan", "yellow", "magenta"];
let x = 40, y = 60, dx = 2.5, dy = 2, n = 0;
setInterval(() => {
  g.clearRect(0, 0, 500, 300); g.font = "bold 40px Arial"; g.textBaseline = "top";
  const w = g.measureText("Hello").width;
  x += dx; y += dy; let hit = false;
  if (x <= 0 || x + w >= 500) { dx *= -1; hit = true; }
  if (y <= 0 || y + 40 >= 300) { dy *= -1; hit = true; }
  if (hit) n = (n + 1) % palette.length;
  g.fillStyle = palette[n]; g.fillText("Hello", x, y);
}, 10);
</script></body>
"""

# A dark box with a coloured frame and text.
LOGO_FRAME = """<canvas id="c"></canvas><script>
c.width = innerWidth; c.height = innerHeight; const ctx = c.getContext("2d");
const logo = { x: 300, y: 200, w: 200, h: 90, vx: -1, vy: 1 };
function draw() {
  ctx.fillStyle = "#001"; ctx.fillRect(0, 0, c.width, c.height);
  logo.x += logo.vx; logo.y += logo.vy;
  if (logo.x < 0 || logo.x + logo.w > c.width) logo.vx *= -1;
  if (logo.y < 0 || logo.y + logo.h > c.height) logo.vy *= -1;
  ctx.strokeStyle = "tomato"; ctx.lineWidth = 4; ctx.strokeRect(logo.x, logo.y, logo.w, logo.h);
  ctx.fillStyle = "tomato"; ctx.font = "48px sans-serif"; ctx.fillText("DVD", logo.x + 45, logo.y + 60);
  requestAnimationFrame(draw);
}
draw();
</script>
"""

# A dial with numbers, hands by sine and cosine, a red second hand with a tail, once a second.
CLOCK_DIAL = """<body style="background: navy"><canvas id="clock" width="300" height="300"></canvas><script>
const ctx = document.getElementById("clock").getContext("2d");
function hand(angle, length, width, colour) {
  const a = angle - Math.PI / 2;
  ctx.beginPath(); ctx.lineWidth = width; ctx.strokeStyle = colour; ctx.lineCap = "round";
  ctx.moveTo(150 - 15 * Math.cos(a), 150 - 15 * Math.sin(a)); ctx.lineTo(150 + length * Math.cos(a), 150 + length * Math.sin(a)); ctx.stroke();
}
function tick() {
  const d = new Date(), h = d.getHours() % 12, m = d.getMinutes(), s = d.getSeconds();
  ctx.fillStyle = "white"; ctx.beginPath(); ctx.arc(150, 150, 140, 0, 2 * Math.PI); ctx.fill();
  ctx.fillStyle = "black"; ctx.font = "20px serif";
  for (let n = 1; n <= 12; n++) ctx.fillText(n, 150 + 120 * Math.sin(n * Math.PI / 6) - 7, 150 - 120 * Math.cos(n * Math.PI / 6) + 7);
  hand((h + m / 60) * Math.PI / 6, 70, 6, "green"); hand((m + s / 60) * Math.PI / 30, 105, 4, "green"); hand(s * Math.PI / 30, 115, 2, "red");
}
tick(); setInterval(tick, 1000);
</script></body>
"""

# Hands are thin rectangles; no seconds; smooth.
CLOCK_BARS = """<canvas id="c"></canvas><script>
const c = document.getElementById("c"), g = c.getContext("2d"); c.width = innerWidth; c.height = innerHeight;
function bar(turn, long, wide) { g.save(); g.rotate(turn); g.fillRect(-wide / 2, -long, wide, long); g.restore(); }
function draw() {
  const t = new Date(), m = t.getMinutes() + t.getSeconds() / 60;
  g.setTransform(1, 0, 0, 1, 0, 0); g.fillStyle = "pink"; g.fillRect(0, 0, c.width, c.height);
  g.translate(c.width / 2, c.height / 2); g.fillStyle = "purple";
  for (let i = 0; i < 60; i++) { g.save(); g.rotate(i * Math.PI / 30); g.fillRect(-1, -200, 2, i % 5 ? 6 : 14); g.restore(); }
  bar((t.getHours() + m / 60) * Math.PI / 6, 100, 12); bar(m * Math.PI / 30, 160, 8);
  requestAnimationFrame(draw);
}
draw();
</script>
"""

# Rockets rise and burst into discs that fade; several at a time.
FIREWORKS_ROCKETS = """<body style="margin: 0; background: black"><canvas id="c"></canvas><script>
const c = document.querySelector("canvas"), ctx = c.getContext("2d"); c.width = innerWidth; c.height = innerHeight;
let rockets = [], sparks = [];
class Spark {
  constructor(x, y, colour) {
    const a = Math.random() * 2 * Math.PI, v = 1 + Math.random() * 4;
    Object.assign(this, { x, y, colour, vx: v * Math.cos(a), vy: v * Math.sin(a), life: 1 });
  }
  step() { this.vy += 0.03; this.x += this.vx; this.y += this.vy; this.life -= 0.02; }
  draw() {
    ctx.globalAlpha = Math.max(0, this.life); ctx.fillStyle = this.colour;
    ctx.beginPath(); ctx.arc(this.x, this.y, 2, 0, 2 * Math.PI); ctx.fill(); ctx.globalAlpha = 1;
  }
}
let time = 0;
function loop() {
  ctx.fillStyle = "rgba(0, 0, 0, 0.25)"; ctx.fillRect(0, 0, c.width, c.height);
  if (time++ % 45 === 0) rockets.push({ x: 100 + Math.random() * 600, y: 600, top: 80 + Math.random() * 200 });
  rockets.forEach((r) => { r.y -= 9; ctx.fillStyle = "white"; ctx.fillRect(r.x - 1, r.y, 3, 9); });
  for (const r of rockets.filter((r) => r.y < r.top)) for (let i = 0; i < 80; i++) sparks.push(new Spark(r.x, r.y, "gold"));
  rockets = rockets.filter((r) => r.y >= r.top);
  sparks.forEach((s) => { s.step(); s.draw(); });
  sparks = sparks.filter((s) => s.life > 0);
  requestAnimationFrame(loop);
}
loop();
</script></body>
"""

# Drops are thin rectangles blown to the left, on a timer.
RAIN_BARS = """<body style="background: #112"><canvas id="c" width="500" height="400"></canvas><script>
const g = c.getContext("2d"), drops = [];
for (let i = 0; i < 120; i++) drops.push({ x: Math.random() * 500, y: Math.random() * 400, v: 6 + Math.random() * 6 });
setInterval(function () {
  g.clearRect(0, 0, 500, 400); g.fillStyle = "#00ffff";
  drops.forEach(function (d) {
    g.fillRect(d.x, d.y, 2, 14);
    d.y += d.v; d.x -= 2;
    if (d.x < 0) d.x = 500;
    if (d.y > 400) { d.y = -14; d.x = Math.random() * 500; }
  });
}, 20);
</script></body>
"""

# All drops in one path, slanting a little without wind; discs splash on the ground.
RAIN_PATH = """<canvas id="c"></canvas><script>
const ctx = c.getContext("2d"); c.width = innerWidth; c.height = innerHeight;
const rain = Array.from({ length: 300 }, () => [Math.random() * c.width, Math.random() * c.height, 10 + Math.random() * 5]);
function draw() {
  ctx.fillStyle = "black"; ctx.fillRect(0, 0, c.width, c.height); ctx.strokeStyle = "lightblue"; ctx.beginPath();
  for (const d of rain) { ctx.moveTo(d[0], d[1]); ctx.lineTo(d[0] + 2, d[1] + 15); d[1] += d[2]; d[0] += 1; }
  ctx.stroke();
  for (const d of rain) if (d[1] > c.height) {
    ctx.beginPath(); ctx.arc(d[0], c.height - 2, 3, 0, 7); ctx.stroke();
    d[1] = -15; d[0] = Math.random() * c.width;
  }
  requestAnimationFrame(draw);
}
draw();
</script>
"""

# Rows and columns, dead beyond the edge, every cell painted, a new generation each tenth frame.
LIFE_GRID = """<canvas id="c" width="400" height="400"></canvas><script>
const g = c.getContext("2d"), N = 20, S = 20;
let grid = Array.from({ length: N }, () => Array.from({ length: N }, () => (Math.random() > 0.7 ? 1 : 0))), tick = 0;
const around = (x, y) => {
  let sum = 0;
  for (let i = -1; i < 2; i++) for (let j = -1; j < 2; j++) if (i || j) sum += grid[x + i]?.[y + j] ?? 0;
  return sum;
};
function loop() {
  g.fillStyle = "white"; g.fillRect(0, 0, 400, 400);
  for (let x = 0; x < N; x++) for (let y = 0; y < N; y++) {
    g.fillStyle = grid[x][y] ? "crimson" : "white"; g.fillRect(x * S, y * S, S, S);
    g.strokeStyle = "#ddd"; g.strokeRect(x * S, y * S, S, S);
  }
  const next = (x, y) => (around(x, y) === 3 || (grid[x][y] && around(x, y) === 2) ? 1 : 0);
  if (++tick % 10 === 0) grid = grid.map((column, x) => column.map((_, y) => next(x, y)));
  requestAnimationFrame(loop);
}
loop();
</script>
"""

# Round cells on a torus, slow; only what changes is painted.
LIFE_CHANGES = """<body style="background: black"><canvas id="c" width="480" height="320"></canvas><script>
const g = c.getContext("2d"), S = 16, W = 30, H = 20; let alive = new Set();
for (let i = 0; i < W * H; i++) if (Math.random() < 0.35) alive.add(i);
const dot = (i) => { g.fillStyle = "orange"; g.beginPath(); g.arc(i % W * S + 8, Math.floor(i / W) * S + 8, 7, 0, 2 * Math.PI); g.fill(); };
alive.forEach(dot);
setInterval(() => {
  const next = new Set();
  for (let i = 0; i < W * H; i++) {
    let n = 0;
    for (const a of [-1, 0, 1]) for (const b of [-1, 0, 1]) if ((a || b) && alive.has((i % W + a + W) % W + (Math.floor(i / W) + b + H) % H * W)) n++;
    if (n === 3 || (n === 2 && alive.has(i))) next.add(i);
  }
  for (const i of alive) if (!next.has(i)) g.clearRect(i % W * S, Math.floor(i / W) * S, S, S);
  for (const i of next) if (!alive.has(i)) dot(i);
  alive = next;
}, 400);
</script></body>
"""

# Drawn bit by bit and never cleared.
SPIRO_GROWING = """<body style="background: white"><canvas id="c" width="500" height="500"></canvas><script>
const g = c.getContext("2d"), R = 150, r = 52, d = 90; let t = 0;
const k = (R - r) / r, at = (t) => [250 + (R - r) * Math.cos(t) + d * Math.cos(k * t), 250 + (R - r) * Math.sin(t) - d * Math.sin(k * t)];
g.strokeStyle = "purple";
setInterval(() => { g.beginPath(); g.moveTo(...at(t)); t += 0.05; g.lineTo(...at(t)); g.stroke(); }, 16);
</script></body>
"""

# A closed curve that turns as a whole.
SPIRO_TURNED = """<canvas id="c"></canvas><script>
const ctx = c.getContext("2d"); c.width = innerWidth; c.height = innerHeight; let turn = 0;
(function draw() {
  ctx.clearRect(0, 0, c.width, c.height); ctx.save();
  ctx.translate(c.width / 2, c.height / 2); ctx.rotate(turn); ctx.strokeStyle = "red"; ctx.lineWidth = 2; ctx.beginPath();
  for (let a = 0; a <= 37.71; a += Math.PI / 60) ctx.lineTo(90 * Math.cos(a) + 40 * Math.cos(6.5 * a), 90 * Math.sin(a) - 40 * Math.sin(6.5 * a));
  ctx.closePath(); ctx.stroke(); ctx.restore();
  turn += 0.06; requestAnimationFrame(draw);
})();
</script>
"""

# Lying bars with names beside them.
BARS_LYING = """<canvas id="chart" width="500" height="300"></canvas><script>
const data = [4, 12, 9], ctx = chart.getContext("2d"), names = ["a", "b", "c"];
ctx.font = "16px Arial";
data.forEach((value, i) => {
  ctx.fillStyle = "orange"; ctx.fillRect(60, 30 + i * 80, value * 30, 50);
  ctx.fillStyle = "black"; ctx.fillText(names[i], 20, 60 + i * 80); ctx.fillText(value, 70 + value * 30, 60 + i * 80);
});
</script>
"""

# Growing bars between axes, outlined, in a loop that ends.
BARS_GROWING = """<body style="background: #eee"><canvas id="c" width="600" height="400"></canvas><script>
const g = c.getContext("2d"), values = [20, 5, 13, 17, 8]; let share = 0;
function draw() {
  g.clearRect(0, 0, 600, 400); g.strokeStyle = "black"; g.lineWidth = 2;
  g.beginPath(); g.moveTo(40, 20); g.lineTo(40, 360); g.lineTo(580, 360); g.stroke();
  values.forEach((v, i) => {
    const h = v / 20 * 300 * share; g.fillStyle = "blue";
    g.fillRect(60 + i * 100, 360 - h, 70, h); g.strokeRect(60 + i * 100, 360 - h, 70, h);
    g.fillText("Day " + i, 70 + i * 100, 380);
  });
  share = Math.min(1, share + 0.02); if (share < 1) requestAnimationFrame(draw); else requestAnimationFrame(() => { share = 1; });
}
draw();
</script></body>
"""

# Thick lines.
BARS_LINES = """<canvas id="c" width="400" height="300"></canvas><script>
const g = c.getContext("2d"); g.strokeStyle = "teal"; g.lineWidth = 40;
[9, 2, 6, 6].forEach((v, i) => { g.beginPath(); g.moveTo(60 + i * 80, 290); g.lineTo(60 + i * 80, 290 - v * 30); g.stroke(); });
</script>
"""

# Pieces that turn, square or round, of many colours, from above.
CONFETTI_TURNED = """<body style="margin: 0; background: navy"><canvas id="c"></canvas><script>
const g = c.getContext("2d"); c.width = innerWidth; c.height = innerHeight;
const bits = [...Array(150)].map((_, i) => ({
  x: Math.random() * 800, y: Math.random() * 600 - 300, v: 2 + Math.random() * 3, c: `hsl(${Math.random() * 360} 100% 50%)`,
  a: Math.random() * 6, s: Math.random() * 0.1, round: i % 2,
}));
function fall() {
  g.clearRect(0, 0, c.width, c.height);
  for (const b of bits) {
    b.y += b.v; b.a += b.s; if (b.y > 610) b.y = -10;
    g.save(); g.translate(b.x, b.y); g.rotate(b.a); g.fillStyle = b.c;
    if (b.round) { g.beginPath(); g.arc(0, 0, 9, 0, 7); g.fill(); } else g.fillRect(-10, -6, 20, 12);
    g.restore();
  }
  requestAnimationFrame(fall);
}
fall();
</script></body>
"""

# Thick short lines that tilt, thrown up from the middle first and gone in the end.
CONFETTI_THROWN = """<canvas id="c" width="700" height="500"></canvas><script>
const g = c.getContext("2d");
let bits = Array.from({ length: 60 }, () => ({ x: 350, y: 300, vx: Math.random() * 8 - 4, vy: -2 - Math.random() * 4, tilt: Math.random() * 4 }));
setInterval(() => {
  g.fillStyle = "white"; g.fillRect(0, 0, 700, 500);
  for (const b of bits) {
    b.vy += 0.15; b.x += b.vx; b.y += b.vy;
    g.beginPath(); g.lineWidth = 5; g.strokeStyle = "red"; g.moveTo(b.x + b.tilt, b.y); g.lineTo(b.x, b.y + 6); g.stroke();
  }
}, 16);
</script>
"""
