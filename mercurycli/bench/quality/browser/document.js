// Part of the fake browser: the document. page.py joins the parts, in the order it names them, into one function.

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
