// A list of messages that scrolls as a reader expects: it follows what is new only while the reader
// is at the end, and never moves what is being read. It refuses to know what a message means.

import { el } from "./dom.js";
import { counted, messageElement } from "./message.js";
import { byTime, dayKey, dayName, milliseconds } from "./times.js";

const GROUP_MILLISECONDS = 5 * 60_000;
const NEAR_THE_END = 48;
const RIM = 24; // what peeks in at the top of the pane is not what is being read

/** The messages of one pane, its scrolling, and the pill that tells of what is below. */
export class MessageLog {
  constructor({ frame, pill, scene, inThread }) {
    Object.assign(this, { frame, pill, scene, inThread });
    this.shown = new Map();
    this.following = true;
    this.place = null;
    this.lastTop = 0;
    frame.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    pill.addEventListener("click", () => this.toEnd(true));
    new ResizeObserver(() => {
      if (this.following && this.pill.hidden) this.toEnd();
    }).observe(frame);
  }

  /**
   * Shows these messages of a place (a channel or a thread). Elements whose message did not change
   * stay as they are; `before` and `after` are further elements at the two ends.
   */
  show(place, messages, facts, { before = [], after = [] } = {}) {
    const fresh = place !== this.place;
    if (fresh) {
      this.shown = new Map();
      this.frame.replaceChildren();
      this.pill.hidden = true;
    }
    this.place = place;
    const anchor = fresh ? null : this.#anchor();
    const focused = this.#focusedKey();
    const newest = [...this.shown.keys()].filter((key) => /^\d/.test(key)).sort(byTime).at(-1) ?? "0";
    const wanted = this.#elements(messages, facts);
    this.#place([...before, ...wanted.map(([, entry]) => entry.node), ...after]);
    this.shown = new Map(wanted);
    this.#restoreFocus(focused);
    if (fresh) return this.toEnd();
    const arrived = messages.filter((message) => byTime(message.ts, newest) > 0);
    return this.#scrollFor(arrived, anchor);
  }

  /** Scrolls to the end and follows from there. */
  toEnd(byReader = false) {
    this.following = true;
    this.pill.hidden = true;
    const gentle = byReader && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.frame.scrollTo({ top: this.frame.scrollHeight, behavior: gentle ? "smooth" : "instant" });
    this.lastTop = this.frame.scrollTop;
  }

  #elements(messages, facts) {
    const wanted = [];
    let above = null;
    let before = null;
    for (const message of messages) {
      const begins = above === null && message === messages[0];
      if (begins ? !this.inThread : dayKey(before) !== dayKey(message.ts)) {
        wanted.push(this.#line(`day-${dayKey(message.ts)}`, "day", dayName(message.ts)));
        above = null;
      }
      const own = { ...facts(message), grouped: grouped(above, message), inThread: this.inThread };
      const signature = JSON.stringify([message, own]);
      const old = this.shown.get(message.ts);
      const same = old?.signature === signature;
      const node = same ? old.node : messageElement(message, own, this.scene);
      wanted.push([message.ts, { signature, node }]);
      before = message.ts;
      above = own.replies.length ? null : message;
      if (this.inThread && own.replies.length) {
        wanted.push(this.#line("replies", "replies", counted(own.replies.length)));
      }
    }
    return wanted;
  }

  #line(key, kind, words) {
    const old = this.shown.get(key);
    if (old?.signature === words) return [key, old];
    const node = el(
      "div",
      { class: kind, role: "separator", "aria-label": words },
      el("span", {}, words),
    );
    return [key, { signature: words, node }];
  }

  #place(nodes) {
    const standing = new Set(nodes);
    for (const child of [...this.frame.children]) if (!standing.has(child)) child.remove();
    nodes.forEach((node, i) => {
      if (this.frame.children[i] !== node) this.frame.insertBefore(
        node,
        this.frame.children[i] ?? null,
      );
    });
  }

  /** The first message that is more than a rim in sight, and how far below the edge it begins. */
  #anchor() {
    const edge = this.frame.getBoundingClientRect().top;
    let seen = null;
    for (const [key, { node }] of this.shown) {
      const box = node.getBoundingClientRect();
      if (box.bottom <= edge) continue;
      seen ??= { key, offset: box.top - edge };
      if (box.bottom > edge + RIM) return { key, offset: box.top - edge };
    }
    return seen;
  }

  #scrollFor(arrived, anchor) {
    const first = arrived.length && this.shown.get(arrived[0].ts)?.node;
    const own = arrived.some((m) => m.user === this.scene.store.me.id && !m.ephemeral);
    if (first && (this.following || own)) {
      this.following = true;
      const top = first.offsetTop - 8;
      this.frame.scrollTop = Math.min(this.frame.scrollHeight, top);
      this.lastTop = this.frame.scrollTop;
      this.#tell("More below");
      return;
    }
    const node = anchor && this.shown.get(anchor.key)?.node;
    if (node) {
      const edge = this.frame.getBoundingClientRect().top;
      this.frame.scrollTop += node.getBoundingClientRect().top - edge - anchor.offset;
      this.lastTop = this.frame.scrollTop;
    }
    if (first) this.#tell("New messages");
    else if (this.following) this.#tell("More below");
  }

  #tell(words) {
    this.pill.hidden = this.#below() <= NEAR_THE_END;
    this.pill.textContent = words;
  }

  #below() {
    return this.frame.scrollHeight - this.frame.clientHeight - this.frame.scrollTop;
  }

  #scrolled() {
    const { scrollTop } = this.frame;
    if (this.#below() <= NEAR_THE_END) {
      this.following = true;
      this.pill.hidden = true;
    } else if (scrollTop < this.lastTop - 2) this.following = false;
    this.lastTop = scrollTop;
  }

  #focusedKey() {
    const { activeElement } = document;
    if (!this.frame.contains(activeElement)) return null;
    const ts = activeElement.closest("[data-ts]")?.dataset.ts;
    return ts ? { ts, key: activeElement.dataset.key } : null;
  }

  /** A message that was drawn anew takes the focus back: its button, or else itself. */
  #restoreFocus(focused) {
    if (!focused || this.frame.contains(document.activeElement)) return;
    const node = this.shown.get(focused.ts)?.node;
    const button = [
      ...(node?.querySelectorAll("[data-key]") ?? []),
    ].find((b) => b.dataset.key === focused.key);
    (button ?? node ?? this.frame).focus({ preventScroll: true });
  }
}

function grouped(above, message) {
  return (
    above !== null &&
    !above.ephemeral &&
    !message.ephemeral &&
    !above.deleted &&
    above.user === message.user &&
    above.subtype !== "tombstone" &&
    milliseconds(message.ts) - milliseconds(above.ts) < GROUP_MILLISECONDS
  );
}
