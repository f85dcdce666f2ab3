// Renders Block Kit's text objects, the small change of every block. It refuses HTML.

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** The nodes of a text object: mrkdwn, or plain text with its shortcodes drawn. */
export function textObject(text, scene) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text, scene);
  return plain(text.text);
}

/** Plain text with its shortcodes drawn and its line breaks kept. */
export function plain(text) {
  const drawn = String(text ?? "").replace(/:([a-z0-9_+-]+):/gi, (whole, name) => emoji(name) ?? whole);
  return drawn.split("\n").flatMap((line, i) => (i ? [el("br"), line] : [line]));
}

/** Plain text as one string with its shortcodes drawn, for labels and options. */
export function drawn(text) {
  return plain(text)
    .filter((node) => typeof node === "string")
    .join(" ");
}
