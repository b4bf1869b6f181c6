// The document: nodes, events, selectors and an HTML parser that stops at every script, as a browser's does.
// page.py joins fake_dom.js, fake_canvas.js and fake_window.js into one function; `host` is what they share.
// Where a browser throws or yields null (a head script asking for the body, map on a NodeList), this does too:
// a page that only works here would be judged wrongly.

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

// ---- events -------------------------------------------------------------------------------------------------------

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

// ---- nodes --------------------------------------------------------------------------------------------------------

class NodeList {
  constructor(nodes) {
    nodes.forEach((node, i) => { this[i] = node; });
    Object.defineProperty(this, "length", { value: nodes.length });
  }
  item(i) { return this[i] ?? null; }
  forEach(action, self) { Array.prototype.forEach.call(this, (node, i) => action.call(self, node, i, this)); }
  *entries() { for (let i = 0; i < this.length; i++) yield [i, this[i]]; }
  *keys() { for (let i = 0; i < this.length; i++) yield i; }
  *values() { for (let i = 0; i < this.length; i++) yield this[i]; }
  [Symbol.iterator]() { return this.values(); }
}
class HTMLCollection {
  constructor(nodes) {
    nodes.forEach((node, i) => { this[i] = node; });
    for (const node of nodes) if (node.id) Object.defineProperty(this, node.id, { value: node, configurable: true });
    Object.defineProperty(this, "length", { value: nodes.length });
  }
  item(i) { return this[i] ?? null; }
  namedItem(name) { return Array.prototype.find.call(this, (node) => node.id === name) ?? null; }
  *[Symbol.iterator]() { for (let i = 0; i < this.length; i++) yield this[i]; }
}

const kids = new WeakMap();
const asText = (value) => (value === null ? "" : String(value));

class Node extends EventTarget {
  constructor() {
    super();
    kids.set(this, []);
    define(this, "parentNode", null);
  }
  get childNodes() { return new NodeList(kids.get(this)); }
  get firstChild() { return kids.get(this)[0] ?? null; }
  get lastChild() { return kids.get(this).at(-1) ?? null; }
  get parentElement() { return this.parentNode instanceof Element ? this.parentNode : null; }
  get ownerDocument() { return document; }
  get isConnected() { return root(this) === document; }
  get nextSibling() { return sibling(this, 1); }
  get previousSibling() { return sibling(this, -1); }
  get textContent() { return kids.get(this).map((node) => (node.nodeType === 8 ? "" : node.textContent)).join(""); }
  set textContent(value) {
    clear(this);
    if (asText(value) !== "") insert(this, new Text(asText(value)), null);
  }
  get nodeValue() { return null; }
  hasChildNodes() { return kids.get(this).length > 0; }
  contains(other) {
    for (let node = other; node; node = node.parentNode) if (node === this) return true;
    return false;
  }
  appendChild(node) { return insert(this, node, null); }
  insertBefore(node, before) { return insert(this, node, before); }
  removeChild(node) {
    if (!(node instanceof Node)) throw new TypeError("Failed to execute 'removeChild' on 'Node': parameter 1 is not of type 'Node'.");
    if (node.parentNode !== this) throw new DOMException("The node to be removed is not a child of this node.", "NotFoundError");
    detach(node);
    return node;
  }
  replaceChild(node, old) {
    insert(this, node, old);
    return this.removeChild(old);
  }
  cloneNode(deep = false) {
    const copy = this instanceof Element ? document.createElement(this.localName) : new this.constructor(this.nodeValue ?? "");
    if (this instanceof Element) for (const [name, value] of attributes.get(this)) copy.setAttribute(name, value);
    if (deep) for (const node of kids.get(this)) insert(copy, node.cloneNode(true), null);
    return copy;
  }
  append(...nodes) { for (const node of nodes) insert(this, asNode(node), null); }
  prepend(...nodes) {
    const first = this.firstChild;
    for (const node of nodes) insert(this, asNode(node), first);
  }
  before(...nodes) { for (const node of nodes) if (this.parentNode) insert(this.parentNode, asNode(node), this); }
  after(...nodes) {
    const next = this.nextSibling;
    for (const node of nodes) if (this.parentNode) insert(this.parentNode, asNode(node), next);
  }
  replaceWith(...nodes) { this.before(...nodes); this.remove(); }
  replaceChildren(...nodes) { clear(this); this.append(...nodes); }
  remove() { if (this.parentNode) detach(this); }
  normalize() {}
}

function define(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}
function root(node) {
  while (node.parentNode) node = node.parentNode;
  return node;
}
function sibling(node, step) {
  const around = node.parentNode ? kids.get(node.parentNode) : [node];
  return around[around.indexOf(node) + step] ?? null;
}
function asNode(value) { return value instanceof Node ? value : new Text(String(value)); }
function detach(node) {
  const around = kids.get(node.parentNode);
  around.splice(around.indexOf(node), 1);
  node.parentNode = null;
}
function clear(node) {
  for (const child of kids.get(node)) child.parentNode = null;
  kids.set(node, []);
}
function insert(parent, node, before) {
  if (!(node instanceof Node)) throw new TypeError("Failed to execute 'appendChild' on 'Node': parameter 1 is not of type 'Node'.");
  if (node.contains(parent)) throw new DOMException("The new child element contains the parent.", "HierarchyRequestError");
  if (before && before.parentNode !== parent) throw new DOMException("The node before which the new node is to be inserted is not a child of this node.", "NotFoundError");
  if (node instanceof DocumentFragment) {
    for (const child of [...kids.get(node)]) insert(parent, child, before);
    return node;
  }
  if (before === node) return node;
  if (node.parentNode) detach(node);
  const around = kids.get(parent);
  around.splice(before ? around.indexOf(before) : around.length, 0, node);
  node.parentNode = parent;
  if (node.localName === "script" && !host.parsing && node.isConnected && !node[RAN]) {
    define(node, RAN, true);
    if (!attributes.get(node).has("src")) host.guard(() => (0, eval)(node.textContent), globalThis, []);
  }
  return node;
}

class CharacterData extends Node {
  constructor(text = "") { super(); define(this, "data", String(text)); }
  get textContent() { return this.data; }
  set textContent(value) { this.data = asText(value); }
  get nodeValue() { return this.data; }
  set nodeValue(value) { this.data = asText(value); }
  get length() { return this.data.length; }
}
class Text extends CharacterData { get nodeType() { return 3; } get nodeName() { return "#text"; } }
class Comment extends CharacterData { get nodeType() { return 8; } get nodeName() { return "#comment"; } }
class DocumentFragment extends Node { get nodeType() { return 11; } get nodeName() { return "#document-fragment"; } }

const attributes = new WeakMap();
const styles = new WeakMap();
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const kebab = (name) => (name === "cssFloat" ? "float" : name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase()));

function styleOf(element) {
  const values = new Map();
  const set = (name, value) => {
    const text = value === null || value === undefined ? "" : String(value).replace(/\s*!important\s*$/, "").trim();
    if (/color$/.test(name) && text && !/var\(/.test(text) && !host.colour(text) && !/^(inherit|initial|unset|currentcolor|transparent)$/i.test(text)) return;
    values.delete(name);
    if (name === "background") values.delete("background-color");
    if (text) values.set(name, text);
  };
  const parse = (text) => {
    values.clear();
    for (const part of String(text).split(";")) {
      const at = part.indexOf(":");
      if (at > 0) set(part.slice(0, at).trim(), part.slice(at + 1));
    }
  };
  const methods = {
    setProperty: (name, value) => set(String(name), value),
    getPropertyValue: (name) => values.get(String(name)) ?? "",
    removeProperty: (name) => { const old = values.get(name) ?? ""; values.delete(name); return old; },
    item: (i) => [...values.keys()][i] ?? "",
    getPropertyPriority: () => "",
  };
  return new Proxy({}, {
    get(_, name) {
      if (typeof name === "symbol") return undefined;
      if (Object.hasOwn(methods, name)) return methods[name];
      if (name === "cssText") return [...values].map(([key, value]) => `${key}: ${value};`).join(" ");
      if (name === "length") return values.size;
      return values.get(kebab(name)) ?? "";
    },
    set(_, name, value) {
      if (name === "cssText") parse(value);
      else set(kebab(String(name)), value);
      return true;
    },
    has: () => true,
  });
}

class DOMTokenList {
  constructor(element) { define(this, "element", element); }
  get value() { return this.element.className; }
  set value(text) { this.element.className = text; }
  get names() { return this.value.split(/\s+/).filter(Boolean); }
  get length() { return this.names.length; }
  check(names) {
    for (const name of names) {
      if (String(name) === "") throw new DOMException("The token provided must not be empty.", "SyntaxError");
      if (/\s/.test(String(name))) throw new DOMException("The token provided contains HTML space characters.", "InvalidCharacterError");
    }
    return names.map(String);
  }
  contains(name) { return this.names.includes(String(name)); }
  add(...names) { this.value = [...new Set([...this.names, ...this.check(names)])].join(" "); }
  remove(...names) { const gone = this.check(names); this.value = this.names.filter((name) => !gone.includes(name)).join(" "); }
  toggle(name, force) {
    const on = force === undefined ? !this.contains(name) : Boolean(force);
    if (on) this.add(name); else this.remove(name);
    return on;
  }
  replace(old, name) {
    if (!this.contains(old)) return false;
    this.remove(old); this.add(name);
    return true;
  }
  item(i) { return this.names[i] ?? null; }
  forEach(action) { this.names.forEach(action); }
  toString() { return this.value; }
  [Symbol.iterator]() { return this.names[Symbol.iterator](); }
}

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

class Element extends Node {
  constructor(tag = "div") {
    super();
    define(this, "localName", String(tag).toLowerCase());
    define(this, UID, ++host.uid);
    attributes.set(this, new Map());
  }
  get nodeType() { return 1; }
  get tagName() { return this.localName.toUpperCase(); }
  get nodeName() { return this.tagName; }
  get attributes() { return [...attributes.get(this)].map(([name, value]) => ({ name, value })); }
  getAttribute(name) { return attributes.get(this).get(String(name).toLowerCase()) ?? null; }
  getAttributeNames() { return [...attributes.get(this).keys()]; }
  hasAttribute(name) { return attributes.get(this).has(String(name).toLowerCase()); }
  setAttribute(name, value) {
    name = String(name).toLowerCase();
    attributes.get(this).set(name, String(value));
    if (name.startsWith("on")) this[name] = host.inline(String(value));
    if (name === "style") this.style.cssText = value;
    if (name === "id") host.nameGlobal(this);
    this[CHANGED]?.(name, String(value));
  }
  setAttributeNS(_, name, value) { this.setAttribute(name, value); }
  removeAttribute(name) {
    attributes.get(this).delete(String(name).toLowerCase());
    if (name === "style") this.style.cssText = "";
    if (String(name).startsWith("on")) this[name] = null;
  }
  toggleAttribute(name, force = !this.hasAttribute(name)) {
    if (force) this.setAttribute(name, ""); else this.removeAttribute(name);
    return force;
  }
  get className() { return this.getAttribute("class") ?? ""; }
  set className(value) { this.setAttribute("class", value); }
  get classList() { return new DOMTokenList(this); }
  set classList(value) { this.className = value; }
  get style() {
    if (!styles.has(this)) styles.set(this, styleOf(this));
    return styles.get(this);
  }
  set style(value) { this.style.cssText = value; }
  get dataset() {
    const of = (name) => "data-" + kebab(String(name));
    return new Proxy({}, {
      get: (_, name) => (typeof name === "symbol" ? undefined : this.getAttribute(of(name)) ?? undefined),
      set: (_, name, value) => { this.setAttribute(of(name), value); return true; },
      has: (_, name) => this.hasAttribute(of(name)),
      deleteProperty: (_, name) => { this.removeAttribute(of(name)); return true; },
    });
  }
  get children() { return new HTMLCollection(kids.get(this).filter((node) => node instanceof Element)); }
  get childElementCount() { return this.children.length; }
  get firstElementChild() { return this.children[0] ?? null; }
  get lastElementChild() { return this.children[this.children.length - 1] ?? null; }
  get nextElementSibling() { return elementBeside(this, "nextSibling"); }
  get previousElementSibling() { return elementBeside(this, "previousSibling"); }
  get innerHTML() { return kids.get(this).map(serialise).join(""); }
  set innerHTML(html) {
    clear(this);
    host.parseFragment(asText(html), this);
  }
  get outerHTML() { return serialise(this); }
  set outerHTML(html) { this.insertAdjacentHTML("beforebegin", html); this.remove(); }
  get innerText() { return this.textContent; }
  set innerText(value) { this.textContent = value; }
  get outerText() { return this.textContent; }
  insertAdjacentElement(where, node) {
    where = String(where).toLowerCase();
    if (where === "beforebegin") this.before(node);
    else if (where === "afterbegin") this.prepend(node);
    else if (where === "beforeend") this.append(node);
    else if (where === "afterend") this.after(node);
    else throw new DOMException(`The value provided ('${where}') is not one of 'beforebegin', 'afterbegin', 'beforeend', or 'afterend'.`, "SyntaxError");
    return node;
  }
  insertAdjacentText(where, text) { this.insertAdjacentElement(where, new Text(text)); }
  insertAdjacentHTML(where, html) {
    const fragment = new DocumentFragment();
    host.parseFragment(asText(html), fragment);
    this.insertAdjacentElement(where, fragment);
  }
  querySelector(selector) { return select(this, selector, true)[0] ?? null; }
  querySelectorAll(selector) { return new NodeList(select(this, selector, false)); }
  getElementsByTagName(tag) { return new HTMLCollection(descend(this).filter((node) => tag === "*" || node.localName === String(tag).toLowerCase())); }
  getElementsByClassName(names) {
    const all = String(names).split(/\s+/).filter(Boolean);
    return new HTMLCollection(descend(this).filter((node) => all.every((name) => node.classList.contains(name))));
  }
  matches(selector) { return matchesAny(this, parseSelector(selector)); }
  closest(selector) {
    const parsed = parseSelector(selector);
    for (let node = this; node instanceof Element; node = node.parentNode) if (matchesAny(node, parsed)) return node;
    return null;
  }
  [BOX]() {
    const whole = ["body", "html"].includes(this.localName);
    const side = (name, rest) => parseFloat(this.style[name]) > 0 && /px\s*$/.test(this.style[name]) ? parseFloat(this.style[name]) : rest;
    const leaf = ["button", "input", "span", "label", "a"].includes(this.localName);
    return {
      width: side("width", leaf ? 80 : host.config.width),
      height: side("height", whole ? host.config.height : leaf ? 24 : kids.get(this).length ? 100 : host.config.height),
    };
  }
  getBoundingClientRect() {
    const { width, height } = this[BOX]();
    const x = parseFloat(this.style.left) || 0, y = parseFloat(this.style.top) || 0;
    return { x, y, left: x, top: y, width, height, right: x + width, bottom: y + height, toJSON() { return this; } };
  }
  getClientRects() { return [this.getBoundingClientRect()]; }
  get clientWidth() { return Math.round(this[BOX]().width); }
  get clientHeight() { return Math.round(this[BOX]().height); }
  get offsetWidth() { return this.clientWidth; }
  get offsetHeight() { return this.clientHeight; }
  get scrollWidth() { return this.clientWidth; }
  get scrollHeight() { return this.clientHeight; }
  get offsetLeft() { return parseFloat(this.style.left) || 0; }
  get offsetTop() { return parseFloat(this.style.top) || 0; }
  get clientLeft() { return 0; }
  get clientTop() { return 0; }
  get offsetParent() { return this.parentElement; }
  scrollIntoView() {}
  scrollTo() {}
  scroll() {}
  scrollBy() {}
  animate(frames) {
    if (arguments.length < 1) throw new TypeError("Failed to execute 'animate' on 'Element': 1 argument required, but only 0 present.");
    return { play() {}, pause() {}, cancel() {}, finish() {}, finished: Promise.resolve(), onfinish: null, addEventListener() {} };
  }
  getAnimations() { return []; }
  requestFullscreen() { return Promise.resolve(); }
  setPointerCapture() {}
  releasePointerCapture() {}
  attachShadow() { return this; }
}
for (const [property, attribute] of Object.entries({ id: "id", title: "title", lang: "lang", dir: "dir", slot: "slot", role: "role" })) reflect(Element, property, attribute);

function reflect(kind, property, attribute = property) {
  Object.defineProperty(kind.prototype, property, {
    get() { return this.getAttribute(attribute) ?? ""; },
    set(value) { this.setAttribute(attribute, value); },
    configurable: true, enumerable: true,
  });
}
function reflectFlag(kind, property) {
  Object.defineProperty(kind.prototype, property, {
    get() { return this.hasAttribute(property); },
    set(value) { this.toggleAttribute(property, Boolean(value)); },
    configurable: true, enumerable: true,
  });
}
function elementBeside(node, direction) {
  for (node = node[direction]; node; node = node[direction]) if (node instanceof Element) return node;
  return null;
}
const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
function serialise(node) {
  if (node.nodeType === 3) return ["script", "style"].includes(node.parentNode?.localName) ? node.data : escapeText(node.data);
  if (node.nodeType === 8) return `<!--${node.data}-->`;
  const given = [...attributes.get(node)].map(([name, value]) => ` ${name}="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`).join("");
  const open = `<${node.localName}${given}>`;
  return VOID.has(node.localName) ? open : `${open}${kids.get(node).map(serialise).join("")}</${node.localName}>`;
}

class HTMLElement extends Element {
  click() { host.click(this); }
  focus() { host.focused = this; }
  blur() { host.focused = null; }
}
for (const name of ["accessKey", "contentEditable"]) reflect(HTMLElement, name, name.toLowerCase());
reflectFlag(HTMLElement, "hidden");

class HTMLInputElement extends HTMLElement {
  get value() {
    if (this[KEPT] !== undefined) return this[KEPT];
    if (this.localName === "textarea") return this.textContent;
    return this.getAttribute("value") ?? (["checkbox", "radio"].includes(this.type) ? "on" : this.type === "range" ? "50" : "");
  }
  set value(value) { define(this, KEPT, asText(value)); }
  get valueAsNumber() { return parseFloat(this.value); }
  set valueAsNumber(value) { this.value = value; }
  get checked() { return this[TICKED] ?? this.hasAttribute("checked"); }
  set checked(value) { define(this, TICKED, Boolean(value)); }
  get type() { return this.getAttribute("type") ?? (this.localName === "textarea" ? "textarea" : "text"); }
  set type(value) { this.setAttribute("type", value); }
  select() {}
  setSelectionRange() {}
  checkValidity() { return true; }
  stepUp(n = 1) { this.value = (parseFloat(this.value) || 0) + n; }
  stepDown(n = 1) { this.value = (parseFloat(this.value) || 0) - n; }
  get form() { return this.closest("form"); }
}
for (const name of ["placeholder", "min", "max", "step", "name"]) reflect(HTMLInputElement, name);
class HTMLButtonElement extends HTMLElement {
  get type() { return this.getAttribute("type") ?? "submit"; }
  set type(value) { this.setAttribute("type", value); }
  get form() { return this.closest("form"); }
}
for (const name of ["value", "name"]) reflect(HTMLButtonElement, name);
for (const kind of [HTMLInputElement, HTMLButtonElement]) reflectFlag(kind, "disabled");
class HTMLSelectElement extends HTMLElement {
  get options() { return new HTMLCollection(descend(this).filter((node) => node.localName === "option")); }
  get selectedIndex() {
    if (this[CHOSEN] !== undefined) return this[CHOSEN];
    return Math.max([...this.options].findIndex((node) => node.hasAttribute("selected")), this.options.length ? 0 : -1);
  }
  set selectedIndex(index) { define(this, CHOSEN, Number(index)); }
  get value() { const option = this.options[this.selectedIndex]; return option ? option.value : ""; }
  set value(value) { this.selectedIndex = [...this.options].findIndex((node) => node.value === String(value)); }
  add(option) { this.append(option); }
}
class HTMLOptionElement extends HTMLElement {
  get value() { return this.getAttribute("value") ?? this.textContent; }
  set value(value) { this.setAttribute("value", value); }
  get text() { return this.textContent; }
  set text(value) { this.textContent = value; }
  get selected() { return this.parentNode?.value === this.value; }
}
class HTMLFormElement extends HTMLElement {
  reset() { for (const node of descend(this)) if (node instanceof HTMLInputElement) delete node[KEPT]; }
  submit() {}
  get elements() { return new HTMLCollection(descend(this).filter((node) => ["input", "button", "select", "textarea"].includes(node.localName))); }
}
class HTMLAnchorElement extends HTMLElement {}
reflect(HTMLAnchorElement, "href");
class HTMLMediaElement extends HTMLElement {
  play() { return Promise.resolve(); }
  pause() {}
  load() {}
}
reflect(HTMLMediaElement, "src");
class HTMLImageElement extends HTMLElement {
  get complete() { return false; }
  get naturalWidth() { return 0; }
  get naturalHeight() { return 0; }
  decode() { return Promise.resolve(); }
}
for (const name of ["src", "alt", "width", "height"]) reflect(HTMLImageElement, name);
class HTMLScriptElement extends HTMLElement { get text() { return this.textContent; } set text(value) { this.textContent = value; } }
for (const name of ["src", "type"]) reflect(HTMLScriptElement, name);
class HTMLStyleElement extends HTMLElement {
  get sheet() { return { insertRule: (rule) => { this.append(rule); return 0; }, addRule: (name, body) => this.append(`${name}{${body}}`), cssRules: [], deleteRule() {} }; }
}
class HTMLTemplateElement extends HTMLElement {
  get content() {
    const fragment = new DocumentFragment();
    for (const node of kids.get(this)) insert(fragment, node.cloneNode(true), null);
    return fragment;
  }
}
class HTMLDialogElement extends HTMLElement {
  show() { this.setAttribute("open", ""); }
  showModal() { this.show(); }
  close() { this.removeAttribute("open"); }
  get open() { return this.hasAttribute("open"); }
}
class HTMLProgressElement extends HTMLElement {}
for (const name of ["value", "max"]) reflect(HTMLProgressElement, name);
class SVGElement extends HTMLElement {
  createSVGPoint() { return { x: 0, y: 0 }; }
  getBBox() { return { x: 0, y: 0, width: 10, height: 10 }; }
}

host.kinds = {
  input: HTMLInputElement, textarea: HTMLInputElement, button: HTMLButtonElement, select: HTMLSelectElement, option: HTMLOptionElement,
  form: HTMLFormElement, a: HTMLAnchorElement, audio: HTMLMediaElement, video: HTMLMediaElement, img: HTMLImageElement,
  script: HTMLScriptElement, style: HTMLStyleElement, template: HTMLTemplateElement, dialog: HTMLDialogElement,
  progress: HTMLProgressElement, meter: HTMLProgressElement, svg: SVGElement,
};

host.click = (node) => {
  if (node.disabled === true) return;
  if (["checkbox", "radio"].includes(node.type) && node instanceof HTMLInputElement) node.checked = node.type === "radio" || !node.checked;
  const at = { clientX: 40, clientY: 12, pageX: 40, pageY: 12, offsetX: 40, offsetY: 12, x: 40, y: 12, button: 0, buttons: 1, detail: 1 };
  const make = (kind, type) => Object.assign(new kind(type, { bubbles: true, cancelable: true }), at);
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"]) host.dispatch(node, make(type.startsWith("pointer") ? PointerEvent : MouseEvent, type));
  const kept = host.dispatch(node, make(PointerEvent, "click"));
  if (kept && node.localName === "button" && node.type === "submit" && node.form) host.dispatch(node.form, new Event("submit", { bubbles: true, cancelable: true }));
};

// An inline handler sees its element, then the document, then the globals: onclick="remove()" is the element's own.
host.inline = (source) => {
  try {
    const run = new Function("event", `with (document) { with (this) { return (function () { ${source}\n }).call(this); } }`);
    return function (event) { return run.call(this, event); };
  } catch (error) {
    host.report(error);
    return null;
  }
};
host.nameGlobal = (element) => {
  const name = element.id;
  if (name && !(name in globalThis)) Object.defineProperty(globalThis, name, { value: element, writable: true, configurable: true });
};

// ---- selectors ----------------------------------------------------------------------------------------------------

function descend(node) {
  const found = [];
  const walk = (at) => {
    for (const child of kids.get(at)) if (child instanceof Element) { found.push(child); walk(child); }
  };
  walk(node);
  return found;
}

const parsedSelectors = new Map();
function parseSelector(text) {
  text = String(text);
  if (parsedSelectors.has(text)) return parsedSelectors.get(text);
  const wrong = () => new DOMException(`Failed to execute 'querySelector' on 'Document': '${text}' is not a valid selector.`, "SyntaxError");
  const token = /\s*([>+~])\s*|(\s+)|(,)\s*|\*|([a-zA-Z][\w-]*)|#((?:[\w-]|[^\x00-\x7f]|\\.)+)|\.((?:[\w-]|[^\x00-\x7f])+)|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*)?\]|::?([\w-]+)(?:\(([^()]*)\))?/y;
  const all = [];
  let chain = [{ join: " ", tests: [] }];
  const source = text.trim();
  for (token.lastIndex = 0; token.lastIndex < source.length; ) {
    const m = token.exec(source);
    if (!m) throw wrong();
    const tests = chain.at(-1).tests;
    if (m[3]) { all.push(chain); chain = [{ join: " ", tests: [] }]; }
    else if (m[1] || m[2]) chain.push({ join: m[1] ?? " ", tests: [] });
    else if (m[4]) tests.push((e) => e.localName === m[4].toLowerCase());
    else if (m[5]) tests.push((e) => e.id === m[5].replace(/\\/g, ""));
    else if (m[6]) tests.push((e) => e.classList.contains(m[6]));
    else if (m[7]) tests.push(attributeTest(m[7], m[8], m[9] ?? m[10] ?? m[11] ?? ""));
    else if (m[12]) tests.push(pseudoTest(m[12], m[13] ?? ""));
    else tests.push(() => true);
  }
  all.push(chain);
  if (all.some((parts) => parts.some((part) => part.tests.length === 0))) throw wrong();
  parsedSelectors.set(text, all);
  return all;
}
function attributeTest(name, sign, wanted) {
  return (e) => {
    const value = e.getAttribute(name);
    if (value === null || !sign) return value !== null;
    if (sign === "=") return value === wanted;
    if (sign === "^=") return value.startsWith(wanted);
    if (sign === "$=") return value.endsWith(wanted);
    if (sign === "*=") return value.includes(wanted);
    return value.split(sign === "~=" ? /\s+/ : "-").includes(wanted);
  };
}
function pseudoTest(name, inner) {
  const place = (e) => [...(e.parentElement?.children ?? [e])].indexOf(e) + 1;
  if (name === "not") return (e) => !matchesAny(e, parseSelector(inner));
  if (name === "is" || name === "where") return (e) => matchesAny(e, parseSelector(inner));
  if (name === "first-child") return (e) => place(e) === 1;
  if (name === "last-child") return (e) => place(e) === (e.parentElement?.children.length ?? 1);
  if (name === "nth-child") return (e) => inner === "odd" ? place(e) % 2 === 1 : inner === "even" ? place(e) % 2 === 0 : place(e) === Number(inner);
  if (name === "checked") return (e) => e.checked === true;
  if (name === "disabled") return (e) => e.disabled === true;
  if (name === "root") return (e) => e.localName === "html";
  return () => false;
}
function matchesChain(element, chain, i) {
  if (!chain[i].tests.every((test) => test(element))) return false;
  if (i === 0) return true;
  const join = chain[i].join;
  if (join === ">") return element.parentElement !== null && matchesChain(element.parentElement, chain, i - 1);
  if (join === "+") return element.previousElementSibling !== null && matchesChain(element.previousElementSibling, chain, i - 1);
  for (let node = join === "~" ? element.previousElementSibling : element.parentElement; node; node = join === "~" ? node.previousElementSibling : node.parentElement)
    if (matchesChain(node, chain, i - 1)) return true;
  return false;
}
function matchesAny(element, chains) { return chains.some((chain) => matchesChain(element, chain, chain.length - 1)); }
function select(from, selector, one) {
  const chains = parseSelector(selector);
  const all = descend(from);
  if (!one) return all.filter((element) => matchesAny(element, chains));
  const found = all.find((element) => matchesAny(element, chains));
  return found ? [found] : [];
}

// ---- the document -------------------------------------------------------------------------------------------------

class Document extends Node {
  constructor() {
    super();
    const now = (name, value) => define(this, name, value);
    now("documentElement", null);
    now("head", null);
    now("readyState", "loading");
    now("hidden", false);
    now("visibilityState", "visible");
    now("cookie", "");
    now("currentScript", null);
    now("characterSet", "UTF-8");
    now("compatMode", "CSS1Compat");
    now("doctype", null);
    now("referrer", "");
    now("fonts", { ready: Promise.resolve(), load: () => Promise.resolve([]), add() {} });
  }
  get nodeType() { return 9; }
  get nodeName() { return "#document"; }
  get ownerDocument() { return null; }
  get textContent() { return null; }
  get body() { return host.body; }
  set body(node) { throw new DOMException("the body cannot be replaced here", "HierarchyRequestError"); }
  get defaultView() { return globalThis; }
  get location() { return globalThis.location; }
  get activeElement() { return host.focused ?? this.body; }
  get title() { return this.querySelector("title")?.textContent.replace(/\s+/g, " ").trim() ?? ""; }
  set title(value) {
    let node = this.querySelector("title");
    if (!node) node = insert(this.head, this.createElement("title"), null);
    node.textContent = value;
  }
  get children() { return new HTMLCollection(this.documentElement ? [this.documentElement] : []); }
  get forms() { return this.getElementsByTagName("form"); }
  get images() { return this.getElementsByTagName("img"); }
  get scripts() { return this.getElementsByTagName("script"); }
  get styleSheets() { return [...this.querySelectorAll("style")].map((node) => node.sheet); }
  get adoptedStyleSheets() { return []; }
  set adoptedStyleSheets(_) {}
  getElementById(id) { return descend(this).find((node) => node.id === String(id)) ?? null; }
  getElementsByName(name) { return new NodeList(descend(this).filter((node) => node.getAttribute("name") === String(name))); }
  createElement(tag) {
    if (arguments.length < 1) throw new TypeError("Failed to execute 'createElement' on 'Document': 1 argument required, but only 0 present.");
    const name = String(tag).toLowerCase();
    if (!/^[a-z_][^\s<>/"'=]*$/.test(name)) throw new DOMException(`The tag name provided ('${tag}') is not a valid name.`, "InvalidCharacterError");
    const kind = Object.hasOwn(host.kinds, name) ? host.kinds[name] : HTMLElement;
    return new kind(name);
  }
  createElementNS(_, tag) { return this.createElement(tag); }
  createTextNode(text) { return new Text(text); }
  createComment(text) { return new Comment(text); }
  createDocumentFragment() { return new DocumentFragment(); }
  createEvent() { const event = new Event(""); event.initEvent = (type, bubbles) => { event.type = type; event.bubbles = Boolean(bubbles); }; return event; }
  createRange() { return { selectNode() {}, selectNodeContents() {}, createContextualFragment: (html) => { const f = new DocumentFragment(); host.parseFragment(html, f); return f; } }; }
  elementFromPoint() { return this.body; }
  hasFocus() { return true; }
  execCommand() { return true; }
  exitFullscreen() { return Promise.resolve(); }
  getSelection() { return globalThis.getSelection(); }
  write(...parts) { host.parseFragment(parts.join(""), host.writeAt ?? this.body); }
  writeln(...parts) { this.write(...parts, "\n"); }
  open() {}
  close() {}
  clear() {}
}
for (const name of ["querySelector", "querySelectorAll", "getElementsByTagName", "getElementsByClassName"])
  define(Document.prototype, name, Element.prototype[name]);
for (const name of ["querySelector", "querySelectorAll", "children", "firstElementChild", "lastElementChild", "childElementCount"])
  Object.defineProperty(DocumentFragment.prototype, name, Object.getOwnPropertyDescriptor(Element.prototype, name));
define(DocumentFragment.prototype, "getElementById", Document.prototype.getElementById);

const document = new Document();

// ---- parser -------------------------------------------------------------------------------------------------------

const ENTITIES = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", copy: "©", reg: "®", times: "×", divide: "÷", minus: "−", plusmn: "±",
  hellip: "…", mdash: "—", ndash: "–", bull: "•", middot: "·", larr: "←", rarr: "→", uarr: "↑", darr: "↓", hearts: "♥", star: "☆", starf: "★",
  laquo: "«", raquo: "»", ldquo: "“", rdquo: "”", lsquo: "‘", rsquo: "’", deg: "°", check: "✓", euro: "€", plus: "+", colon: ":",
};
const decode = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/gi, (all, hex, decimal, name) => {
  if (name) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : all;
  const point = parseInt(hex ?? decimal, hex ? 16 : 10);
  return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : "\ufffd";
});
const HEAD_ONLY = new Set("title style meta link base noscript template script".split(" "));
const CLOSES = { li: ["li"], option: ["option"], tr: ["tr", "td", "th"], td: ["td", "th"], th: ["td", "th"], dt: ["dt", "dd"], dd: ["dt", "dd"] };
const BLOCK = new Set("address article aside blockquote center div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(" "));

// Yields each script element that has to run before the parser may go on.
function* parse(html, place, whole) {
  let stack = [place];
  const top = () => stack.at(-1);
  const startBody = () => {
    if (whole && !host.body) {
      host.body = insert(document.documentElement, document.createElement("body"), null);
      stack = [host.body];
    }
  };
  const addText = (text) => {
    if (text === "" || (whole && !host.body && !text.trim())) return;
    if (whole && !host.body && stack.length === 1) startBody();
    insert(top(), new Text(text), null);
  };
  const token = /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*>|<\/([a-zA-Z][^\s>/]*)[^>]*>|<([a-zA-Z][^\s>/]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
  let at = 0;
  for (let m; (m = token.exec(html)); ) {
    addText(decode(html.slice(at, m.index)));
    at = token.lastIndex;
    if (m[1]) {
      const name = m[1].toLowerCase();
      if (name === "head" || name === "body" || name === "html") continue;
      const found = stack.findLastIndex((node) => node.localName === name);
      if (found > 0) stack.length = found;
      continue;
    }
    if (!m[2]) continue;
    const name = m[2].toLowerCase();
    if (whole && name === "html") { setAttributes(document.documentElement, m[3]); continue; }
    if (whole && name === "head") continue;
    if (whole && name === "body") { startBody(); setAttributes(host.body, m[3]); continue; }
    if (whole && !host.body && stack.length === 1 && !HEAD_ONLY.has(name)) startBody();
    for (const shut of CLOSES[name] ?? (BLOCK.has(name) ? ["p"] : [])) if (top().localName === shut && stack.length > 1) stack.pop();
    const element = document.createElement(name);
    setAttributes(element, m[3]);
    insert(top(), element, null);
    if (VOID.has(name) || (/\/\s*$/.test(m[3]) && stack.some((node) => node.localName === "svg"))) continue;
    if (!["script", "style", "textarea", "title"].includes(name)) { stack.push(element); continue; }
    const end = new RegExp(`</${name}\\s*>`, "gi");
    end.lastIndex = at;
    const close = end.exec(html);
    const raw = html.slice(at, close ? close.index : html.length);
    insert(element, new Text(name === "script" || name === "style" ? raw : decode(raw)), null);
    at = token.lastIndex = close ? end.lastIndex : html.length;
    if (name === "script" && !close) host.report(new SyntaxError("the last <script> is never closed, so it never runs"));
    if (name === "script" && close && whole) { host.writeAt = top(); yield element; }
  }
  addText(decode(html.slice(at)));
  startBody();
}
function setAttributes(element, text) {
  const attribute = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
  for (let m; (m = attribute.exec(text)); )
    if (!element.hasAttribute(m[1])) element.setAttribute(m[1], decode(m[2] ?? m[3] ?? m[4] ?? ""));
}
host.parseFragment = (html, place) => {
  const outer = host.parsing;
  host.parsing = true;
  for (const _ of parse(html, place, false));
  host.parsing = outer;
};
// The next script's [kind, source], or null at the end of the document.
host.open = (html) => {
  document.documentElement = insert(document, document.createElement("html"), null);
  document.head = insert(document.documentElement, document.createElement("head"), null);
  const scripts = parse(html, document.head, true);
  host.nextScript = () => {
    for (;;) {
      host.parsing = true;
      const { value: node, done } = scripts.next();
      host.parsing = false;
      if (done) return null;
      define(node, RAN, true);
      const kind = (node.getAttribute("type") ?? "").trim().toLowerCase();
      if (node.hasAttribute("src") || !["", "text/javascript", "application/javascript", "module"].includes(kind)) continue;
      document.currentScript = node;
      return [kind === "module" ? "module" : "classic", node.textContent];
    }
  };
};

const own = (node) => kids.get(node).filter((child) => child.nodeType === 3).map((child) => child.data).join("");
const squeeze = (text) => text.replace(/\s+/g, " ").trim().slice(0, 2000);
const HIDDEN = new Set(["script", "style", "title", "head", "meta", "link", "template", "noscript"]);
const shown = (node) => node.nodeType === 3 ? node.data : HIDDEN.has(node.localName) ? "" : node.localName === "br" ? " " : kids.get(node).map(shown).join("");
const clickable = (node) => node.localName === "button" || node.getAttribute("role") === "button" || host.listens(node, "click") ||
  (node.localName === "input" && ["button", "submit"].includes(node.type)) || host.listens(node, "pointerdown") || host.listens(node, "mousedown");
// Every element as a row: number, parent's number, tag, id, classes, inline style, own text, whole text, can be clicked.
host.snapshot = () => descend(document).slice(0, 1500).filter((node) => !HIDDEN.has(node.localName)).map((node) => {
  const field = node instanceof HTMLInputElement ? node.value : null;
  return [
    node[UID], node.parentNode?.[UID] ?? 0, node.localName, node.id, node.className, node.style.cssText,
    squeeze(field ?? own(node)), squeeze(field ?? shown(node)), clickable(node),
  ];
});
host.styleText = () => [...document.getElementsByTagName("style")].map((node) => node.textContent).join("\n").slice(0, 50000);
host.byNumber = (uid) => descend(document).find((node) => node[UID] === uid);
