// Part of the fake browser: everything a page may name. It comes last and takes away what could tell a page more.

// ---- globals ------------------------------------------------------------------------------------------------------

// Something a page may call, read and build as it likes, for what has no effect here: sound, speech, workers.
const anything = () => {
  const self = new Proxy(function () {}, {
    get: (_, name) => (name === Symbol.toPrimitive ? () => 0 : name === "then" || typeof name === "symbol" ? undefined : self),
    set: () => true, apply: () => self, construct: () => self, has: () => true,
  });
  return self;
};
const storage = () => {
  const values = new Map();
  const methods = {
    getItem: (key) => values.get(String(key)) ?? null,
    setItem: (key, value) => { values.set(String(key), String(value)); },
    removeItem: (key) => { values.delete(String(key)); },
    clear: () => values.clear(),
    key: (i) => [...values.keys()][i] ?? null,
  };
  return new Proxy({}, {
    get: (_, name) => (name === "length" ? values.size : Object.hasOwn(methods, name) ? methods[name] : values.get(name)),
    set: (_, name, value) => { values.set(String(name), String(value)); return true; },
    has: (_, name) => values.has(name) || Object.hasOwn(methods, name),
    deleteProperty: (_, name) => { values.delete(name); return true; },
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: (_, name) => (values.has(name) ? { value: values.get(name), writable: true, enumerable: true, configurable: true } : undefined),
  });
};
const shownValue = (value) => {
  try {
    return typeof value === "object" && value !== null && !(value instanceof Error) ? JSON.stringify(value) ?? "" : String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
};
host.console = [];
host.alerts = [];
const say = (kind) => (...parts) => { if (host.console.length < 200) host.console.push(kind + ": " + parts.map(shownValue).join(" ").slice(0, 300)); };
const console = Object.fromEntries(["log", "info", "warn", "error", "debug", "trace", "table", "dir"].map((kind) => [kind, say(kind)]));
for (const kind of ["group", "groupEnd", "groupCollapsed", "time", "timeEnd", "timeLog", "count", "clear", "assert"]) console[kind] = () => {};

// mini-racer declares its own setTimeout with var, so that it can be overwritten but not redefined.
function setGlobal(name, value) {
  if (Object.getOwnPropertyDescriptor(globalThis, name)?.configurable === false) globalThis[name] = value;
  else define(globalThis, name, value);
}

const observer = class { observe() {} unobserve() {} disconnect() {} takeRecords() { return []; } };
const media = () => ({ matches: false, media: "", addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} });
const place = { href: "http://localhost/", protocol: "http:", host: "localhost", hostname: "localhost", port: "", pathname: "/", search: "", hash: "", origin: "http://localhost", reload() {}, assign() {}, replace() {}, toString() { return this.href; } };
const pageOnly = { EventTarget, Event, CustomEvent, UIEvent, MouseEvent, PointerEvent, KeyboardEvent, TouchEvent: UIEvent, WheelEvent: MouseEvent, FocusEvent: UIEvent, InputEvent: UIEvent, SubmitEvent, FormData, HTMLOutputElement, DOMException, Node, NodeList, HTMLCollection, DOMTokenList, Text, Comment, DocumentFragment, Element, HTMLElement, HTMLInputElement, HTMLTextAreaElement: HTMLInputElement, HTMLButtonElement, HTMLSelectElement, HTMLOptionElement, HTMLFormElement, HTMLAnchorElement, HTMLImageElement, HTMLMediaElement, HTMLScriptElement, HTMLStyleElement, HTMLTemplateElement, HTMLDialogElement, HTMLCanvasElement, SVGElement, Document, HTMLDocument: Document, CanvasRenderingContext2D, CanvasGradient, CanvasPattern, Path2D, ImageData, OffscreenCanvas };
for (const name of ["Div", "Span", "Paragraph", "UList", "LI", "Heading", "Body", "Html", "Label"]) pageOnly[`HTML${name}Element`] = HTMLElement;
const globals = {
  ...pageOnly,
  Date: FakeDate, console,
  self: globalThis, frames: globalThis, parent: globalThis, opener: null, frameElement: null, closed: false, length: 0, name: "", status: "", event: undefined,
  innerWidth: config.width, innerHeight: config.height, outerWidth: config.width, outerHeight: config.height, devicePixelRatio: 1,
  scrollX: 0, scrollY: 0, pageXOffset: 0, pageYOffset: 0, screenX: 0, screenY: 0, isSecureContext: true, origin: "http://localhost",
  screen: { width: config.width, height: config.height, availWidth: config.width, availHeight: config.height, colorDepth: 24, orientation: { type: "landscape-primary", addEventListener() {} } },
  visualViewport: { width: config.width, height: config.height, scale: 1, addEventListener() {} },
  navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0", language: "en-US", languages: ["en-US", "en"], onLine: true, platform: "Linux x86_64", maxTouchPoints: 0, hardwareConcurrency: 4, vibrate: () => true, getGamepads: () => [], clipboard: { writeText: () => Promise.resolve(), readText: () => Promise.resolve("") }, share: () => Promise.resolve(), mediaDevices: anything(), geolocation: anything(), serviceWorker: anything(), permissions: anything(), sendBeacon: () => true },
  history: { length: 1, state: null, pushState() {}, replaceState() {}, back() {}, forward() {}, go() {} },
  performance: { now: host.clock.now, timeOrigin: start - FIRST_PAINT, mark() {}, measure() {}, getEntriesByType: () => [], timing: { navigationStart: start - FIRST_PAINT }, memory: {} },
  setTimeout: (action, delay, ...args) => addTimer(action, delay, args, false),
  setInterval: (action, delay, ...args) => addTimer(action, delay, args, true),
  clearTimeout: (id) => { timers = timers.filter((timer) => timer.id !== id); },
  clearInterval: (id) => { timers = timers.filter((timer) => timer.id !== id); },
  requestAnimationFrame(action) {
    if (typeof action !== "function") throw new TypeError("Failed to execute 'requestAnimationFrame' on 'Window': parameter 1 is not of type 'Function'.");
    animations.set(++lastAnimation, action);
    return lastAnimation;
  },
  cancelAnimationFrame: (id) => { animations.delete(id); },
  requestIdleCallback: (action) => host.later(() => action({ didTimeout: false, timeRemaining: () => 10 })),
  cancelIdleCallback() {},
  queueMicrotask: (action) => { Promise.resolve().then(() => host.guard(action, undefined, [])); },
  addEventListener: EventTarget.prototype.addEventListener, removeEventListener: EventTarget.prototype.removeEventListener, dispatchEvent: EventTarget.prototype.dispatchEvent,
  alert: (text = "") => { if (host.alerts.length < 200) host.alerts.push(String(text).slice(0, 500)); },
  confirm: (text = "") => { host.alerts.push(String(text).slice(0, 500)); return true; },
  prompt: (text = "", rest = "") => { host.alerts.push(String(text).slice(0, 500)); return String(rest); },
  localStorage: storage(), sessionStorage: storage(),
  getComputedStyle: (node) => new Proxy(node.style, {
    get(style, name) {
      if (name === "getPropertyValue") return (key) => style.getPropertyValue(key);
      if (name === "width" || name === "height") return style[name] || `${node[BOX]()[name]}px`;
      return style[name] || { color: "rgb(0, 0, 0)", display: "block", fontSize: "16px", backgroundColor: "rgba(0, 0, 0, 0)" }[name] || "";
    },
  }),
  matchMedia: media, MutationObserver: observer, ResizeObserver: observer, IntersectionObserver: observer, PerformanceObserver: observer,
  Image: function (width, height) { const image = document.createElement("img"); if (width) image.width = width; if (height) image.height = height; return image; },
  Audio: function () { return document.createElement("audio"); },
  Option: function (text = "", value) { const option = document.createElement("option"); option.textContent = text; if (value !== undefined) option.value = value; return option; },
  crypto: { getRandomValues(array) { for (let i = 0; i < array.length; i++) array[i] = Math.floor(random() * 4294967296); return array; }, randomUUID: () => "00000000-0000-4000-8000-" + Math.floor(random() * 1e12).toString().padStart(12, "0"), subtle: {} },
  structuredClone: (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value))),
  fetch: () => Promise.reject(new TypeError("Failed to fetch")),
  btoa: (text) => String(text), atob: (text) => String(text),
  getSelection: () => ({ removeAllRanges() {}, addRange() {}, toString: () => "", rangeCount: 0 }),
  customElements: { define() {}, get() {}, whenDefined: () => Promise.resolve() },
  CSS: { supports: () => true, escape: (text) => String(text) },
  reportError: (error) => host.report(error),
};
for (const name of ["AudioContext", "webkitAudioContext", "SpeechSynthesisUtterance", "speechSynthesis", "Notification", "XMLHttpRequest", "WebSocket", "Worker", "SharedWorker", "EventSource", "BroadcastChannel", "FileReader", "Blob", "File", "Headers", "Request", "AbortController", "DOMParser", "XMLSerializer", "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "indexedDB", "caches", "DOMPoint", "DOMRect", "DOMMatrix", "FontFace", "createImageBitmap", "external", "toolbar", "menubar"]) globals[name] = anything();
for (const name of ["open", "close", "stop", "print", "focus", "blur", "scroll", "scrollTo", "scrollBy", "moveTo", "resizeTo", "postMessage", "find", "captureEvents"]) globals[name] = () => null;

for (const [name, value] of Object.entries(globals)) setGlobal(name, value);
globals.Image.prototype = HTMLImageElement.prototype;
for (const name of ["onload", "onresize", "onkeydown", "onkeyup", "onclick", "onmousemove", "onerror", "onblur", "onfocus", "onscroll", "onbeforeunload", "onunhandledrejection"]) define(globalThis, name, null);
// As in a browser these four cannot be declared again: `let top` is an error there too.
for (const [name, value] of Object.entries({ window: globalThis, document, location: place, top: globalThis })) Object.defineProperty(globalThis, name, { value, enumerable: true });
// No real clock, no shared memory, no unbounded memory outside the heap.
for (const name of ["__timer_manager", "SharedArrayBuffer", "Atomics", "WebAssembly", "Temporal"]) if (!Reflect.deleteProperty(globalThis, name)) globalThis[name] = undefined;
const MOST_BYTES = 1 << 26;
for (const name of ["ArrayBuffer", "Uint8Array", "Int8Array", "Uint8ClampedArray", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"]) {
  const real = globalThis[name];
  const capped = new Proxy(real, {
    construct(kind, args, target) {
      if (typeof args[0] === "number" && args[0] * (kind.BYTES_PER_ELEMENT ?? 1) > MOST_BYTES) throw new RangeError("Array buffer allocation failed");
      if (kind === real && name === "ArrayBuffer" && args[1]) args = [args[0]];
      return Reflect.construct(kind, args, target === capped ? kind : target);
    },
  });
  define(real.prototype, "constructor", capped);
  define(globalThis, name, capped);
}

const stringify = JSON.stringify;
host.record = () => stringify({
  errors: host.errors, title: document.title, load: host.load, frames: host.frames, acted: host.acted, canvases: host.canvasList(), css: host.styleText(),
  console: host.console, alerts: host.alerts,
});
host.shot = () => stringify(host.snapshot());

// The one thing the outside holds. Its name is drawn anew for every page, and it cannot be changed.
Object.defineProperty(globalThis, config.door, {
  value: Object.freeze({
    open: host.open, run: host.run, act: host.act, loaded: host.loaded, record: host.record, shot: host.shot,
    visit: (rows) => stringify(rows.map(([kind, target, value, frames]) => { host.act(kind, target, value); host.run(frames); return host.shot(); })),
    fail: (text) => { if (host.errors.length < 20) host.errors.push(text); },
    next: () => stringify(host.nextScript()),
  }),
});
