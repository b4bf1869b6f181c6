// Part of the fake browser: CSS colours (CSS Color Module Level 4).

// `#rrggbb` and alpha of a CSS colour, or null: a browser ignores a colour it cannot read, and so must the record.
const colours = new Map();
host.colour = (text) => {
  if (!colours.has(text)) {
    if (colours.size > 5000) colours.clear();
    colours.set(text, readColour(text.trim().toLowerCase()));
  }
  return colours.get(text);
};
const hex2 = (value) => Math.max(0, Math.min(255, Math.round(value))).toString(16).padStart(2, "0");
function readColour(text) {
  if (text === "transparent") return { hex: "#000000", alpha: 0 };
  if (Object.hasOwn(host.config.names, text)) return { hex: host.config.names[text], alpha: 1 };
  let m = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.exec(text);
  if (m) {
    const long = m[1].length < 6 ? [...m[1]].map((c) => c + c).join("") : m[1];
    return { hex: "#" + long.slice(0, 6), alpha: long.length === 8 ? parseInt(long.slice(6), 16) / 255 : 1 };
  }
  m = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text);
  if (!m) return null;
  const parts = m[2].split(/[\s,/]+/).filter(Boolean);
  const unit = (part, whole) => (/%$/.test(part) ? (parseFloat(part) / 100) * whole : Number(part.replace(/deg$/, "")));
  if (parts.length < 3 || parts.length > 4) return null;
  const alpha = parts.length === 4 ? unit(parts[3], 1) : 1;
  const values = parts.slice(0, 3).map((part, i) => unit(part, m[1] === "rgb" ? 255 : i ? 100 : 360));
  if (m[1] === "hsl" && !(parts[1].endsWith("%") && parts[2].endsWith("%")) && text.includes(",")) return null;
  if (m[1] === "hsl") { values[1] = parseFloat(parts[1]); values[2] = parseFloat(parts[2]); }
  if (![alpha, ...values].every(Number.isFinite)) return null;
  const rgb = m[1] === "rgb" ? values : fromHsl(...values);
  return { hex: "#" + rgb.map(hex2).join(""), alpha: Math.max(0, Math.min(1, alpha)) };
}
function fromHsl(hue, saturation, light) {
  const s = Math.max(0, Math.min(100, saturation)) / 100, l = Math.max(0, Math.min(100, light)) / 100;
  const a = s * Math.min(l, 1 - l);
  return [0, 8, 4].map((n) => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return 255 * (l - a * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}
