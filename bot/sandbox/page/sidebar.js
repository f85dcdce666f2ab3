// The list of conversations and who one is here. It only shows; choosing is handed on.

import { el } from "./dom.js";
import { avatar } from "./message.js";

/** Draws the sidebar: `here` is the open channel's id, `unread` the ids with something new. */
export function drawSidebar(node, store, { here, unread, go }) {
  const all = [...store.channels.values()];
  const entry = (channel) => {
    const name = store.channelName(channel.id);
    const fresh = unread.has(channel.id);
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: `room ${fresh ? "is-unread" : ""}`,
          "data-key": channel.id,
          "data-testid": "room",
          "aria-current": channel.id === here ? "page" : undefined,
          onclick: () => go(channel.id),
        },
        channel.kind === "im" ? avatar(name, { bot: true }) : el(
          "span",
          { class: "hash", "aria-hidden": "true" },
          "#",
        ),
        el("span", { class: "room-name" }, name),
        channel.kind === "im" && el(
          "span",
          {
            class: `presence ${store.connected ? "is-here" : ""}`,
            role: "img",
            "aria-label": store.connected ? "connected" : "not connected",
          },
        ),
        fresh && el("span", { class: "unread-dot", role: "img", "aria-label": "unread" }),
      ),
    );
  };
  const section = (title, channels) => channels.length > 0 && [
    el("h2", {}, title),
    el("ul", {}, channels.map(entry)),
  ];
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  node.replaceChildren(
    el(
      "div",
      { class: "team" },
      el("span", { class: "team-mark", "aria-hidden": "true" }, store.team.name.slice(0, 1)),
      el("div", {}, el("strong", {}, store.team.name), el("small", {}, "on this computer")),
    ),
    el(
      "div",
      { class: "rooms" },
      section("Apps", all.filter((c) => c.kind === "im")),
      section("Channels", all.filter((c) => c.kind !== "im")),
    ),
    el(
      "div",
      { class: "me" },
      avatar(store.userName(store.me.id), { id: store.me.id }),
      el("div", {}, el("strong", {}, store.userName(store.me.id)), el("small", {}, "that’s you")),
    ),
  );
  if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}
