// Builds elements from text and attributes. It refuses markup: nothing here parses HTML, so what
// people or a bot write can never become part of the page.

/**
 * An element with its attributes, listeners (`onclick: fn`) and children. A child that is a string
 * becomes a text node; null, undefined and false are left out.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

/** The address if it is an absolute http(s) or mailto one, else null: nothing else may be opened. */
export function safeAddress(address) {
  try {
    const url = new URL(String(address));
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link that opens in a new tab without handing over this page, or, for an address that may not
 * be opened, its text alone.
 */
export function link(address, ...label) {
  const href = safeAddress(address);
  const words = label.length ? label : [String(address)];
  if (!href) return el("span", {}, ...words);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...words);
}

/** A drawn sign, from the shapes of forms.css; it says nothing to a screen reader. */
export function glyph(name) {
  return el("span", { class: `glyph glyph-${name}`, "aria-hidden": "true" });
}

/** A button with words on it; `style` adds classes such as "is-primary". */
export function textButton(words, { style = "", type = "button", ...attributes }) {
  return el("button", { type, class: `button ${style}`, ...attributes }, words);
}

/** A button with a glyph on it and its label for those who do not see that. */
export function iconButton(label, name, { style = "", ...attributes }) {
  const shared = { type: "button", class: `icon-button ${style}`, "aria-label": label };
  return el("button", { ...shared, title: label, ...attributes }, glyph(name));
}

let counter = 0;

/** An id that no other element of the page has. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Bytes as a person reads them: "840 B", "12 KB", "1.4 MB". */
export function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1000_000).toFixed(1)} MB`;
}
