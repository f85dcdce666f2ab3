// The modal that the bot opened: its fields, its errors, its foot. It keeps what was typed when the
// bot updates the view, and refuses to close on a submission before the bot has answered.

import { renderBlock } from "./blocks.js";
import { giveFocusBack, keepFocusInside } from "./dialogs.js";
import { el, freshId, iconButton, textButton } from "./dom.js";
import { inputField } from "./inputs.js";
import { drawn } from "./text.js";

const NO_ANSWER = "The app did not answer in time. Nothing you typed is lost; please try again.";

/** One person's modal. `wire` sends, `scene` names people and speaks, `sample` fills the sample in. */
export class Modal {
  constructor({ wire, scene, sample }) {
    Object.assign(this, { wire, scene, sample });
    this.view = null;
    this.parts = new Map();
    this.below = new Map();
    this.fillNext = false;
  }

  /** Shows the top view of the stack, or nothing; `errors` stand under the fields they name. */
  show(view, errors) {
    if (!view) {
      this.#shut();
      return;
    }
    if (!this.dialog) this.#open();
    const pushed = this.view && this.view.id !== view.id;
    if (pushed) this.below.set(this.view.id, this.#values());
    const kept = this.view?.id === view.id ? this.#values() : (this.below.get(view.id) ?? {});
    const changed = JSON.stringify(this.view) !== JSON.stringify(view);
    if (changed) this.#draw(view, pushed ? new Map() : this.parts, kept);
    if (errors) this.#complain(errors);
    if (this.fillNext && this.#takesSample()) this.#fillIn();
  }

  /** The next profile view that opens is filled with the sample at once. */
  fillWhenOpened() {
    this.fillNext = true;
  }

  #open() {
    this.opener = document.activeElement;
    this.parts = new Map();
    this.below = new Map();
    const title = freshId("modal-title");
    this.title = el("h2", { id: title });
    this.body = el("div", { class: "modal-body", tabindex: "-1" });
    this.general = el("p", { class: "modal-trouble", role: "alert", "data-testid": "modal-trouble" });
    this.foot = el("div", { class: "dialog-foot" });
    const form = el(
      "form",
      { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
      el(
        "header",
        { class: "modal-head" },
        this.title,
        iconButton("Close", "close", { onclick: () => this.#close() }),
      ),
      this.body,
      this.general,
      this.foot,
    );
    this.dialog = el(
      "dialog",
      { class: "dialog modal", "aria-labelledby": title, "data-testid": "modal" },
      form,
    );
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#close();
    });
    keepFocusInside(this.dialog);
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  #shut() {
    if (!this.dialog) return;
    this.dialog.close();
    this.dialog.remove();
    this.dialog = null;
    this.view = null;
    this.fillNext = false;
    giveFocusBack(this.opener, document.querySelector("#conversation-composer textarea"));
  }

  /** Draws a view; a block that did not change keeps its very element, and so its focus and files. */
  #draw(view, before, kept) {
    const old = this.view;
    this.view = view;
    this.dialog.dataset.callbackId = view.callback_id ?? "";
    this.dialog.dataset.viewId = view.id;
    this.title.textContent = drawn(view.title?.text);
    this.general.textContent = "";
    this.parts = new Map();
    const scene = { ...this.scene, act: (chosen) => this.#act(chosen) };
    (view.blocks ?? []).forEach((block, i) => {
      const key = block.block_id ?? `#${i}`;
      const same = before.get(key);
      const json = JSON.stringify(block);
      this.parts.set(key, same?.json === json ? same : this.#part(block, json, kept, scene));
    });
    const nodes = [...this.parts.values()].map((part) => part.node);
    const standing = new Set(nodes);
    for (const child of [...this.body.children]) if (!standing.has(child)) child.remove();
    nodes.forEach((node, i) => {
      if (this.body.children[i] !== node) this.body.insertBefore(node, this.body.children[i] ?? null);
    });
    this.#drawFoot(view);
    this.#settle(false);
    const inside = this.dialog.contains(document.activeElement);
    if (!inside || old?.callback_id !== view.callback_id) this.#focusFirst();
  }

  #part(block, json, kept, scene) {
    if (block.type !== "input") return { json, node: renderBlock(block, scene) };
    const field = inputField(block, { ...scene, upload: (file) => this.wire.upload(file) });
    const value = kept[field.blockId]?.[field.actionId];
    if (value !== undefined && value !== null) field.write(value);
    return { json, node: field.node, field };
  }

  #drawFoot(view) {
    const close = textButton(drawn(view.close?.text ?? "Cancel"), { onclick: () => this.#close() });
    this.submitButton = view.submit && textButton(
      drawn(view.submit.text),
      { type: "submit", style: "is-primary", "data-testid": "modal-submit" },
    );
    const fill = this.#takesSample() && textButton(
      "Fill in a sample",
      { style: "is-quiet fill", "data-testid": "fill-sample", onclick: () => this.#fillIn() },
    );
    this.foot.replaceChildren(
      ...[fill, el("span", { class: "spring" }), close, this.submitButton].filter(Boolean),
    );
  }

  #fields() {
    return [...this.parts.values()].flatMap((part) => part.field ?? []);
  }

  #field(blockId) {
    return this.#fields().find((field) => field.blockId === blockId);
  }

  #values() {
    const values = {};
    for (const field of this.#fields()) (values[field.blockId] ??= {})[field.actionId] = field.read();
    return values;
  }

  #takesSample() {
    return Boolean(this.sample() && this.#field("resume_text") && this.#field("job_description"));
  }

  #fillIn() {
    this.fillNext = false;
    const sample = this.sample();
    this.#fillLong("resume_text", sample.resume);
    this.#fillLong("job_description", sample.job_description);
    this.#field("company")?.write(sample.company);
    this.#field("job_title")?.write(sample.job_title);
    for (const field of this.#fields()) field.complain(null);
    this.submitButton?.focus();
  }

  /** A text longer than one field goes on in the field made for the rest, cut between two lines. */
  #fillLong(blockId, text) {
    const first = this.#field(blockId);
    const limit = first?.node.querySelector("[maxlength]")?.maxLength ?? 3000;
    const cut = text.length <= limit ? text.length : text.lastIndexOf("\n", limit);
    first?.write(text.slice(0, cut));
    this.#field(`${blockId}_more`)?.write(text.slice(cut).trim());
  }

  #focusFirst() {
    const touch = matchMedia("(hover: none)").matches; // where a focused field covers half the screen
    const first = touch ? null : (this.#fields()[0] ?? this.submitButton);
    (first ?? this.body).focus();
    this.body.scrollTop = 0;
  }

  async #submit() {
    if (!this.view?.submit || this.dialog.getAttribute("aria-busy") === "true") return;
    if (this.#fields().some((field) => field.busy())) {
      this.general.textContent = "A file is still being uploaded.";
      return;
    }
    for (const field of this.#fields()) field.complain(null);
    this.general.textContent = "";
    this.#settle(true);
    const asked = this.view;
    const answer = await this.wire.call("submit", { view_id: asked.id, values: this.#values() });
    if (!this.dialog) return;
    this.#settle(false);
    if (!answer.ok) this.general.textContent = NO_ANSWER;
    if (answer.errors && this.view?.id === asked.id) this.#complain(answer.errors);
  }

  #settle(busy) {
    this.dialog.setAttribute("aria-busy", String(busy));
    this.submitButton?.classList.toggle("is-busy", busy);
    this.submitButton?.setAttribute("aria-disabled", String(busy));
  }

  #complain(errors) {
    const named = Object.entries(errors);
    for (const field of this.#fields()) field.complain(errors[field.blockId]);
    const astray = named.filter(([blockId]) => !this.#field(blockId)).map(([, text]) => text);
    this.general.textContent = astray.join(" ");
    this.#fields().find((field) => errors[field.blockId])?.focus();
  }

  async #close() {
    const { view } = this;
    const answer = await this.wire.call("close", { view_id: view.id });
    if (!answer.ok && this.view?.id === view.id) this.#shut();
  }

  async #act(chosen) {
    const answer = await this.wire.call(
      "click",
      { view_id: this.view.id, values: this.#values(), ...chosen },
    );
    return answer.ok && answer.acked !== false ? null : NO_ANSWER;
  }
}
