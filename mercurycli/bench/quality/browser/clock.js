// Part of the fake browser: a clock that only moves when told to, seeded chance, timers and frames, and what page.py calls.

const RealDate = Date;
const FIRST_PAINT = 20;  // performance.now() is never 0 in a browser
const start = new RealDate(config.start[0], config.start[1] - 1, ...config.start.slice(2)).getTime();
let elapsed = 0;
host.clock = { now: () => FIRST_PAINT + elapsed };

function FakeDate(...args) {
  if (!new.target) return new RealDate(start + elapsed).toString();
  return args.length ? new RealDate(...args) : new RealDate(start + elapsed);
}
Object.defineProperty(FakeDate, "length", { value: 7 });
Object.defineProperty(FakeDate, "name", { value: "Date" });
FakeDate.prototype = RealDate.prototype;
define(RealDate.prototype, "constructor", FakeDate);
define(FakeDate, "now", () => Math.floor(start + elapsed));
define(FakeDate, "parse", RealDate.parse);
define(FakeDate, "UTC", RealDate.UTC);
const formatDate = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format").get;
Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
  get() { const format = formatDate.call(this); return (date) => format(date ?? start + elapsed); },
  configurable: true,
});

let seed = config.seed >>> 0;
const random = () => {  // mulberry32
  if (config.chance >= 0) return config.chance;
  seed = (seed + 0x6d2b79f5) >>> 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
define(Math, "random", random);

// ---- record -------------------------------------------------------------------------------------------------------

const MOST_PAINTS = 250000;
let paints = 0, current = [], painted = false, frameCount = 0;
host.frames = [];
host.acted = [];
host.load = [];
// Whether a paint of this frame is kept; asked before the row is made.
host.keeps = () => {
  painted = true;
  return frameCount % config.every === 0 && paints++ < MOST_PAINTS;
};
host.paint = (row) => { current.push(row); };
// What one callback of a timer painted is a frame; all animation callbacks of one tick are one frame together.
const endFrame = () => {
  if (painted && frameCount++ % config.every === 0) host.frames.push(current);
  current = [];
  painted = false;
};

// ---- timers -------------------------------------------------------------------------------------------------------

let ticks = 0, timers = [], lastTimer = 0, animations = new Map(), lastAnimation = 0;
const addTimer = (action, delay, args, again) => {
  const wait = Math.max(again ? 4 : 1, Number(delay) || 0);
  timers.push({ id: ++lastTimer, due: elapsed + wait, action, args, wait: again ? wait : 0 });
  return lastTimer;
};
const runAction = (action, args) => (typeof action === "function" ? host.guard(action, globalThis, args) : host.guard(() => (0, eval)(String(action)), globalThis, []));
host.later = (action) => addTimer(action, 0, [], false);
const tick = () => {
  const until = (++ticks * 1000) / 60;
  for (let turns = 0; timers.length && turns < 500; turns++) {
    let next = timers[0];
    for (const timer of timers) if (timer.due < next.due) next = timer;
    if (next.due > until) break;
    elapsed = Math.max(elapsed, next.due);
    if (next.wait) next.due += next.wait;
    else timers = timers.filter((timer) => timer !== next);
    runAction(next.action, next.args);
    endFrame();
  }
  elapsed = until;
  const due = animations;
  animations = new Map();
  for (const action of due.values()) host.guard(action, globalThis, [host.clock.now()]);
  endFrame();
};

host.loaded = () => {
  document.readyState = "interactive";
  host.dispatch(document, new Event("readystatechange"));
  host.dispatch(document, new Event("DOMContentLoaded", { bubbles: true }));
  document.readyState = "complete";
  host.dispatch(document, new Event("readystatechange"));
  const whole = host.body?.onload;
  if (typeof whole === "function") host.guard(whole, globalThis, [new Event("load")]);
  host.dispatch(globalThis, new Event("load"));
  host.dispatch(globalThis, new Event("pageshow"));
  host.load = current;
  current = [];
  painted = false;
};
host.run = (count) => { for (let i = 0; i < count && paints < MOST_PAINTS; i++) tick(); };
host.act = (kind, target, value) => {
  host.acted.push(host.frames.length);
  if (["press", "move", "release"].includes(kind)) return host.mouse(kind, target, value);
  const node = ["key", "down", "up"].includes(kind) && !target ? host.focused ?? host.body : host.byNumber(target);
  if (!node) return;
  if (kind === "click") host.click(node);
  if (kind === "input") {  // as if the last key came when the rest was there already: pages listen to either event
    const last = String(value).at(-1) ?? "Backspace";
    host.focused = node;
    for (const type of ["keydown", "keypress"]) host.dispatch(node, keyEvent(type, last));
    node.value = value;
    host.dispatch(node, new Event("input", { bubbles: true, data: last }));
    host.dispatch(node, keyEvent("keyup", last));
    host.dispatch(node, new Event("change", { bubbles: true }));
  }
  if (kind === "down" || kind === "up") host.dispatch(node, keyEvent("key" + kind, value));
  if (kind === "key") {
    const kept = ["keydown", "keypress"].map((type) => host.dispatch(node, keyEvent(type, value))).every(Boolean);
    if (kept && value === "Enter" && node.localName === "input" && node.form) host.submit(node.form);
    host.dispatch(node, keyEvent("keyup", value));
  }
};
const KEY_NUMBERS = { Enter: 13, Escape: 27, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 };
const keyEvent = (type, key) => {
  const code = key === " " ? "Space" : /^[a-z]$/i.test(key) ? "Key" + key.toUpperCase() : /^[0-9]$/.test(key) ? "Digit" + key : key;
  const number = KEY_NUMBERS[key] ?? (key.length === 1 ? key.toUpperCase().charCodeAt(0) : 0);
  return new KeyboardEvent(type, { bubbles: true, cancelable: true, key, code, keyCode: number, which: number });
};
