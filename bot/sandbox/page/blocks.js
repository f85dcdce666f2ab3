// Renders Block Kit blocks that only show something. What can be pressed comes from elements.js,
// what can be filled in from inputs.js; an unknown block is shown as a box that names its type.

import { renderElement } from "./elements.js";
import { el } from "./dom.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { plain, textObject } from "./text.js";

const SHAPES = {
  section,
  header: (block) => el("h3", { class: "block header" }, plain(block.text?.text)),
  divider: () => el("hr", { class: "block divider" }),
  context,
  actions,
  context_actions: actions,
  rich_text: (block, scene) => el("div", { class: "block rich-text" }, richText(block.elements, scene)),
  markdown: (block, scene) => el("div", { class: "block rich-text" }, markdown(block.text, scene)),
  table,
  data_table: table,
  alert: alertBlock,
  image,
};

/** The elements of a message's or a view's blocks, in order. */
export function renderBlocks(blocks, scene) {
  return (blocks ?? []).map((block) => renderBlock(block, scene));
}

/** One block's element, marked with its block id. */
export function renderBlock(block, scene) {
  const shape = Object.hasOwn(SHAPES, block?.type) ? SHAPES[block.type] : unknown;
  const node = shape(block ?? {}, scene);
  if (block?.block_id) node.dataset.blockId = block.block_id;
  return node;
}

function section(block, scene) {
  const words = el("div", { class: "section-words" });
  if (block.text) words.append(el("div", { class: "section-text" }, textObject(block.text, scene)));
  if (block.fields?.length) {
    words.append(
      el(
        "div",
        { class: "fields" },
        block.fields.map((field) => el("div", { class: "field-text" }, textObject(field, scene))),
      ),
    );
  }
  const accessory = block.accessory && el(
    "div",
    { class: "accessory" },
    renderElement(block.accessory, block.block_id, scene),
  );
  return el("div", { class: "block section" }, words, accessory);
}

function context(block, scene) {
  const parts = (block.elements ?? []).map((element) =>
    el(
      "span",
      { class: "context-part" },
      element.type === "image" ? imageWords(element) : textObject(element, scene),
    ),
  );
  return el("div", { class: "block context" }, parts);
}

function actions(block, scene) {
  const elements = (block.elements ?? []).map(
    (element) => renderElement(element, block.block_id, scene),
  );
  return el("div", { class: "block actions" }, elements);
}

function table(block, scene) {
  const [head, ...rows] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const cells = (row, tag) =>
    (row ?? []).map((cell, i) =>
      el(
        tag,
        { scope: tag === "th" ? "col" : undefined, class: `align-${settings[i]?.align ?? "left"}` },
        cellWords(cell, scene),
      ),
    );
  const grid = el(
    "table",
    {},
    block.caption && el("caption", {}, String(block.caption?.text ?? block.caption)),
    head && el("thead", {}, el("tr", {}, cells(head, "th"))),
    el("tbody", {}, rows.map((row) => el("tr", {}, cells(row, "td")))),
  );
  return el(
    "div",
    { class: "block table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    grid,
  );
}

function cellWords(cell, scene) {
  if (cell?.type === "rich_text") return richText(cell.elements, scene);
  return plain(cell?.text ?? cell?.value ?? "");
}

function alertBlock(block, scene) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  return el(
    "div",
    { class: `block alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    textObject(block.text, scene),
  );
}

function image(block) {
  return el(
    "div",
    { class: "block unknown" },
    imageWords(block),
    block.title && [" — ", plain(block.title.text)],
  );
}

/** Pictures are not loaded: the page asks nobody but its own server. Their description stands in. */
function imageWords(image) {
  return el(
    "span",
    { class: "image-words", role: "img", "aria-label": image.alt_text ?? "image" },
    `🖼 ${image.alt_text ?? "image"}`,
  );
}

function unknown(block) {
  return el(
    "div",
    { class: "block unknown", "data-testid": "unknown-block" },
    `A block of type “${block?.type ?? "?"}”, which this page does not draw.`,
  );
}

/** The card of an attached file: its name and size. */
export function fileCard(file, ...more) {
  const name = file.name ?? file.title ?? "file";
  return el(
    "div",
    { class: "file-card", "data-testid": "file" },
    el(
      "span",
      { class: "file-kind", "aria-hidden": "true" },
      (name.split(".").pop() ?? "").slice(0, 4).toUpperCase(),
    ),
    el("span", { class: "file-name" }, name),
    ...more,
  );
}
