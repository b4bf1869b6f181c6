"""Correct games, written by hand in other ways than the curriculum's, for the judges to accept."""

# A class, a timer of its own, three cells to begin with, letters and arrows, only head and tail repainted, an end with a message.
SNAKE_CLASS = """<!DOCTYPE html><html><head><style>body { background: #222; } canvas { background: navy; }</style></head>
<body><h1>Snake</h1><p>Score: <span id="score">0</span></p><canvas id="board" width="400" height="400"></canvas><script>
class Snake {
  constructor(ctx, size) {
    this.ctx = ctx; this.size = size; this.cells = 400 / size;
    this.body = [[6, 10], [7, 10], [8, 10]]; this.way = [1, 0]; this.alive = true;
    this.body.forEach((part) => this.paint(part, "gold"));
    this.feed();
    window.addEventListener("keydown", (event) => this.steer(event));
    this.timer = setInterval(() => this.step(), 120);
  }
  paint([x, y], colour) { this.ctx.fillStyle = colour; this.ctx.fillRect(x * this.size, y * this.size, this.size, this.size); }
  erase([x, y]) { this.ctx.clearRect(x * this.size, y * this.size, this.size, this.size); }
  feed() {
    do this.food = [Math.floor(Math.random() * this.cells), Math.floor(Math.random() * this.cells)];
    while (this.on(this.food));
    this.paint(this.food, "red");
  }
  on([x, y]) { return this.body.some(([a, b]) => a === x && b === y); }
  steer(event) {
    switch (event.key) {
      case "ArrowUp": case "w": if (this.way[1] === 0) this.way = [0, -1]; break;
      case "ArrowDown": case "s": if (this.way[1] === 0) this.way = [0, 1]; break;
      case "ArrowLeft": case "a": if (this.way[0] === 0) this.way = [-1, 0]; break;
      case "ArrowRight": case "d": if (this.way[0] === 0) this.way = [1, 0]; break;
    }
    event.preventDefault();
  }
  step() {
    const [x, y] = this.body.at(-1), head = [x + this.way[0], y + this.way[1]];
    if (head.some((place) => place < 0 || place >= this.cells) || this.on(head)) {
      clearInterval(this.timer);
      alert("Game over");
      return;
    }
    this.body.push(head);
    this.paint(head, "gold");
    if (head[0] === this.food[0] && head[1] === this.food[1]) {
      document.getElementById("score").textContent = this.body.length - 3;
      this.feed();
    } else this.erase(this.body.shift());
  }
}
new Snake(document.getElementById("board").getContext("2d"), 25);
</script></body></html>
"""

# Key codes, waits for the first key, goes on at the other side, frames counted.
SNAKE_CODES = """<canvas width="400" height="400" id="game"></canvas><script>
var canvas = document.getElementById("game"), context = canvas.getContext("2d"), grid = 16, count = 0;
var snake = { x: 160, y: 160, dx: 0, dy: 0, cells: [], maxCells: 4 }, apple = { x: 320, y: 320 };
function loop() {
  requestAnimationFrame(loop);
  if (++count < 4) return;
  count = 0;
  context.clearRect(0, 0, canvas.width, canvas.height);
  snake.x += snake.dx; snake.y += snake.dy;
  if (snake.x < 0) snake.x = canvas.width - grid; else if (snake.x >= canvas.width) snake.x = 0;
  if (snake.y < 0) snake.y = canvas.height - grid; else if (snake.y >= canvas.height) snake.y = 0;
  snake.cells.unshift({ x: snake.x, y: snake.y });
  if (snake.cells.length > snake.maxCells) snake.cells.pop();
  context.fillStyle = "red";
  context.fillRect(apple.x, apple.y, grid - 1, grid - 1);
  context.fillStyle = "green";
  snake.cells.forEach(function (cell, index) {
    context.fillRect(cell.x, cell.y, grid - 1, grid - 1);
    if (cell.x === apple.x && cell.y === apple.y) {
      snake.maxCells++;
      apple.x = Math.floor(Math.random() * 25) * grid; apple.y = Math.floor(Math.random() * 25) * grid;
    }
    if (snake.dx || snake.dy) for (var i = index + 1; i < snake.cells.length; i++)
      if (cell.x === snake.cells[i].x && cell.y === snake.cells[i].y) {
        snake.x = 160; snake.y = 160; snake.cells = []; snake.maxCells = 4; snake.dx = grid; snake.dy = 0;
      }
  });
}
document.addEventListener("keydown", function (e) {
  if (e.which === 37 && snake.dx === 0) { snake.dx = -grid; snake.dy = 0; }
  else if (e.which === 38 && snake.dy === 0) { snake.dy = -grid; snake.dx = 0; }
  else if (e.which === 39 && snake.dx === 0) { snake.dx = grid; snake.dy = 0; }
  else if (e.which === 40 && snake.dy === 0) { snake.dy = grid; snake.dx = 0; }
});
requestAnimationFrame(loop);
</script>
"""

# As a well-known tutorial has it: a grid of bricks with a status, keys held down and the mouse, a canvas of its own size, setInterval.
BREAKOUT_TUTORIAL = """<!DOCTYPE html><html><head><style>canvas { background: #eee; display: block; margin: 0 auto; }</style></head>
<body><canvas id="myCanvas" width="480" height="320"></canvas><script>
const canvas = document.getElementById("myCanvas"), ctx = canvas.getContext("2d"), paddleWidth = 75;
let x = canvas.width / 2, y = canvas.height - 30, dx = 2, dy = -2, paddleX = (canvas.width - paddleWidth) / 2;
let rightPressed = false, leftPressed = false, score = 0;
const bricks = [];
for (let c = 0; c < 7; c++) { bricks[c] = []; for (let r = 0; r < 3; r++) bricks[c][r] = { x: c * 62 + 25, y: r * 30 + 30, status: 1 }; }
document.addEventListener("keydown", (e) => { if (e.key === "ArrowRight") rightPressed = true; else if (e.key === "ArrowLeft") leftPressed = true; });
document.addEventListener("keyup", (e) => { if (e.key === "ArrowRight") rightPressed = false; else if (e.key === "ArrowLeft") leftPressed = false; });
function draw() {
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  for (const column of bricks) for (const b of column) if (b.status) {
    ctx.beginPath(); ctx.rect(b.x, b.y, 55, 20); ctx.fillStyle = "#0095DD"; ctx.fill(); ctx.closePath();
    if (x > b.x && x < b.x + 55 && y > b.y && y < b.y + 20) { dy = -dy; b.status = 0; score++; }
  }
  ctx.beginPath(); ctx.arc(x, y, 10, 0, Math.PI * 2); ctx.fill(); ctx.closePath();
  ctx.beginPath(); ctx.rect(paddleX, canvas.height - 10, paddleWidth, 10); ctx.fill(); ctx.closePath();
  ctx.font = "16px Arial"; ctx.fillText("Score: " + score, 8, 20);
  if (x + dx > canvas.width - 10 || x + dx < 10) dx = -dx;
  if (y + dy < 10) dy = -dy;
  else if (y + dy > canvas.height - 10) {
    if (x > paddleX && x < paddleX + paddleWidth) dy = -dy;
    else { x = canvas.width / 2; y = canvas.height - 30; dx = 2; dy = -2; }
  }
  if (rightPressed && paddleX < canvas.width - paddleWidth) paddleX += 7; else if (leftPressed && paddleX > 0) paddleX -= 7;
  x += dx; y += dy;
}
setInterval(draw, 16);
</script></body></html>
"""

# Classes, a click to start, the paddle held between the walls, one of two balls' worth of lives told in a heading.
BREAKOUT_CLICK = """<!DOCTYPE html><body style="margin: 0"><canvas id="c"></canvas><script>
const canvas = document.querySelector("canvas"), g = canvas.getContext("2d");
canvas.width = window.innerWidth; canvas.height = window.innerHeight;
class Box { constructor(x, y, w, h, colour) { Object.assign(this, { x, y, w, h, colour }); } draw() { g.fillStyle = this.colour; g.fillRect(this.x, this.y, this.w, this.h); } }
const paddle = new Box(canvas.width / 2 - 100, canvas.height - 40, 200, 15, "silver");
let wall = [], playing = false, ball;
function reset() {
  wall = [];
  for (let row = 0; row < 4; row++) for (let column = 0; column < 10; column++)
    wall.push(new Box(column * canvas.width / 10 + 3, 50 + row * 30, canvas.width / 10 - 6, 24, "crimson"));
  ball = { x: canvas.width / 2, y: canvas.height - 60, vx: 4, vy: -6 };
}
reset();
canvas.addEventListener("click", () => { playing = true; });
canvas.addEventListener("mousemove", (event) => {
  const box = canvas.getBoundingClientRect();
  paddle.x = Math.min(canvas.width - paddle.w, Math.max(0, event.clientX - box.left - paddle.w / 2));
});
(function frame() {
  requestAnimationFrame(frame);
  g.fillStyle = "black"; g.fillRect(0, 0, canvas.width, canvas.height);
  wall.forEach((brick) => brick.draw());
  paddle.draw();
  g.fillStyle = "white"; g.beginPath(); g.arc(ball.x, ball.y, 9, 0, 2 * Math.PI); g.fill();
  if (!playing) return;
  ball.x += ball.vx; ball.y += ball.vy;
  if (ball.x < 9 || ball.x > canvas.width - 9) ball.vx *= -1;
  if (ball.y < 9) ball.vy *= -1;
  if (ball.vy > 0 && ball.y > paddle.y - 9 && ball.y < paddle.y + 15 && ball.x > paddle.x && ball.x < paddle.x + paddle.w) ball.vy *= -1;
  const at = wall.findIndex((b) => ball.x > b.x && ball.x < b.x + b.w && ball.y > b.y - 9 && ball.y < b.y + b.h + 9);
  if (at >= 0) { wall.splice(at, 1); ball.vy *= -1; }
  if (ball.y > canvas.height + 20) { reset(); playing = true; }
})();
</script></body>
"""

# Objects, W and S held down, the visitor on the right, a dashed line by setLineDash, the score in the page.
PONG_OBJECTS = """<!DOCTYPE html><html><body style="background: #001"><div id="score">0 - 0</div><canvas id="p" width="700" height="500"></canvas><script>
const canvas = document.getElementById("p"), pen = canvas.getContext("2d"), held = new Set(), points = { player: 0, computer: 0 };
const player = { x: 680, y: 200, w: 12, h: 90 }, computer = { x: 8, y: 200, w: 12, h: 90 }, ball = { x: 350, y: 250, vx: -4, vy: 3, r: 8 };
addEventListener("keydown", (e) => held.add(e.key));
addEventListener("keyup", (e) => held.delete(e.key));
function again(winner) {
  points[winner]++;
  document.getElementById("score").textContent = `${points.computer} - ${points.player}`;
  Object.assign(ball, { x: 350, y: 250, vx: -ball.vx, vy: Math.random() * 6 - 3 });
}
const hits = (paddle) => ball.x + ball.r > paddle.x && ball.x - ball.r < paddle.x + paddle.w && ball.y > paddle.y && ball.y < paddle.y + paddle.h;
setInterval(() => {
  if (held.has("w") || held.has("ArrowUp")) player.y = Math.max(0, player.y - 7);
  if (held.has("s") || held.has("ArrowDown")) player.y = Math.min(410, player.y + 7);
  const middle = computer.y + 45;
  if (middle < ball.y - 10) computer.y += 3; else if (middle > ball.y + 10) computer.y -= 3;
  ball.x += ball.vx; ball.y += ball.vy;
  if (ball.y < ball.r || ball.y > 500 - ball.r) ball.vy = -ball.vy;
  if (hits(player)) ball.vx = -Math.abs(ball.vx);
  if (hits(computer)) ball.vx = Math.abs(ball.vx);
  if (ball.x < 0) again("player");
  if (ball.x > 700) again("computer");
  pen.fillStyle = "navy"; pen.fillRect(0, 0, 700, 500);
  pen.setLineDash([10, 10]); pen.strokeStyle = "gray"; pen.beginPath(); pen.moveTo(350, 0); pen.lineTo(350, 500); pen.stroke();
  pen.fillStyle = "lime";
  for (const paddle of [player, computer]) pen.fillRect(paddle.x, paddle.y, paddle.w, paddle.h);
  pen.beginPath(); pen.arc(ball.x, ball.y, ball.r, 0, 2 * Math.PI); pen.fill();
}, 1000 / 60);
</script></body></html>
"""

# The paddle glides after the mouse; a start button; numbers painted big.
PONG_BUTTON = """<!DOCTYPE html><body><button id="go">Start game</button><br><canvas id="table" width="800" height="600"></canvas><script>
const table = document.getElementById("table").getContext("2d");
let mouseY = 300, me = 250, you = 250, ball = null, won = [0, 0];
document.getElementById("go").addEventListener("click", () => { ball = [400, 300, 6, 2]; });
document.getElementById("table").addEventListener("mousemove", (e) => { mouseY = e.clientY; });
function step() {
  me += (mouseY - 50 - me) * 0.3;
  if (ball) {
    you += Math.max(-4, Math.min(4, ball[1] - 50 - you));
    ball[0] += ball[2]; ball[1] += ball[3];
    if (ball[1] <= 0 || ball[1] >= 590) ball[3] *= -1;
    if (ball[0] <= 30 && ball[2] < 0 && ball[1] > me && ball[1] < me + 100) { ball[2] *= -1; ball[3] = (ball[1] - me - 50) / 8; }
    if (ball[0] >= 760 && ball[2] > 0 && ball[1] > you && ball[1] < you + 100) { ball[2] *= -1; ball[3] = (ball[1] - you - 50) / 8; }
    if (ball[0] < -20) { won[1]++; ball = [400, 300, 6, 2]; }
    if (ball[0] > 820) { won[0]++; ball = [400, 300, -6, 2]; }
  }
  table.fillStyle = "#000"; table.fillRect(0, 0, 800, 600);
  table.fillStyle = "#fff";
  table.fillRect(15, me, 15, 100); table.fillRect(770, you, 15, 100);
  if (ball) table.fillRect(ball[0], ball[1], 10, 10);
  table.font = "48px monospace"; table.fillText(won[0], 300, 60); table.fillText(won[1], 480, 60);
  requestAnimationFrame(step);
}
step();
</script></body>
"""
