// Renders a markdown block: headings, lists, quotes, fenced code, bold, italic, strike, code, links.
// Only this much of Markdown; no HTML, no images, no tables.

import { el } from "./dom.js";

/** The nodes of a Markdown text, line by line. */
export function markdown(text, scene) {
  const nodes = [];
  const parts = String(text ?? "").split(/^```[^\n]*\n([\s\S]*?)^```[ \t]*$/m);
  parts.forEach((part, i) => {
    if (i % 2) nodes.push(el("pre", {}, el("code", {}, part.replace(/\n$/, ""))));
    else nodes.push(...part.split(/\n{2,}/).flatMap((paragraph) => blockOf(paragraph, scene)));
  });
  return nodes;
}

const LINES = [
  ["rule", /^()(?:-{3,}|\*{3,}|_{3,})\s*$/],
  ["heading", /^#{1,6}\s+(.*?)\s*#*$/],
  ["ul", /^\s*[-*+]\s+(.*)$/],
  ["ol", /^\s*\d+[.)]\s+(.*)$/],
  ["quote", /^>\s?(.*)$/],
];

function blockOf(paragraph, scene) {
  const nodes = [];
  let last = { kind: null, node: null };
  for (const line of paragraph.split("\n")) {
    if (!line.trim()) continue;
    const [kind, match] = kindOf(line);
    const words = inlineMarkdown(match[1], scene);
    if (kind === "heading") nodes.push(el("p", { class: "rich heading" }, words));
    else if (kind === "rule") nodes.push(el("hr"));
    else if (kind === "ul" || kind === "ol") {
      if (last.kind === kind) last.node.append(el("li", {}, words));
      else nodes.push(el(kind, {}, el("li", {}, words)));
    } else if (last.kind === kind) last.node.append(el("br"), ...words);
    else if (kind === "quote") nodes.push(el("blockquote", {}, words));
    else nodes.push(el("p", { class: "rich" }, words));
    last = { kind, node: nodes.at(-1) };
  }
  return nodes;
}

function kindOf(line) {
  for (const [kind, shape] of LINES) {
    const match = shape.exec(line);
    if (match) return [kind, match];
  }
  return ["text", [line, line]];
}

const INLINE = new RegExp(
  [
    /`([^`]+)`/,
    /\*\*(\S(?:.*?\S)?)\*\*/,
    /__(\S(?:.*?\S)?)__/,
    /~~(\S(?:.*?\S)?)~~/,
    /\*(\S(?:[^*]*?\S)?)\*/,
    /(?<!\w)_(\S(?:[^_]*?\S)?)_(?!\w)/,
    /\[([^\]]+)\]\(([^)\s]+)\)/,
  ]
    .map((part) => part.source)
    .join("|"),
);
const TAGS = ["code", "strong", "strong", "s", "em", "em"];

function inlineMarkdown(text, scene) {
  const match = INLINE.exec(text);
  if (!match) return text ? [text] : [];
  const groups = match.slice(1);
  const at = groups.findIndex((group) => group !== undefined);
  const node =
    at === 6
      ? scene.link(groups[7], groups[6])
      : el(TAGS[at], {}, at === 0 ? groups[0] : inlineMarkdown(groups[at], scene));
  return [
    ...(match.index ? [text.slice(0, match.index)] : []),
    node,
    ...inlineMarkdown(text.slice(match.index + match[0].length), scene),
  ];
}
