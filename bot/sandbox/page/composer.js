// Where a person writes: a text area that grows, files, and the slash commands with their hints. It
// hands over what was written and refuses nothing but the empty; drafts are kept for each place.

import { el, freshId, glyph, iconButton } from "./dom.js";
import { fileTray } from "./files.js";

/**
 * A composer in `form`. `send(text, fileIds)` resolves to null, or to words that say what went
 * wrong, after which the text is back; `editLast()` is asked by ↑ in an empty box.
 */
export class Composer {
  constructor(form, { scene, commands, send, editLast, testid }) {
    Object.assign(this, { form, commands, send, editLast });
    this.drafts = new Map();
    this.place = null;
    const list = freshId("commands");
    this.list = el(
      "ul",
      {
        id: list,
        class: "commands",
        role: "listbox",
        "aria-label": "Commands",
        "data-testid": "commands",
        hidden: true,
      },
    );
    this.area = el(
      "textarea",
      {
        rows: "1",
        class: "composer-text",
        "aria-controls": list,
        "aria-autocomplete": "list",
        "data-testid": testid,
        autocomplete: "off",
        enterkeyhint: "send",
      },
    );
    this.trouble = el("p", { class: "composer-trouble", role: "alert" });
    this.tray = fileTray(scene, { changed: () => this.#ready() });
    const chooser = el(
      "input",
      {
        type: "file",
        multiple: true,
        class: "file-chooser",
        tabindex: "-1",
        "aria-label": "Attach a file",
      },
    );
    chooser.addEventListener("change", () => {
      this.tray.take([...chooser.files]);
      chooser.value = "";
      this.area.focus();
    });
    this.attach = iconButton("Attach a file", "clip", { onclick: () => chooser.click() });
    this.button = el(
      "button",
      { type: "submit", class: "send", "aria-label": "Send", title: "Send" },
      glyph("send"),
    );
    form.replaceChildren(
      this.list,
      this.trouble,
      el(
        "div",
        { class: "composer-box" },
        this.tray.node,
        el("div", { class: "composer-row" }, chooser, this.attach, this.area, this.button),
      ),
      el(
        "p",
        { class: "composer-keys", "aria-hidden": "true" },
        el("kbd", {}, "Enter"),
        " to send, ",
        el("kbd", {}, "Shift"),
        " + ",
        el("kbd", {}, "Enter"),
        " for a new line",
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.area.addEventListener("input", () => this.#changed());
    this.area.addEventListener("keydown", (event) => this.#key(event));
    this.#changed();
  }

  /** Writes to another place from now on; each place keeps its draft. */
  moveTo(place, label) {
    if (place !== this.place) {
      if (this.place) this.drafts.set(this.place, this.area.value);
      this.place = place;
      this.area.value = this.drafts.get(place) ?? "";
      this.tray.clear();
      this.#changed();
    }
    this.area.placeholder = label;
    this.area.setAttribute("aria-label", label);
  }

  get isEmpty() {
    return this.area.value.trim() === "";
  }

  focus() {
    this.area.focus({ preventScroll: true });
  }

  #changed() {
    this.trouble.textContent = "";
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
    this.#offer();
    this.#ready();
  }

  #ready() {
    if (!this.button) return;
    const empty = this.isEmpty && this.tray.ids().length === 0;
    this.button.setAttribute("aria-disabled", String(empty || this.tray.busy()));
  }

  /** The commands that begin with what stands after the slash; the usage once one is written out. */
  #offer() {
    const text = this.area.value;
    const word = text.split(/\s/)[0];
    const fits = (c) => (text === word ? c.command.startsWith(word) : c.command === word);
    const found = text.startsWith("/") ? this.commands().filter(fits) : [];
    this.list.hidden = found.length === 0;
    this.list.replaceChildren(
      ...found.map((c, i) =>
        el(
          "li",
          {
            id: `${this.list.id}-${i}`,
            role: "option",
            "aria-selected": String(i === 0),
            onpointerdown: (event) => { event.preventDefault(); this.#take(c); },
          },
          el(
            "span",
            { class: "command" },
            c.command,
            " ",
            el("span", { class: "usage" }, c.usage_hint),
          ),
          el("span", { class: "command-about" }, c.description),
        ),
      ),
    );
    if (found.length) this.area.setAttribute("aria-activedescendant", `${this.list.id}-0`);
    else this.area.removeAttribute("aria-activedescendant");
  }

  #take(command) {
    this.area.value = `${command.command} `;
    this.#changed();
    this.focus();
  }

  #mark(step) {
    const options = [...this.list.children];
    const marked = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
    const next = (marked + step + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute("aria-selected", String(i === next)));
    this.area.setAttribute("aria-activedescendant", options[next].id);
  }

  #key(event) {
    if (event.isComposing) return;
    const choosing = !this.list.hidden && !/\s/.test(this.area.value);
    const marked = [...this.list.children].findIndex((o) => o.getAttribute("aria-selected") === "true");
    const command = choosing && this.commands().filter(
      (c) => c.command.startsWith(this.area.value),
    )[marked];
    const unfinished = command && command.command !== this.area.value;
    const taken = event.key === "Tab" || (event.key === "Enter" && unfinished);
    if (command && taken && !event.shiftKey) this.#take(command);
    else if (command && event.key === "ArrowDown") this.#mark(1);
    else if (command && event.key === "ArrowUp") this.#mark(-1);
    else if (!this.list.hidden && event.key === "Escape") {
      this.list.hidden = true;
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) this.#send();
    else if (event.key !== "ArrowUp" || this.area.value !== "" || !this.editLast()) return;
    event.preventDefault();
  }

  async #send() {
    const files = this.tray.ids();
    if (this.tray.busy() || (this.isEmpty && !files.length)) return;
    const { place, area } = this;
    const text = area.value;
    area.value = "";
    this.#changed();
    const trouble = await this.send(text.trim(), files);
    if (!trouble) {
      if (files.length) this.tray.clear();
      return;
    }
    if (this.place === place && this.isEmpty) area.value = text;
    this.#changed();
    this.trouble.textContent = trouble;
  }
}
