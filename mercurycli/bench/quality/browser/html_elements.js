// Part of the fake browser: elements that do more than hold others, and clicks on them. page.py joins the parts, in the order it names them, into one function.

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
  reset() {
    if (!host.dispatch(this, new Event("reset", { bubbles: true, cancelable: true }))) return;
    for (const node of descend(this)) if (node instanceof HTMLInputElement) delete node[KEPT];
  }
  submit() {}
  requestSubmit(by = null) { host.submit(this, by); }
  get elements() { return new HTMLCollection(descend(this).filter((node) => ["input", "button", "select", "textarea", "output"].includes(node.localName))); }
}
class HTMLOutputElement extends HTMLElement {
  get value() { return this.textContent; }
  set value(value) { this.textContent = value; }
}
class SubmitEvent extends Event {}
class FormData {
  constructor(form) {
    define(this, "pairs", []);
    for (const node of form?.elements ?? []) {
      const ticked = !["checkbox", "radio"].includes(node.type) || node.checked;
      if (node.getAttribute("name") && !["button", "output"].includes(node.localName) && ticked) this.append(node.getAttribute("name"), node.value);
    }
  }
  append(name, value) { this.pairs.push([String(name), String(value)]); }
  set(name, value) { this.delete(name); this.append(name, value); }
  delete(name) { this.pairs = this.pairs.filter(([key]) => key !== String(name)); }
  has(name) { return this.pairs.some(([key]) => key === String(name)); }
  get(name) { return this.pairs.find(([key]) => key === String(name))?.[1] ?? null; }
  getAll(name) { return this.pairs.filter(([key]) => key === String(name)).map(([, value]) => value); }
  entries() { return this.pairs[Symbol.iterator](); }
  [Symbol.iterator]() { return this.entries(); }
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
  progress: HTMLProgressElement, meter: HTMLProgressElement, svg: SVGElement, output: HTMLOutputElement,
};
// A form knows its controls by id and by name: form.bill, and bill in a handler written on the form.
host.nameInForm = (node) => {
  const form = ["input", "select", "textarea", "button", "output"].includes(node.localName) ? node.closest("form") : null;
  for (const name of form ? [node.id, node.getAttribute("name")] : [])
    if (name && !(name in form)) Object.defineProperty(form, name, { value: node, writable: true, configurable: true });
};

host.click = (node) => {
  if (node.disabled === true) return;
  if (["checkbox", "radio"].includes(node.type) && node instanceof HTMLInputElement) node.checked = node.type === "radio" || !node.checked;
  if (node.type === "radio" && node instanceof HTMLInputElement)
    for (const other of document.getElementsByName(node.name)) if (other !== node && other.type === "radio") other.checked = false;
  const at = { clientX: 40, clientY: 12, pageX: 40, pageY: 12, offsetX: 40, offsetY: 12, x: 40, y: 12, button: 0, buttons: 1, detail: 1 };
  const make = (kind, type) => Object.assign(new kind(type, { bubbles: true, cancelable: true }), at);
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"]) host.dispatch(node, make(type.startsWith("pointer") ? PointerEvent : MouseEvent, type));
  const kept = host.dispatch(node, make(PointerEvent, "click"));
  if (!kept) return;
  if (node instanceof HTMLInputElement && ["checkbox", "radio"].includes(node.type))
    for (const type of ["input", "change"]) host.dispatch(node, new Event(type, { bubbles: true }));
  if (["button", "input"].includes(node.localName) && node.type === "submit" && node.form) host.submit(node.form, node);
  if (["button", "input"].includes(node.localName) && node.type === "reset" && node.form) node.form.reset();
  const label = ["input", "button", "select", "textarea", "a"].includes(node.localName) ? null : node.closest("label");
  const wanted = label?.getAttribute("for") ?? null;
  const control = wanted === null ? label?.querySelector("input, button, select, textarea") : document.getElementById(wanted);
  if (control && !control.contains(node)) host.click(control);
};

// What happens when a form is sent: nothing if a field it needs is empty; a page that does not prevent the rest is loaded anew.
host.submit = (form, by = null) => {
  const fields = [...form.elements];
  if (!form.hasAttribute("novalidate") && fields.some((field) => field.hasAttribute("required") && field.value === "")) return;
  if (!host.dispatch(form, new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: by }))) return;
  if (/^javascript:/i.test(form.getAttribute("action") ?? "") || form.getAttribute("method") === "dialog") return;
  host.report(new Error("the form is sent and the page loaded anew"));
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
