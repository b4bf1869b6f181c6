// Part of the fake browser: nodes, text and lists of nodes. page.py joins the parts, in the order it names them, into one function.

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
    for (const node of nodes)
      for (const name of [node.id, node.getAttribute("name")])
        if (name && !(name in this)) Object.defineProperty(this, name, { value: node, configurable: true });
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
  if (node instanceof Element) host.nameInForm(node);
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
