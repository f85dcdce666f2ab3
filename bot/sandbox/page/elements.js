// What can be pressed or chosen in a message or a view: it tells the server, and shows the press,
// the wait and the trouble beside the thing itself. What it means is the bot's affair.

import { el, safeAddress } from "./dom.js";
import { confirmFirst } from "./dialogs.js";
import { drawn, plain, textObject } from "./text.js";

const SHAPES = {
  button,
  workflow_button: button,
  icon_button: button,
  feedback_buttons: feedbackButtons,
  static_select: select,
  overflow: select,
  radio_buttons: choices,
  checkboxes: choices,
  datepicker: datepicker,
  image: (element) => el("span", { class: "image-words" }, `🖼 ${element.alt_text ?? "image"}`),
};

/** An interactive element of a block; one this page cannot draw is named instead. */
export function renderElement(element, blockId, scene) {
  const shape = Object.hasOwn(SHAPES, element?.type) ? SHAPES[element.type] : null;
  if (!shape) return el("span", { class: "unknown" }, `[${element?.type}]`);
  return shape(element, blockId, scene);
}

/**
 * Sends one press to the server. While it is under way `control` cannot be pressed again; where the
 * bot does not take it within its time, a line beside it says so.
 */
async function press(frame, control, element, blockId, scene, chosen) {
  if (control.getAttribute("aria-disabled") === "true") return false;
  if (element.confirm && !(await confirmFirst(element.confirm, scene, control))) return false;
  frame.querySelector(":scope > .trouble")?.remove();
  control.setAttribute("aria-disabled", "true");
  control.classList.add("is-busy");
  const trouble = await scene.act(
    { block_id: blockId ?? null, action_id: element.action_id, ...chosen },
  );
  control.classList.remove("is-busy");
  control.removeAttribute("aria-disabled");
  if (trouble) frame.append(el("span", { class: "trouble", role: "alert" }, trouble));
  return !trouble;
}

function button(element, blockId, scene) {
  const style = ["primary", "danger"].includes(element.style) ? `is-${element.style}` : "";
  const address = safeAddress(element.url);
  const asLink = { href: address, target: "_blank", rel: "noopener noreferrer", role: "button" };
  const control = el(
    address ? "a" : "button",
    {
      ...(address ? asLink : { type: "button" }),
      class: `button ${style}`,
      "data-action-id": element.action_id,
      "data-key": `${blockId}/${element.action_id}/${element.value ?? ""}`,
      "aria-label": element.accessibility_label,
    },
    plain(element.text?.text ?? element.alt_text ?? "Delete"),
  );
  const frame = el("span", { class: "press" }, control);
  control.addEventListener("click", (event) => {
    if (address && scene.openHere(address)) event.preventDefault();
    press(frame, control, element, blockId, scene, { value: element.value });
  });
  return frame;
}

function feedbackButtons(element, blockId, scene) {
  return [element.positive_button, element.negative_button]
    .filter(Boolean)
    .map((choice) => button({ ...choice, action_id: element.action_id }, blockId, scene));
}

function select(element, blockId, scene) {
  const unsaid = element.type === "overflow" ? "More" : "Choose";
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  const option = (o) => el("option", { value: o.value }, drawn(o.text?.text));
  const control = el(
    "select",
    {
      class: "choice",
      "data-action-id": element.action_id,
      "aria-label": element.placeholder?.text ?? element.action_id,
    },
    el("option", { value: "", disabled: true }, drawn(element.placeholder?.text ?? unsaid)),
    groups.map((group) =>
      group.label ? el(
        "optgroup",
        { label: group.label.text },
        group.options.map(option),
      ) : group.options.map(option),
    ),
  );
  let standing = element.initial_option?.value ?? "";
  control.value = standing;
  const frame = el("span", { class: "press" }, control);
  control.addEventListener("change", async () => {
    const kept = await press(frame, control, element, blockId, scene, { selected: control.value });
    if (kept && element.type !== "overflow") standing = control.value;
    else control.value = standing;
  });
  return frame;
}

function choices(element, blockId, scene) {
  const many = element.type === "checkboxes";
  const initial = new Set(
    [element.initial_option, ...(element.initial_options ?? [])].map((o) => o?.value),
  );
  const group = el(
    "div",
    { class: "choices", role: many ? "group" : "radiogroup", "aria-label": element.action_id },
  );
  const name = `${blockId}-${element.action_id}-${Math.random()}`;
  for (const option of element.options ?? []) {
    const box = el(
      "input",
      {
        type: many ? "checkbox" : "radio",
        name,
        value: option.value,
        checked: initial.has(option.value),
      },
    );
    group.append(
      el("label", { class: "choice-line" }, box, el("span", {}, textObject(option.text, scene))),
    );
  }
  const frame = el("span", { class: "press" }, group);
  group.addEventListener("change", () => {
    const values = [...group.querySelectorAll("input:checked")].map((box) => box.value);
    press(frame, group, element, blockId, scene, { selected: many ? values : values[0] });
  });
  return frame;
}

function datepicker(element, blockId, scene) {
  const control = el("input", {
    type: "date",
    class: "choice",
    value: element.initial_date,
    "data-action-id": element.action_id,
    "aria-label": element.placeholder?.text ?? "Date",
  });
  const frame = el("span", { class: "press" }, control);
  control.addEventListener("change", () => {
    press(frame, control, element, blockId, scene, { selected: control.value });
  });
  return frame;
}
