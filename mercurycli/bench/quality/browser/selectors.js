// Part of the fake browser: CSS selectors. page.py joins the parts, in the order it names them, into one function.

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
