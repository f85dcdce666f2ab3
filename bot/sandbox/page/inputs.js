// The fields of a modal's input blocks: label, hint, control and error. A field knows its own value
// and how to take one; it refuses to judge it, which is the bot's work.

import { el, freshId } from "./dom.js";
import { drawn, textObject } from "./text.js";
import { fileControl } from "./files.js";

const CONTROLS = {
  plain_text_input: textControl,
  email_text_input: textControl,
  url_text_input: textControl,
  number_input: textControl,
  static_select: selectControl,
  radio_buttons: choiceControl,
  checkboxes: choiceControl,
  datepicker: dateControl,
  file_input: fileControl,
};

/**
 * The field of an input block: `{node, blockId, actionId, read(), write(value), complain(text),
 * focus(), busy()}`. `read` gives what `/control/submit` wants: text, an option's value, a list of
 * values or file ids, or null for nothing.
 */
export function inputField(block, scene) {
  const element = block.element ?? {};
  const id = freshId("field");
  const labelled = {
    id,
    labelId: `${id}-label`,
    described: `${id}-hint ${id}-error`,
    hinted: Boolean(block.hint),
  };
  const make = Object.hasOwn(CONTROLS, element.type) ? CONTROLS[element.type] : unknownControl;
  const control = make(element, labelled, scene);
  const error = el("p", { class: "field-error", id: `${id}-error`, "data-testid": "field-error" });
  const optional = block.optional && el("span", { class: "optional" }, " (optional)");
  const label = el(
    control.group ? "div" : "label",
    { class: "field-label", id: labelled.labelId, for: control.group ? undefined : id },
    drawn(block.label?.text),
    optional,
  );
  const hint = el(
    "div",
    { class: "field-hint", id: `${id}-hint` },
    block.hint ? textObject(block.hint, scene) : [],
  );
  const node = el(
    "div",
    {
      class: "field",
      "data-testid": "field",
      "data-block-id": block.block_id,
      "data-action-id": element.action_id,
    },
    label,
    control.node,
    error,
    hint,
  );
  if (block.dispatch_action) {
    const place = { block_id: block.block_id, action_id: element.action_id };
    control.node.addEventListener("change", () => scene.act({ ...place, ...said(control.read()) }));
  }
  return {
    node,
    blockId: block.block_id,
    actionId: element.action_id,
    read: control.read,
    write: control.write,
    focus: control.focus,
    busy: control.busy ?? (() => false),
    complain(text) {
      error.textContent = text ?? "";
      node.classList.toggle("has-error", Boolean(text));
      control.mark(Boolean(text));
    },
  };
}

const said = (value) => (typeof value === "string" ? { value, selected: value } : { selected: value });

function around(control, attributes) {
  return {
    node: control,
    read: () => control.value || null,
    write: (value) => {
      control.value = value ?? "";
      control.dispatchEvent(new Event("input"));
    },
    focus: () => control.focus(),
    mark: (wrong) => control.setAttribute("aria-invalid", String(wrong)),
    ...attributes,
  };
}

const KINDS = { email_text_input: "email", url_text_input: "url", number_input: "text" };

function textControl(element, { id, described }, scene) {
  const shared = {
    id,
    class: "text-input",
    name: element.action_id,
    placeholder: element.placeholder && drawn(element.placeholder.text),
    maxlength: element.max_length ?? 3000,
    "aria-describedby": described,
    autocomplete: "off",
  };
  const control = element.multiline
    ? el("textarea", { ...shared, rows: "5" })
    : el(
      "input",
      {
        ...shared,
        type: KINDS[element.type] ?? "text",
        inputmode: element.type === "number_input" ? "decimal" : undefined,
      },
    );
  control.value = element.initial_value ?? "";
  if (!element.multiline) return around(control);
  const room = el("span", { class: "room-left", "aria-hidden": "true" });
  const limit = element.max_length ?? 3000;
  control.addEventListener("input", () => {
    const left = limit - control.value.length;
    room.textContent = left < 300 ? `${left} characters left` : "";
  });
  control.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.getData("text") ?? "";
    const kept = control.value.length - (control.selectionEnd - control.selectionStart);
    const cut = kept + pasted.length - limit;
    if (cut > 0) scene.say(`This field holds ${limit} characters; the last ${cut} were left out.`);
  });
  return around(control, { node: el("div", { class: "text-frame" }, control, room) });
}

function selectControl(element, { id, described }) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  const option = (o) => el("option", { value: o.value }, drawn(o.text?.text));
  const control = el(
    "select",
    { id, class: "select-input", name: element.action_id, "aria-describedby": described },
    el(
      "option",
      { value: "" },
      element.placeholder ? drawn(element.placeholder.text) : "Choose an option",
    ),
    groups.map(
      (g) => (
        g.label ? el(
          "optgroup",
          { label: drawn(g.label.text) },
          g.options.map(option),
        ) : g.options.map(option)
      ),
    ),
  );
  control.value = element.initial_option?.value ?? "";
  return around(control);
}

function choiceControl(element, { id, labelId, described }, scene) {
  const many = element.type === "checkboxes";
  const initial = [element.initial_option, ...(element.initial_options ?? [])].map((o) => o?.value);
  const boxes = (element.options ?? []).map(
    (o) => el(
      "input",
      {
        type: many ? "checkbox" : "radio",
        name: id,
        value: o.value,
        checked: initial.includes(o.value),
      },
    ),
  );
  const group = el(
    "div",
    {
      class: "choices",
      role: many ? "group" : "radiogroup",
      "aria-labelledby": labelId,
      "aria-describedby": described,
    },
    boxes.map((box, i) =>
      el(
        "label",
        { class: "choice-line" },
        box,
        optionWords(element.options[i], scene),
      ),
    ),
  );
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return {
    node: group,
    group: true,
    read: () => (many ? chosen() : (chosen()[0] ?? null)),
    write: (value) => boxes.forEach((box) => (box.checked = [value].flat().includes(box.value))),
    focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
    mark: (wrong) => group.setAttribute("aria-invalid", String(wrong)),
  };
}

function optionWords({ text, description }, scene) {
  const more = description && el("small", {}, textObject(description, scene));
  return el("span", {}, textObject(text, scene), more);
}

function dateControl(element, { id, described }) {
  const control = el(
    "input",
    { id, type: "date", class: "text-input", name: element.action_id, "aria-describedby": described },
  );
  control.value = element.initial_date ?? "";
  return around(control);
}

function unknownControl(element) {
  const node = el(
    "div",
    { class: "unknown" },
    `An input of type “${element.type}”, which this page does not draw.`,
  );
  return { node, group: true, read: () => null, write: () => {}, focus: () => {}, mark: () => {} };
}
