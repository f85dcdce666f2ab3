// One message as an element: who, when, the words, the files, the way into its thread and what its
// author may do with it. It keeps nothing; what is pressed is handed to the scene.

import { fileCard, renderBlocks } from "./blocks.js";
import { el, glyph, iconButton, size, textButton } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { timeOfDay, wholeTime } from "./times.js";

const HUES = 8; // as many as messages.css colours

/** The initials of a name, at most two. */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
}

/** A drawn picture of a person: their initials on a colour that is always the same for them. */
export function avatar(name, { bot = false, id = name } = {}) {
  const hue = [...String(id)].reduce(
    (sum, letter) => (sum * 37 + letter.codePointAt(0)) % 1009,
    7,
  ) % HUES;
  return el(
    "span",
    { class: `avatar ${bot ? "is-bot" : `hue-${hue}`}`, "aria-hidden": "true" },
    bot ? glyph("bubble") : initials(name),
  );
}

/**
 * The element of a message. `facts` says what only its list knows: `grouped` (same author as the one
 * above), `replies`, `inThread`, `editing`, and the `channel` it stands in.
 */
export function messageElement(message, facts, scene) {
  const { store } = scene;
  const name = store.authorName(message);
  const bot = store.isBot(message);
  const node = el("article", {
    class: [
      "message",
      facts.grouped && "is-grouped",
      message.ephemeral && "is-ephemeral",
    ].filter(Boolean).join(" "),
    "data-testid": "message",
    "data-ts": message.ts,
    "data-author": bot ? "bot" : message.user === store.me.id ? "me" : "other",
    "data-ephemeral": message.ephemeral ? "true" : undefined,
    "data-event-type": message.metadata?.event_type,
    "aria-label": `${name}, ${timeOfDay(message.ts)}`,
    tabindex: "-1",
  });
  if (message.deleted || message.subtype === "tombstone") {
    node.classList.add("is-deleted");
    node.append(
      el("span", { class: "avatar is-gone", "aria-hidden": "true" }),
      el(
        "div",
        { class: "message-body" },
        el("p", { class: "rich" }, "This message was deleted."),
        threadLink(message, facts, scene),
      ),
    );
    return node;
  }
  const time = el(
    "time",
    {
      datetime: new Date(Number.parseFloat(message.ts) * 1000).toISOString(),
      title: wholeTime(message.ts),
    },
    timeOfDay(message.ts),
  );
  node.append(
    facts.grouped ? el("span", { class: "gutter" }, time) : avatar(
      name,
      { bot: bot || message.remark, id: message.user },
    ),
    el(
      "div",
      { class: "message-body" },
      message.ephemeral && el("p", { class: "only-you" }, glyph("eye"), "Only visible to you"),
      !facts.grouped && el(
        "div",
        { class: "byline" },
        el("span", { class: "author" }, name),
        bot && el("span", { class: "badge" }, "APP"),
        time,
      ),
      facts.editing ? editor(message, facts, scene) : content(message, facts, scene),
      threadLink(message, facts, scene),
    ),
  );
  if (!facts.editing && !message.remark) node.append(tools(message, facts, scene));
  return node;
}

function content(message, facts, scene) {
  const acting = { ...scene, act: (chosen) => scene.actOn(facts.channel, message, chosen) };
  const edited = message.edited && !scene.store.isBot(message) && el(
    "span",
    { class: "edited" },
    " (edited)",
  );
  const drawnByBlocks = message.blocks?.length && scene.store.isBot(message);
  const words = drawnByBlocks
    ? renderBlocks(message.blocks, acting)
    : message.text && el(
      "div",
      { class: `words ${message.subtype === "me_message" ? "is-me" : ""}` },
      mrkdwn(message.text, scene),
      edited,
    );
  const files = (message.files ?? []).map(
    (file) => fileCard(file, el("span", { class: "file-size" }, size(file.size))),
  );
  return el(
    "div",
    { class: "content" },
    message.subtype === "thread_broadcast" && !facts.inThread && el(
      "p",
      { class: "broadcast" },
      "replied to a thread",
    ),
    words,
    files.length > 0 && el("div", { class: "files" }, files),
  );
}

/** "1 reply", "3 replies". */
export function counted(replies) {
  return `${replies} ${replies === 1 ? "reply" : "replies"}`;
}

function threadLink(message, facts, scene) {
  const count = facts.replies.length;
  if (facts.inThread || !count) return null;
  const authors = [...new Map(facts.replies.map((reply) => [reply.user, reply])).values()].slice(0, 3);
  return el(
    "button",
    {
      type: "button",
      class: `thread-link ${facts.unread ? "is-unread" : ""}`,
      "data-testid": "thread-link",
      onclick: () => scene.openThread(facts.channel, message.ts, true),
    },
    el(
      "span",
      { class: "thread-faces" },
      authors.map(
        (reply) => avatar(
          scene.store.authorName(reply),
          { bot: scene.store.isBot(reply), id: reply.user },
        ),
      ),
    ),
    el("span", { class: "thread-count" }, counted(count)),
    el("span", { class: "thread-last" }, `Last reply ${timeOfDay(facts.replies.at(-1).ts)}`),
    glyph("forward"),
  );
}

function tools(message, facts, scene) {
  const own = message.user === scene.store.me.id && !message.ephemeral;
  const tool = (label, name, onclick) => iconButton(label, name, { style: "small", onclick });
  const reply = () => scene.openThread(facts.channel, message.thread_ts ?? message.ts, true);
  const offered = [
    !facts.inThread && !message.ephemeral && tool("Reply in thread", "bubble", reply),
    own && tool("Edit message", "pencil", () => scene.startEditing(facts.channel, message)),
    own && tool("Delete message", "bin", () => scene.deleteMessage(facts.channel, message)),
  ].filter(Boolean);
  if (!offered.length) return "";
  return el("div", { class: "tools", role: "group", "aria-label": "Message actions" }, offered);
}

function editor(message, facts, scene) {
  const area = el(
    "textarea",
    { class: "text-input", rows: "2", "aria-label": "Edit message", "data-testid": "edit-box" },
  );
  area.value = scene.unescape(message.text ?? "");
  const save = () => (
    area.value.trim() ? scene.finishEditing(facts.channel, message, area.value) : undefined
  );
  const cancel = () => scene.finishEditing(facts.channel, message, null);
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return el(
    "div",
    { class: "editor" },
    area,
    el(
      "div",
      { class: "editor-foot" },
      textButton("Cancel", { onclick: cancel }),
      textButton("Save", { style: "is-primary", onclick: save }),
    ),
  );
}
