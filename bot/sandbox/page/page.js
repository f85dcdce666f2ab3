// Puts the page together: the store, the wire, the panes, and where the reader is. What a person
// does ends here in one control call; what the server says begins here.

import { Composer } from "./composer.js";
import { MessageLog } from "./log.js";
import { Modal } from "./modal.js";
import { makeScene } from "./scene.js";
import { Notices } from "./notices.js";
import { Sending } from "./sending.js";
import { drawSidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { welcome } from "./welcome.js";
import { Wire } from "./wire.js";

const $ = (id) => document.getElementById(id);
const TOUCH = matchMedia("(hover: none)");
const ABOUT = "Your interviewer. Only you see this conversation.";
const RETRY = 1_500;
const ECHO = 1_500; // how long after a call its `trouble` may still arrive by the event stream

class Page {
  constructor(wire, state, notices) {
    this.wire = wire;
    this.store = new Store(state);
    this.channel = null;
    this.root = null;
    this.editing = null;
    this.seen = new Map();
    this.unread = new Set();
    this.quietUntil = 0;
    this.sending = new Sending(this);
    this.notices = notices;
    this.scene = makeScene(this);
    const call = (name, body) => this.inPlace(wire.call(name, body));
    const upload = (file) => wire.upload(file);
    const sample = () => this.store.sample;
    this.modal = new Modal({ wire: { call, upload }, scene: this.scene, sample });
    this.main = this.#pane("conversation", false);
    this.side = this.#pane("thread", true);
    this.#wirePanes();
    for (const channel of this.store.channels.values()) this.#markSeen(channel.id);
    this.#route();
    this.modal.show(this.store.view);
    this.#follow(state.seq);
  }

  #pane(name, inThread) {
    const parts = { frame: $(`${name}-log`), pill: $(`${name}-pill`) };
    const log = new MessageLog({ ...parts, scene: this.scene, inThread });
    const composer = new Composer($(`${name}-composer`), {
      scene: this.scene,
      testid: inThread ? "thread-input" : "message-input",
      commands: () => this.store.commands,
      send: (text, files) => this.sending.send(this.channel, inThread ? this.root : null, text, files),
      editLast: () => this.#editLast(inThread ? this.root : null),
    });
    return { log, composer, status: $(`${name}-status`) };
  }

  #wirePanes() {
    $("to-sidebar").addEventListener("click", () => this.#showPane("sidebar"));
    $("to-channel").addEventListener("click", () => this.go(this.channel, null, true));
    $("close-thread").addEventListener("click", () => this.go(this.channel, null, true));
    $("thread").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.go(this.channel, null, true);
    });
    addEventListener("popstate", () => this.#route());
  }

  #follow(seq) {
    this.wire.follow(seq, {
      onEvent: (event) => this.#take(event),
      onFresh: (state) => {
        this.store.reset(state);
        this.draw();
        this.modal.show(this.store.view);
      },
      onLink: (up) => this.notices.link(up),
    });
  }

  /** One event from the server. */
  async #take(event) {
    if (event.type === "trouble") return this.#trouble(event.text);
    if (!this.store.apply(event)) {
      const state = await this.wire.state();
      if (state) this.store.reset(state);
    }
    if (event.type === "view") return this.modal.show(event.view, event.errors);
    if (event.type === "message") this.#noticed(event);
    return this.draw();
  }

  /** Marks what is new elsewhere; follows the bot into a thread that it has just begun. */
  #noticed({ channel, message }) {
    const { store } = this;
    const root = message.thread_ts;
    const isReply = root && root !== message.ts;
    const mine = message.user === store.me.id;
    if (!mine && channel !== this.channel) this.unread.add(channel);
    if (!isReply || !store.isBot(message) || store.channels.get(channel).kind !== "im") return;
    if (store.replies(channel, root).length === 1 && root !== this.root) this.go(channel, root, false);
  }

  /** A `trouble` that belongs to a call shown in its own place is not told twice. */
  #trouble(text) {
    if (Date.now() < this.quietUntil) return;
    if (this.sending.owns(text)) this.sending.remark(this.channel, null, text);
    else this.notices.say(text);
  }

  /** Waits for a call whose failure is shown where it was made. */
  async inPlace(call) {
    this.quietUntil = Infinity;
    const answer = await call;
    this.quietUntil = Date.now() + ECHO;
    return answer;
  }

  /** Moves to a channel and perhaps a thread; the browser's back button leads back. */
  go(channel, root, byPerson) {
    const place = `#${channel}${root ? `/${root}` : ""}`;
    if (place !== location.hash) history.pushState(null, "", place);
    this.#route();
    const { composer } = root ? this.side : this.main;
    const { activeElement } = document;
    const writing = activeElement?.matches?.("textarea, input, select") && activeElement.value !== "";
    if (!TOUCH.matches && !this.modal.view && (byPerson || !writing)) composer.focus();
  }

  #route() {
    const [, wanted, root] = /^#([A-Z0-9]+)(?:\/([\d.]+))?$/.exec(location.hash) ?? [];
    const channel = this.store.channels.get(wanted) ?? this.store.dm();
    const moved = channel?.id !== this.channel;
    this.channel = channel?.id ?? null;
    this.root = root && this.store.channels.has(wanted) ? root : null;
    this.unread.delete(this.channel);
    if (moved && channel?.kind === "im") this.wire.call("open", { tab: "messages" });
    this.#showPane(this.root ? "thread" : "channel");
    this.draw();
  }

  #showPane(name) {
    document.body.dataset.pane = name;
    $("thread").hidden = !this.root;
  }

  /** Draws everything as the store has it; what did not change keeps its elements. */
  draw() {
    const { store, channel, root, main, side } = this;
    if (!channel) return;
    const name = store.channelName(channel);
    const isDm = store.channels.get(channel).kind === "im";
    document.title = `${isDm ? "" : "#"}${name} – ${store.team.name}`;
    $("conversation-name").textContent = isDm ? name : `# ${name}`;
    $("conversation-about").textContent = isDm ? ABOUT : "";
    this.notices.banner(store);
    if (root) this.#markSeen(channel, root);
    const top = store.topLevel(channel);
    const empty = isDm && !top.some((message) => !message.ephemeral);
    const before = empty ? [this.#welcome()] : [];
    const facts = (message) => this.#facts(channel, message);
    main.log.show(channel, top, facts, { before });
    main.composer.moveTo(channel, isDm ? `Message ${name}` : `Message #${name}`);
    this.#drawStatus(main, channel, null);
    if (root) {
      $("thread-about").textContent = isDm ? name : `# ${name}`;
      side.log.show(`${channel}/${root}`, store.thread(channel, root), facts);
      side.composer.moveTo(`${channel}/${root}`, "Reply …");
      this.#drawStatus(side, channel, root);
    }
    const go = (id) => this.go(id, null, true);
    drawSidebar($("sidebar"), store, { here: channel, unread: this.unread, go });
  }

  #welcome() {
    const key = String(this.store.connected);
    const start = (withSample) => this.#start(withSample);
    if (this.welcomeKey !== key) this.welcomeNode = welcome(this.store, start);
    this.welcomeKey = key;
    return this.welcomeNode;
  }

  #drawStatus(pane, channel, root) {
    const text = this.store.status(channel, root);
    pane.status.textContent = text ? `${this.store.bot.name} ${text.replace(/^(is\s)?/i, "is ")}` : "";
    pane.status.classList.toggle("is-on", Boolean(text));
  }

  #facts(channel, message) {
    const replies = this.store.replies(channel, message.ts);
    const last = replies.at(-1)?.ts;
    const seen = Number(this.seen.get(`${channel}/${message.ts}`) ?? 0);
    const unread = last !== undefined && Number(last) > seen;
    return { channel, replies, unread, editing: this.editing === `${channel}/${message.ts}` };
  }

  #markSeen(channel, root) {
    const all = this.store.channels.get(channel).messages.values();
    const messages = root ? this.store.thread(channel, root) : all;
    for (const { ts, thread_ts: of } of messages) {
      const key = `${channel}/${of ?? ts}`;
      if (Number(ts) > Number(this.seen.get(key) ?? 0)) this.seen.set(key, ts);
    }
  }

  /** Opens the editor of an own message, or closes it and gives the focus back. */
  edit(channel, ts, closed) {
    this.editing = ts ? `${channel}/${ts}` : null;
    this.draw();
    const box = document.querySelector("[data-testid=edit-box]");
    if (box) {
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    } else if (closed) (this.root ? this.side : this.main).composer.focus();
  }

  #editLast(root) {
    const message = this.store.lastOwn(this.channel, root);
    if (message) this.edit(this.channel, message.ts);
    return Boolean(message);
  }

  async #start(withSample) {
    if (withSample) this.modal.fillWhenOpened();
    return this.sending.command(this.channel, null, this.store.commands[0].command, "");
  }

  /** Brings a message into sight and marks it for a moment. */
  pointAt(ts) {
    const node = [...document.querySelectorAll(`[data-ts="${CSS.escape(ts)}"]`)].at(-1);
    if (!node) return;
    node.scrollIntoView({ block: "nearest" });
    node.classList.add("is-pointed-at");
    node.addEventListener("animationend", () => node.classList.remove("is-pointed-at"), { once: true });
  }
}

/** A permalink arrives as a query; the page keeps its places in the fragment. */
function takePermalink(query) {
  const [channel, ts, root] = ["channel", "ts", "thread_ts"].map((name) => query.get(name));
  if (!channel || !ts) return null;
  for (const name of ["channel", "ts", "thread_ts"]) query.delete(name);
  const place = `#${channel}${root ? `/${root}` : ""}`;
  history.replaceState(null, "", `/${query.size ? `?${query}` : ""}${place}`);
  return ts;
}

async function begin(notices = new Notices()) {
  const query = new URLSearchParams(location.search);
  const wire = new Wire(query.get("user"));
  const state = await wire.state();
  if (!state) {
    notices.unreachable();
    setTimeout(begin, RETRY, notices);
    return;
  }
  notices.link(true);
  const ts = takePermalink(query);
  const page = new Page(wire, state, notices);
  if (ts) page.pointAt(ts);
}

begin();
