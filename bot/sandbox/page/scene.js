// What the renderers may ask of the page: names, links, clicks, threads, edits. It turns each into
// one control call or one step of the page, and refuses to open anything but web addresses.

import { confirmFirst } from "./dialogs.js";
import { link } from "./dom.js";
import { unescapeEntities } from "./mrkdwn.js";

const NOT_TAKEN = "Not saved, please press again.";
const PERMALINK = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})$/;

/** The scene of a page: see message.js, elements.js and modal.js for what they use of it. */
export function makeScene(page) {
  const { store, wire } = page;
  const scene = {
    store,
    userName: (id) => store.userName(id),
    channelName: (id) => store.channelName(id),
    unescape: unescapeEntities,
    say: (text) => page.notices.say(text),
    upload: (file) => wire.upload(file),
    openThread: (channel, ts, byPerson) => page.go(channel, ts, byPerson),
    link(address, label) {
      const node = link(address, label);
      const here = (event) => scene.openHere(address) && event.preventDefault();
      if (placeOf(store, address)) node.addEventListener("click", here);
      return node;
    },
    /** Goes to a message of this workspace that a permalink names; false for any other address. */
    openHere(address) {
      const place = placeOf(store, address);
      if (!place) return false;
      page.go(place.channel, place.root, true);
      page.pointAt(place.ts);
      return true;
    },
    /** Sends a click on a message; null, or words for the person where it did not arrive. */
    async actOn(channel, message, chosen) {
      const answer = await page.inPlace(wire.call("click", { channel, ts: message.ts, ...chosen }));
      return answer.ok && answer.acked !== false ? null : NOT_TAKEN;
    },
    startEditing: (channel, message) => page.edit(channel, message.ts),
    async finishEditing(channel, message, text) {
      page.edit(channel, null, message.ts);
      if (text === null || text === unescapeEntities(message.text ?? "")) return;
      const answer = await wire.call("edit", { channel, ts: message.ts, text });
      if (!answer.ok) page.notices.say("The edit was not saved. Please try again.");
    },
    async deleteMessage(channel, message) {
      const question = {
        title: { text: "Delete this message?" },
        text: { type: "plain_text", text: "It cannot be brought back." },
        confirm: { text: "Delete" },
        style: "danger",
      };
      if (!(await confirmFirst(question, scene))) return;
      const answer = await wire.call("delete", { channel, ts: message.ts });
      if (!answer.ok) page.notices.say("The message was not deleted. Please try again.");
    },
  };
  return scene;
}

/** Where a permalink of this workspace leads, or null. */
function placeOf(store, address) {
  try {
    const url = new URL(address);
    const found = PERMALINK.exec(url.pathname);
    if (!found || !store.channels.has(found[1])) return null;
    const [, channel, seconds, micros] = found;
    const ts = `${seconds}.${micros}`;
    const message = store.message(channel, ts);
    const root = url.searchParams.get("thread_ts") ?? message?.thread_ts;
    return { channel, ts, root: root ?? (message?.reply_count ? ts : null) };
  } catch {
    return null;
  }
}
