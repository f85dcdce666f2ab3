// Turns Slack's mrkdwn into elements: bold, italic, strike, code, quotes, links, mentions, dates
// and emoji. It refuses HTML: every word reaches the page as a text node.

import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { fillDate } from "./times.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };

/** `&amp;`, `&lt;` and `&gt;` as the signs they stand for: the only entities Slack has. */
export function unescapeEntities(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

/** The nodes of a mrkdwn text: paragraphs' lines, quotes and preformatted parts. */
export function mrkdwn(text, scene) {
  return String(text ?? "")
    .split(/```\n?([\s\S]*?)\n?```/)
    .flatMap((part, i) => {
      if (i % 2) return [el("pre", {}, el("code", {}, unescapeEntities(part)))];
      return quotesAndLines(part, scene);
    });
}

function quotesAndLines(text, scene) {
  const nodes = [];
  let quote = null;
  const lines = text.replace(/^\n|\n$/g, "").split("\n");
  if (lines.length === 1 && lines[0] === "") return nodes;
  lines.forEach((line, i) => {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted) {
      if (quote) quote.append(el("br"));
      else nodes.push((quote = el("blockquote")));
      quote.append(...inline(quoted[1], scene));
      return;
    }
    if (i > 0 && !quote) nodes.push(el("br"));
    quote = null;
    nodes.push(...inline(line, scene));
  });
  return nodes;
}

const TOKEN = new RegExp(
  [
    /`([^`\n]+)`/, // code
    /<([^<>\n]+)>/, // a link, a mention or a date
    /:([a-z0-9_+-]+(?:::[a-z0-9-]+)?):/, // an emoji
    /(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)"'])/, // a bare address, without the full stop after it
  ]
    .map((part) => part.source)
    .join("|"),
  "gi",
);

/** One line's nodes: code, links and emoji first, the styles around what is left. */
function inline(text, scene) {
  const style = firstStyle(text);
  if (style) {
    const { sign, start, end } = style;
    return [
      ...inline(text.slice(0, start), scene),
      el(STYLES[sign], {}, ...inline(text.slice(start + 1, end), scene)),
      ...inline(text.slice(end + 1), scene),
    ];
  }
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, code, angle, shortcode, address] = match;
    nodes.push(unescapeEntities(text.slice(from, match.index)));
    if (code !== undefined) nodes.push(el("code", {}, unescapeEntities(code)));
    else if (angle !== undefined) nodes.push(angled(angle, whole, scene));
    else if (shortcode !== undefined) nodes.push(emoji(shortcode) ?? whole);
    else nodes.push(link(unescapeEntities(address)));
    from = match.index + whole.length;
  }
  nodes.push(unescapeEntities(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

/** The first complete `*…*`, `_…_` or `~…~` outside code and links, or null. */
function firstStyle(text) {
  const bare = text.replace(TOKEN, (whole) => "\u0000".repeat(whole.length));
  const found = /(?<![\p{L}\p{N}])([*_~])(?=\S)(?:(?!\1).)*?\S?\1(?![\p{L}\p{N}])/u.exec(bare);
  if (!found || found[0].length < 3 || /\s/.test(bare[found.index + found[0].length - 2])) return null;
  return { sign: found[1], start: found.index, end: found.index + found[0].length - 1 };
}

/** What `<…>` stands for: a mention, a date or a link; anything else is shown as it was written. */
function angled(inside, whole, scene) {
  const [target, label] = split(inside, "|");
  const kind = target[0];
  if (kind === "@") return mention(`@${scene.userName(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (kind === "#") return mention(
    `#${scene.channelName(target.slice(1)) ?? label ?? target.slice(1)}`,
  );
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date) return fillDate(Number(date[1]), unescapeEntities(date[2]), label ?? "");
  if (kind === "!") return mention(`@${label ?? target.slice(1).split("^")[0]}`);
  if (/^(https?|mailto):/i.test(target)) {
    return scene.link(
      unescapeEntities(target),
      unescapeEntities(label ?? target.replace(/^mailto:/, "")),
    );
  }
  return unescapeEntities(whole);
}

function split(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** A name of a person, a group or a channel, shown as text. */
export function mention(words) {
  return el("span", { class: "mention" }, words);
}
