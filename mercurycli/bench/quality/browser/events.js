// The fake browser, part by part: page.py joins the parts into one function, and `host` is what they share.
// Where a browser throws or yields null (a head script that asks for the body, map on a NodeList), the fake does too:
// a page that only works here would be judged wrongly. This part: errors and events (DOM Living Standard, section 2).

host.uid = 0;
host.body = null;
host.report = (error) => {
  const isError = error !== null && typeof error === "object" && "message" in error;
  const text = isError ? `${error.name}: ${error.message}` : `Uncaught ${String(error)}`;
  if (host.errors.length < 20 && !host.errors.includes(text)) host.errors.push(text.slice(0, 300));
};
host.guard = (action, self, args) => {
  try {
    return action.apply(self, args);
  } catch (error) {
    host.report(error);
  }
};

// What the fake keeps on an element hides behind symbols: inline handlers look names up on the element.
const [UID, KEPT, TICKED, CHOSEN, RAN, CHANGED, BOX] = ["uid", "kept", "ticked", "chosen", "ran", "changed", "box"].map(Symbol);

class DOMException extends Error {
  constructor(message, name = "Error") {
    super(message);
    Object.defineProperty(this, "name", { value: name });
  }
}

const listeners = new WeakMap();

class Event {
  constructor(type, init = {}) {
    this.type = String(type);
    this.bubbles = false;
    this.cancelable = false;
    this.defaultPrevented = false;
    this.target = this.currentTarget = this.srcElement = null;
    this.timeStamp = host.clock.now();
    this.isTrusted = false;
    Object.assign(this, init);
  }
  preventDefault() { this.defaultPrevented = true; }
  stopPropagation() { this.stopped = true; }
  stopImmediatePropagation() { this.stopped = this.stoppedNow = true; }
  composedPath() { return this.target ? path(this.target) : []; }
  getModifierState() { return false; }
}
class CustomEvent extends Event {
  constructor(type, init = {}) { super(type, init); this.detail = init.detail ?? null; }
}
class UIEvent extends Event {}
class MouseEvent extends UIEvent {}
class PointerEvent extends MouseEvent {}
class KeyboardEvent extends UIEvent {}

class EventTarget {
  addEventListener(type, listener, options) {
    if (listener === null || listener === undefined) return;
    const self = this ?? globalThis;
    if (!listeners.has(self)) listeners.set(self, []);
    const list = listeners.get(self);
    if (list.some((l) => l.type === String(type) && l.listener === listener)) return;
    list.push({ type: String(type), listener, once: Boolean(options && options.once) });
  }
  removeEventListener(type, listener) {
    const self = this ?? globalThis;
    const list = listeners.get(self) ?? [];
    listeners.set(self, list.filter((l) => !(l.type === String(type) && l.listener === listener)));
  }
  dispatchEvent(event) { return host.dispatch(this ?? globalThis, event); }
}

function path(target) {
  const nodes = [];
  for (let node = target; node; node = node.parentNode) nodes.push(node);
  if (target !== globalThis && nodes.includes(document)) nodes.push(globalThis);
  return nodes;
}

function call(listener, node, event) {
  const action = typeof listener === "function" ? listener : listener.handleEvent;
  if (typeof action !== "function") return;
  event.currentTarget = node;
  const outer = globalThis.event;
  globalThis.event = event;
  const answer = host.guard(action, typeof listener === "function" ? node : listener, [event]);
  globalThis.event = outer;
  return answer;
}

host.dispatch = (target, event) => {
  event.target = event.srcElement = target;
  for (const node of event.bubbles ? path(target) : [target]) {
    if (event.stopped) break;
    const handler = node["on" + event.type];
    if (typeof handler === "function" && call(handler, node, event) === false) event.preventDefault();
    for (const l of [...(listeners.get(node) ?? [])]) {
      if (event.stoppedNow) break;
      if (l.type !== event.type) continue;
      if (l.once) EventTarget.prototype.removeEventListener.call(node, l.type, l.listener);
      call(l.listener, node, event);
    }
  }
  event.currentTarget = null;
  return !event.defaultPrevented;
};

host.listens = (node, type) =>
  typeof node["on" + type] === "function" || (listeners.get(node) ?? []).some((l) => l.type === type);
