// Renders a rich_text block: sections, nested lists, quotes and preformatted text. It never parses
// the words it is given; they are shown exactly as they are.

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { mention } from "./mrkdwn.js";
import { fillDate } from "./times.js";

/** The nodes of a rich_text block's elements. */
export function richText(elements, scene) {
  const nodes = [];
  let lists = [];
  for (const element of elements ?? []) {
    if (element.type === "rich_text_list") {
      lists = placeList(element, lists, nodes, scene);
      continue;
    }
    lists = [];
    nodes.push(part(element, scene));
  }
  return nodes;
}

function part(element, scene) {
  const words = (element.elements ?? []).map((e) => leaf(e, scene));
  switch (element.type) {
    case "rich_text_section":
      return el("p", { class: "rich" }, words);
    case "rich_text_quote":
      return el("blockquote", {}, words);
    case "rich_text_preformatted":
      return el("pre", {}, el("code", {}, words));
    default:
      return el("p", { class: "rich unknown" }, `[${element.type}]`);
  }
}

/**
 * Slack writes nested lists as consecutive blocks with an indent; each becomes a list inside the
 * last item one level up. Returns the open lists, outermost first.
 */
function placeList(element, open, nodes, scene) {
  const indent = element.indent ?? 0;
  const items = (element.elements ?? []).map(
    (item) => el("li", {}, (item.elements ?? []).map((e) => leaf(e, scene))),
  );
  const tag = element.style === "ordered" ? "ol" : "ul";
  const outer = open.filter((list) => list.indent < indent);
  const same = open.find((list) => list.indent === indent && list.tag === tag);
  if (same) {
    same.node.append(...items);
    return [...outer, same];
  }
  const start = tag === "ol" && element.offset ? element.offset + 1 : undefined;
  const node = el(tag, { start, class: `level-${indent % 3}` }, items);
  const parent = outer.at(-1)?.node.lastElementChild;
  if (parent) parent.append(node);
  else nodes.push(node);
  return [...outer, { indent, tag, node }];
}

const WRAPPERS = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "em"],
  ["bold", "strong"],
  ["underline", "u"],
];

function leaf(element, scene) {
  return WRAPPERS.reduce(
    (node, [style, tag]) => (element.style?.[style] ? el(tag, {}, node) : node),
    bareLeaf(element, scene),
  );
}

function bareLeaf(element, scene) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text ?? "");
    case "link":
      return scene.link(element.url, element.text || element.url);
    case "emoji":
      return document.createTextNode(emoji(element.name) ?? `:${element.name}:`);
    case "user":
      return mention(`@${scene.userName(element.user_id) ?? element.user_id}`);
    case "channel":
      return mention(`#${scene.channelName(element.channel_id) ?? element.channel_id}`);
    case "usergroup":
      return mention(`@${element.usergroup_id}`);
    case "broadcast":
      return mention(`@${element.range}`);
    case "date":
      return document.createTextNode(
        fillDate(element.timestamp, element.format ?? "{date} {time}", element.fallback),
      );
    case "color":
      return document.createTextNode(element.value ?? "");
    default:
      return document.createTextNode(`[${element.type}]`);
  }
}
