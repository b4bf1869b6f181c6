// Part of the fake browser: an HTML parser that stops at every script, and the snapshot of what stands on the page. page.py joins the parts, in the order it names them, into one function.

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
const TOLD = new Set("id class style".split(" "));
const others = (node) => {
  const told = {};
  for (const [name, value] of attributes.get(node)) if (!TOLD.has(name) && !name.startsWith("on")) told[name] = value.slice(0, 200);
  delete told.checked;
  return node instanceof HTMLInputElement && node.checked ? { ...told, checked: "" } : told;
};
// Every element as a row: number, parent's number, tag, id, classes, inline style, own text, whole text, can be clicked, other attributes.
host.snapshot = () => descend(document).slice(0, 1500).filter((node) => !HIDDEN.has(node.localName)).map((node) => {
  const field = node instanceof HTMLInputElement ? node.value : null;
  return [
    node[UID], node.parentNode?.[UID] ?? 0, node.localName, node.id, node.className, node.style.cssText,
    squeeze(field ?? own(node)), squeeze(field ?? shown(node)), clickable(node), others(node),
  ];
});
host.styleText = () => [...document.getElementsByTagName("style")].map((node) => node.textContent).join("\n").slice(0, 50000);
host.byNumber = (uid) => descend(document).find((node) => node[UID] === uid);
