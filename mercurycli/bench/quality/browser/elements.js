// Part of the fake browser: what every element has, its style and its classes. page.py joins the parts, in the order it names them, into one function.

const attributes = new WeakMap();
const styles = new WeakMap();
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const kebab = (name) => (name === "cssFloat" ? "float" : name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase()));

// A colour that was set as #rrggbb or hsl() reads as rgb(): a page that compares it with what it wrote fails in a browser.
function readBack(name, value) {
  if (!/color$|^background$/.test(name) || !/^(#|rgb\(|hsl\()[^()]*\)?$/i.test(value)) return value;
  const colour = host.colour(value);
  return colour && colour.alpha === 1 ? `rgb(${[1, 3, 5].map((at) => parseInt(colour.hex.slice(at, at + 2), 16)).join(", ")})` : value;
}

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
      return readBack(kebab(name), values.get(kebab(name)) ?? "");
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
