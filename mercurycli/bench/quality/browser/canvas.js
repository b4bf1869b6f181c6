// The 2d context: it draws nothing and writes down what a person would see painted, in canvas coordinates.
// A row of the record is [op, x, y, w, h, colour, alpha, text, canvas]:
//   circle  centre, radius twice    rect, frame, clear, image  top left corner and size    text  anchor, 0, font size in px
//   line    last point, then vector back to the first        poly, arc  centre and size of the bounding box
// With config.shapes two more: the width of the line it is stroked with or 0, and the points of a path or of a turned rectangle.

const TAU = 2 * Math.PI;
const round = (value) => Math.round(value * 1e4) / 1e4;

class CanvasGradient {
  constructor() { define(this, "stops", []); }
  addColorStop(offset, colour) {
    const parsed = host.colour(String(colour));
    if (!(offset >= 0 && offset <= 1)) throw new DOMException(`The provided value (${offset}) is outside the range (0.0, 1.0).`, "IndexSizeError");
    if (!parsed) throw new DOMException(`The value provided ('${colour}') could not be parsed as a color.`, "SyntaxError");
    this.stops.push(parsed);
  }
}
class CanvasPattern { setTransform() {} }
class ImageData {
  constructor(width, height, other) {
    if (width && width.length !== undefined) [width, height] = [height, other ?? width.length / 4 / height];
    if (!(width > 0 && height > 0)) throw new DOMException("The source width or height is zero.", "IndexSizeError");
    if (width * height > 1 << 23) throw new RangeError("Out of memory at ImageData creation");
    this.width = Math.floor(width);
    this.height = Math.floor(height);
    this.data = new Uint8ClampedArray(this.width * this.height * 4);
  }
}

const fresh = () => ({
  fill: { css: "#000000", hex: "#000000", alpha: 1 }, stroke: { css: "#000000", hex: "#000000", alpha: 1 },
  font: "10px sans-serif", px: 10, alpha: 1, m: [1, 0, 0, 1, 0, 0],
  lineWidth: 1, lineCap: "butt", lineJoin: "miter", miterLimit: 10, lineDashOffset: 0, shadowColor: "rgba(0, 0, 0, 0)", shadowBlur: 0,
  shadowOffsetX: 0, shadowOffsetY: 0, textAlign: "start", textBaseline: "alphabetic", direction: "ltr", filter: "none",
  globalCompositeOperation: "source-over", imageSmoothingEnabled: true, imageSmoothingQuality: "low", letterSpacing: "0px",
});
const PATHS = new WeakMap();
const STATES = new WeakMap();
const state = (ctx) => STATES.get(ctx).now;

function need(args, count, name) {
  if (args.length < count) throw new TypeError(`Failed to execute '${name}' on 'CanvasRenderingContext2D': ${count} arguments required, but only ${args.length} present.`);
  for (let i = 0; i < count; i++) if (!Number.isFinite(Number(args[i]))) return false;
  return true;
}
function negative(radius, name) {
  if (radius < 0) throw new DOMException(`Failed to execute '${name}' on 'CanvasRenderingContext2D': The radius provided (${radius}) is negative.`, "IndexSizeError");
}

// Path2D and the context share the words that build a path. A path is a list of subpaths: points, or one circle.
function at(ctx, x, y) {
  const m = STATES.has(ctx) ? state(ctx).m : [1, 0, 0, 1, 0, 0];
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}
function scaleOf(ctx) {
  const m = STATES.has(ctx) ? state(ctx).m : [1, 0, 0, 1];
  return Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2]));
}
function subsOf(path) {
  if (!PATHS.has(path)) PATHS.set(path, []);
  return PATHS.get(path);
}
function line(path, x, y) {
  const subs = subsOf(path), last = subs.at(-1);
  if (last && last.points) last.points.push(...at(path, x, y));
  else subs.push({ points: at(path, x, y) });
}
function curve(path, x, y, rx, ry, from, to) {
  const [cx, cy] = at(path, x, y), scale = scaleOf(path);
  const full = Math.abs(to - from) >= TAU - 0.02;
  const size = [Math.abs(rx) * scale, Math.abs(ry) * scale];
  const isCircle = full && Math.abs(size[0] - size[1]) <= 0.35 * Math.max(size[0], size[1]);
  subsOf(path).push(isCircle ? { circle: [cx, cy, (size[0] + size[1]) / 2] } : { arc: [cx, cy, ...size] });
}
const words = {
  moveTo(x, y) { if (need(arguments, 2, "moveTo")) subsOf(this).push({ points: at(this, +x, +y) }); },
  lineTo(x, y) { if (need(arguments, 2, "lineTo")) line(this, +x, +y); },
  arc(x, y, r, from, to) {
    if (!need(arguments, 5, "arc")) return;
    negative(+r, "arc");
    curve(this, +x, +y, +r, +r, +from, +to);
  },
  ellipse(x, y, rx, ry, turn, from, to) {
    if (!need(arguments, 7, "ellipse")) return;
    negative(+rx, "ellipse"); negative(+ry, "ellipse");
    curve(this, +x, +y, +rx, +ry, +from, +to);
  },
  rect(x, y, w, h) { if (need(arguments, 4, "rect")) subsOf(this).push({ rect: corners(this, +x, +y, +w, +h), turned: turned(this, +x, +y, +w, +h) }); },
  roundRect(x, y, w, h) { if (need(arguments, 4, "roundRect")) subsOf(this).push({ rect: corners(this, +x, +y, +w, +h), turned: turned(this, +x, +y, +w, +h) }); },
  quadraticCurveTo(a, b, x, y) { if (need(arguments, 4, "quadraticCurveTo")) line(this, +x, +y); },
  bezierCurveTo(a, b, c, d, x, y) { if (need(arguments, 6, "bezierCurveTo")) line(this, +x, +y); },
  arcTo(a, b, x, y, r) { if (need(arguments, 5, "arcTo")) { negative(+r, "arcTo"); line(this, +x, +y); } },
  closePath() {},
};
function corners(ctx, x, y, w, h) {
  const [ax, ay] = at(ctx, x, y), [bx, by] = at(ctx, x + w, y + h);
  return [Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay)];
}
function turned(ctx, x, y, w, h) {
  const m = STATES.has(ctx) ? state(ctx).m : [1, 0, 0, 1];
  return m[1] || m[2] ? [...at(ctx, x, y), ...at(ctx, x + w, y), ...at(ctx, x + w, y + h), ...at(ctx, x, y + h)] : [];
}
class Path2D { constructor(other) { if (other instanceof Path2D) subsOf(this).push(...subsOf(other)); } addPath(other) { subsOf(this).push(...subsOf(other)); } }

const MOST_NUMBERS = 800000;
let numbers = 0;
function paint(ctx, op, x, y, w, h, ink, text = "", stroked = false, points = []) {
  if (!host.keeps()) return;
  const s = state(ctx);
  const row = [op, round(x), round(y), round(w), round(h), ink.hex, round(ink.alpha * s.alpha), text, canvases.get(ctx.canvas).number];
  if (host.config.shapes) row.push(stroked ? round((Number(s.lineWidth) || 0) * scaleOf(ctx)) : 0, (numbers += points.length) < MOST_NUMBERS ? points.map(round) : []);
  host.paint(row);
}
function paintPath(ctx, path, ink, fill) {
  for (const sub of subsOf(path)) {
    if (sub.circle) paint(ctx, "circle", sub.circle[0], sub.circle[1], sub.circle[2], sub.circle[2], ink, "", !fill);
    else if (sub.rect) paint(ctx, fill ? "rect" : "frame", ...sub.rect, ink, "", !fill, sub.turned);
    else if (sub.arc) paint(ctx, "arc", ...sub.arc, ink, "", !fill);
    else if (sub.points.length >= 4) paintPoints(ctx, sub.points, ink, fill);
  }
}
function paintPoints(ctx, points, ink, fill) {
  const n = points.length;
  if (!fill) return paint(ctx, "line", points[n - 2], points[n - 1], points[0] - points[n - 2], points[1] - points[n - 1], ink, "", true, points);
  if (n < 6) return;
  const xs = points.filter((_, i) => i % 2 === 0), ys = points.filter((_, i) => i % 2 === 1);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  paint(ctx, "poly", (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0, ink, "", false, points);
}

class CanvasRenderingContext2D {
  constructor(canvas) {
    define(this, "canvas", canvas);
    STATES.set(this, { now: fresh(), saved: [] });
  }
  save() { const s = STATES.get(this); if (s.saved.length < 1000) s.saved.push({ ...s.now, m: [...s.now.m] }); }
  restore() { const s = STATES.get(this); if (s.saved.length) s.now = s.saved.pop(); }
  reset() { STATES.set(this, { now: fresh(), saved: [] }); PATHS.set(this, []); wipe(this.canvas); }
  beginPath() { PATHS.set(this, []); }
  fill(path) { paintPath(this, path instanceof Path2D ? path : this, state(this).fill, true); }
  stroke(path) { paintPath(this, path instanceof Path2D ? path : this, state(this).stroke, false); }
  clip() {}
  fillRect(x, y, w, h) { if (need(arguments, 4, "fillRect")) paint(this, "rect", ...corners(this, +x, +y, +w, +h), state(this).fill, "", false, turned(this, +x, +y, +w, +h)); }
  strokeRect(x, y, w, h) { if (need(arguments, 4, "strokeRect")) paint(this, "frame", ...corners(this, +x, +y, +w, +h), state(this).stroke, "", true, turned(this, +x, +y, +w, +h)); }
  clearRect(x, y, w, h) { if (need(arguments, 4, "clearRect")) paint(this, "clear", ...corners(this, +x, +y, +w, +h), { hex: "", alpha: 1 }); }
  fillText(text, x, y) { writeText(this, arguments, state(this).fill, "fillText"); }
  strokeText(text, x, y) { writeText(this, arguments, state(this).stroke, "strokeText"); }
  measureText(text) {
    const px = state(this).px, width = [...String(text)].length * px * 0.6;
    return { width, actualBoundingBoxAscent: px * 0.75, actualBoundingBoxDescent: px * 0.2, actualBoundingBoxLeft: 0, actualBoundingBoxRight: width, fontBoundingBoxAscent: px * 0.9, fontBoundingBoxDescent: px * 0.2 };
  }
  drawImage(image, ...where) {
    if (where.length < 2) throw new TypeError(`Failed to execute 'drawImage' on 'CanvasRenderingContext2D': 3 arguments required, but only ${where.length + 1} present.`);
    if (!canvases.has(image)) {
      if (image instanceof Element || image instanceof ImageData) return;
      throw new TypeError("Failed to execute 'drawImage' on 'CanvasRenderingContext2D': The provided value is not of type '(CSSImageValue or HTMLCanvasElement or HTMLImageElement or HTMLVideoElement or ImageBitmap or OffscreenCanvas or SVGImageElement or VideoFrame)'.");
    }
    canvases.get(image).used = true;
    const [x, y, w, h] = where.length >= 8 ? where.slice(4) : [where[0], where[1], where[2] ?? image.width, where[3] ?? image.height];
    paint(this, "image", ...corners(this, +x, +y, +w, +h), { hex: "", alpha: 1 });
  }
  translate(x, y) { if (need(arguments, 2, "translate")) this.transform(1, 0, 0, 1, x, y); }
  scale(x, y) { if (need(arguments, 2, "scale")) this.transform(x, 0, 0, y, 0, 0); }
  rotate(turn) { if (need(arguments, 1, "rotate")) this.transform(Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn), 0, 0); }
  transform(a, b, c, d, e, f) {
    const m = state(this).m;
    state(this).m = [m[0] * a + m[2] * b, m[1] * a + m[3] * b, m[0] * c + m[2] * d, m[1] * c + m[3] * d, m[0] * e + m[2] * f + m[4], m[1] * e + m[3] * f + m[5]];
  }
  setTransform(a = 1, b = 0, c = 0, d = 1, e = 0, f = 0) { state(this).m = typeof a === "object" ? [a.a ?? 1, a.b ?? 0, a.c ?? 0, a.d ?? 1, a.e ?? 0, a.f ?? 0] : [+a, +b, +c, +d, +e, +f]; }
  resetTransform() { state(this).m = [1, 0, 0, 1, 0, 0]; }
  getTransform() { const [a, b, c, d, e, f] = state(this).m; return { a, b, c, d, e, f }; }
  createLinearGradient() { need(arguments, 4, "createLinearGradient"); return new CanvasGradient(); }
  createRadialGradient() { need(arguments, 6, "createRadialGradient"); return new CanvasGradient(); }
  createConicGradient() { need(arguments, 3, "createConicGradient"); return new CanvasGradient(); }
  createPattern() { return new CanvasPattern(); }
  createImageData(width, height) { return new ImageData(width.width ?? width, width.height ?? height); }
  getImageData(x, y, width, height) { return new ImageData(width, height); }
  putImageData(data, x, y) { paint(this, "image", +x || 0, +y || 0, data.width, data.height, { hex: "", alpha: 1 }); }
  isPointInPath(x, y) { return subsOf(this).some(({ circle, rect }) => circle ? Math.hypot(x - circle[0], y - circle[1]) <= circle[2] : rect ? x >= rect[0] && y >= rect[1] && x <= rect[0] + rect[2] && y <= rect[1] + rect[3] : false); }
  isPointInStroke() { return false; }
  setLineDash() {}
  getLineDash() { return []; }
  drawFocusIfNeeded() {}
  getContextAttributes() { return { alpha: true }; }
}
for (const [name, word] of Object.entries(words)) { define(CanvasRenderingContext2D.prototype, name, word); define(Path2D.prototype, name, word); }

function writeText(ctx, args, ink, name) {
  if (args.length < 3) throw new TypeError(`Failed to execute '${name}' on 'CanvasRenderingContext2D': 3 arguments required, but only ${args.length} present.`);
  const [x, y] = at(ctx, +args[1], +args[2]);
  if (Number.isFinite(x) && Number.isFinite(y)) paint(ctx, "text", x, y, 0, state(ctx).px * scaleOf(ctx), ink, String(args[0]).slice(0, 200));
}
function ink(name) {
  return {
    get() { return state(this)[name].css; },
    set(value) {
      if (value instanceof CanvasGradient || value instanceof CanvasPattern) {
        const stops = value.stops ?? [];
        state(this)[name] = { css: value, get hex() { return stops.map((stop) => stop.hex).join(" "); }, get alpha() { return Math.max(0, ...stops.map((stop) => stop.alpha)); } };
        return;
      }
      const colour = host.colour(String(value));
      if (colour) state(this)[name] = { css: colour.alpha < 1 ? `rgba(${[1, 3, 5].map((i) => parseInt(colour.hex.slice(i, i + 2), 16)).join(", ")}, ${colour.alpha})` : colour.hex, ...colour };
    },
    configurable: true, enumerable: true,
  };
}
Object.defineProperty(CanvasRenderingContext2D.prototype, "fillStyle", ink("fill"));
Object.defineProperty(CanvasRenderingContext2D.prototype, "strokeStyle", ink("stroke"));
Object.defineProperty(CanvasRenderingContext2D.prototype, "globalAlpha", {
  get() { return state(this).alpha; },
  set(value) { if (value >= 0 && value <= 1) state(this).alpha = Number(value); },
  configurable: true, enumerable: true,
});
Object.defineProperty(CanvasRenderingContext2D.prototype, "font", {
  get() { return state(this).font; },
  set(value) {  // without a size and a family it is no font, and the old one stays
    const m = /(?:^|\s)(\d*\.?\d+)(px|pt|em|rem|vw|vh|%)(?:\s*\/\s*\S+)?\s+\S/i.exec(String(value));
    if (!m) return;
    state(this).font = String(value);
    state(this).px = m[1] * { px: 1, pt: 4 / 3, em: 16, rem: 16, vw: host.config.width / 100, vh: host.config.height / 100, "%": 0.1 }[m[2].toLowerCase()];
  },
  configurable: true, enumerable: true,
});
for (const name of Object.keys(fresh())) {
  if (["fill", "stroke", "font", "px", "alpha", "m"].includes(name)) continue;
  Object.defineProperty(CanvasRenderingContext2D.prototype, name, {
    get() { return state(this)[name]; },
    set(value) { state(this)[name] = value; },
    configurable: true, enumerable: true,
  });
}

const canvases = new Map();  // canvas element -> its number, whether another canvas shows it, its context
class HTMLCanvasElement extends HTMLElement {
  constructor(tag) {
    super(tag);
    canvases.set(this, { number: canvases.size, used: false, context: null });
  }
  get width() { return dimension(this, "width", 300); }
  set width(value) { this.setAttribute("width", toSize(value, 300)); }
  get height() { return dimension(this, "height", 150); }
  set height(value) { this.setAttribute("height", toSize(value, 150)); }
  [CHANGED](name) { if (name === "width" || name === "height") canvases.get(this).context?.reset(); }
  [BOX]() { return { width: this.width, height: this.height }; }
  getContext(kind) {
    if (arguments.length < 1) throw new TypeError("Failed to execute 'getContext' on 'HTMLCanvasElement': 1 argument required, but only 0 present.");
    if (kind !== "2d") return null;
    return (canvases.get(this).context ??= new CanvasRenderingContext2D(this));
  }
  toDataURL() { return "data:,"; }
  toBlob(action) { host.later(() => action(null)); }
  transferControlToOffscreen() { return this; }
}
function toSize(value, rest) {
  const size = Math.trunc(Number(value)) || 0;
  return size < 0 || size > 0x7fffffff ? rest : size;
}
function dimension(canvas, name, rest) {
  const size = parseInt(canvas.getAttribute(name) ?? "", 10);
  return size >= 0 ? size : rest;
}
function wipe(canvas) { if (host.keeps()) host.paint(["clear", 0, 0, canvas.width, canvas.height, "", 1, "", canvases.get(canvas).number]); }
host.kinds.canvas = HTMLCanvasElement;
class OffscreenCanvas extends HTMLCanvasElement {
  constructor(width, height) {
    super("canvas");
    this.width = width;
    this.height = height;
  }
}
// What nobody can see was not painted: rows [width, height, visible] by canvas number.
host.canvasList = () => [...canvases].map(([canvas, { used }]) => [canvas.width, canvas.height, used || canvas.isConnected]);
