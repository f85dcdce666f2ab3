// Chosen files: uploads each as soon as it is chosen and shows its name, size and fate. It keeps
// ids, never contents; what may be in a file is the bot's affair.

import { el, iconButton, size } from "./dom.js";
import { fileCard } from "./blocks.js";

const ONE_FILE = "One file fits here; remove the other first.";

/**
 * A list of files on their way up. `take(files)` uploads them, `ids()` are those that arrived,
 * `busy()` is true while one is still under way; `changed` is called after every change.
 */
export function fileTray(scene, { limit = 10, changed = () => {} } = {}) {
  const node = el("ul", { class: "tray", "aria-label": "Chosen files" });
  let chosen = [];
  const draw = () => {
    node.replaceChildren(...chosen.map((entry) => el("li", {}, card(entry))));
    node.hidden = chosen.length === 0;
    changed();
  };
  const card = (entry) => {
    const fate = entry.trouble ?? (entry.id ? size(entry.size) : "Uploading…");
    const remove = iconButton(
      `Remove ${entry.name}`,
      "close",
      { style: "small", onclick: () => drop(entry) },
    );
    const kind = entry.trouble ? "file-trouble" : "file-size";
    return fileCard({ name: entry.name }, el("span", { class: kind, role: "status" }, fate), remove);
  };
  const drop = (entry) => {
    chosen = chosen.filter((other) => other !== entry);
    draw();
  };
  const take = async (files) => {
    const room = Math.max(0, limit - chosen.length);
    const taken = [...files].slice(0, room);
    const fresh = taken.map((file) => ({ file, name: file.name, size: file.size }));
    if (room < files.length) scene.say(limit === 1 ? ONE_FILE : `At most ${limit} files fit here.`);
    chosen = [...chosen, ...fresh];
    draw();
    await Promise.all(
      fresh.map(async (entry) => {
        const { file, trouble } = await scene.upload(entry.file);
        Object.assign(entry, { id: file?.id, size: file?.size ?? entry.size, trouble });
        draw();
      }),
    );
  };
  draw();
  return {
    node,
    take,
    ids: () => chosen.filter((entry) => entry.id).map((entry) => entry.id),
    busy: () => chosen.some((entry) => !entry.id && !entry.trouble),
    clear: () => {
      chosen = [];
      draw();
    },
  };
}

/** The control of a modal's file_input: choose or drop files, see them, remove them. */
export function fileControl(element, { id, described, hinted }, scene) {
  const limit = element.max_files ?? 10;
  const types = (element.filetypes ?? []).map((type) => `.${type}`);
  const tray = fileTray(scene, { limit });
  const chooser = el(
    "input",
    {
      id,
      type: "file",
      class: "file-chooser",
      name: element.action_id,
      multiple: limit > 1,
      accept: types.join(",") || undefined,
      "aria-describedby": described,
    },
  );
  chooser.addEventListener("change", () => {
    const files = [...chooser.files];
    chooser.value = "";
    tray.take(files);
  });
  const words = types.length ? `${types.map((t) => t.slice(1).toUpperCase()).join(", ")}` : "Any kind";
  const drop = el(
    "div",
    { class: "drop" },
    chooser,
    el(
      "span",
      { class: "drop-words", "aria-hidden": "true" },
      el("b", {}, limit > 1 ? "Choose files" : "Choose a file"),
      " or drop it here",
      !hinted && el("small", {}, words),
    ),
  );
  const node = el("div", { class: "file-field" }, drop, tray.node);
  drop.addEventListener("dragover", () => drop.classList.add("is-over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", () => drop.classList.remove("is-over"));
  return {
    node,
    read: () => tray.ids(),
    write: () => {},
    busy: tray.busy,
    focus: () => chooser.focus(),
    mark: (wrong) => chooser.setAttribute("aria-invalid", String(wrong)),
  };
}
