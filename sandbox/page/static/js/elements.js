// The interactive elements of Block Kit, one function per kind. `ctx` says where an element stands and where its value goes:
//   where    the message, view or home, as the control API names it
//   form     the half-filled form of a view, or null in messages
//   saved    (block_id, action_id) → what was chosen before, as Slack's state object
//   label    the words a screen reader should say

import { act, suggestions } from "./act.js";
import { combobox } from "./combobox.js";
import { el, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { safeUrl, textObject, words } from "./mrkdwn.js";
import { myZone } from "./people.js";
import { state } from "./store.js";
import { toWall } from "./times.js";
import { chosen, epochOfWall, toWire } from "./values.js";

const keyOf = (block, element) => `${block.block_id}/${element.action_id}`;

/** What the element shows now: typed here, chosen before, or proposed by the app. */
function current(element, block, ctx) {
  const typed = ctx.form?.get(block.block_id, element.action_id);
  return typed !== undefined ? typed : chosen(element, ctx.saved(block.block_id, element.action_id));
}

/** Keeps a new value and, where the app wants to know at once, tells it. */
function changed(element, block, ctx, value, node) {
  ctx.form?.set(block.block_id, element.action_id, value);
  if (block.type !== "input" || block.dispatch_action) act(ctx.where, block, element, toWire(element, value), node);
}

const attributes = (element, block, ctx) => ({
  "aria-label": ctx.label || words(element.placeholder) || element.action_id,
  "aria-describedby": ctx.describedBy,
  "aria-invalid": ctx.invalid ? "true" : null,
  data: { key: keyOf(block, element) },
});

function button(element, block, ctx) {
  const href = element.url ? safeUrl(element.url) : null;
  const node = el(
    "button",
    {
      type: "button",
      class: element.style ?? "",
      "aria-label": element.accessibility_label,
      data: { key: keyOf(block, element), action: element.action_id },
      on: {
        click: () => {
          if (href) window.open(href, "_blank", "noopener");
          act(ctx.where, block, element, null, node);
        },
      },
    },
    words(element.text),
  );
  return node;
}

function overflow(element, block, ctx) {
  const node = el(
    "button",
    {
      type: "button",
      class: "overflow",
      "aria-label": ctx.label || "More actions",
      "aria-haspopup": "menu",
      data: { key: keyOf(block, element), action: element.action_id },
      on: {
        click: () =>
          openMenu(
            node,
            element.options.map((option) => ({
              label: words(option.text),
              note: words(option.description),
              run: () => {
                const href = option.url ? safeUrl(option.url) : null;
                if (href) window.open(href, "_blank", "noopener");
                act(ctx.where, block, element, option.value, node);
              },
            })),
          ),
      },
    },
    icon("more"),
  );
  return node;
}

/** A native list of choices; `options` are Block Kit options. */
function select(element, block, ctx, options, groups, value, pick) {
  const choice = (option) => el("option", { value: option.value, selected: option.value === value }, words(option.text));
  const node = el(
    "select",
    { ...attributes(element, block, ctx), on: { change: () => changed(element, block, ctx, pick(node.value), node) } },
    el("option", { value: "", selected: !value }, words(element.placeholder) || "Choose an option"),
    groups ? groups.map((group) => el("optgroup", { label: words(group.label) }, group.options.map(choice))) : options.map(choice),
  );
  return node;
}

function staticSelect(element, block, ctx) {
  const all = element.options ?? element.option_groups.flatMap((group) => group.options);
  const now = current(element, block, ctx);
  return select(element, block, ctx, all, element.option_groups, now?.value, (value) => all.find((one) => one.value === value) ?? null);
}

const people = () => state.workspace.users.map((user) => ({ value: user.id, text: user.real_name }));
const channels = () => state.workspace.channels.map((channel) => ({ value: channel.id, text: `#${channel.name}` }));
const ids = (options) => (element, block, ctx) =>
  select(element, block, ctx, options(), null, current(element, block, ctx), (value) => value || null);

function search(element, block, ctx) {
  const all = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  if (element.type.includes("external")) return (query) => suggestions(ctx.where, block, element, query);
  return async (query) => ({ options: all.filter((one) => words(one.text).toLowerCase().includes(query.toLowerCase())) });
}

const searching = (many) => (element, block, ctx) => {
  const node = combobox({
    label: ctx.label || words(element.placeholder) || element.action_id,
    placeholder: words(element.placeholder),
    many,
    chosen: current(element, block, ctx),
    search: search(element, block, ctx),
    change: (value) => changed(element, block, ctx, value, node),
    key: keyOf(block, element),
    describedBy: ctx.describedBy,
  });
  return node;
};

/** Several people or channels: ids outside, options inside. */
const manyIds = (options) => (element, block, ctx) => {
  const all = options();
  const now = current(element, block, ctx) ?? [];
  const node = combobox({
    label: ctx.label || words(element.placeholder),
    placeholder: words(element.placeholder),
    many: true,
    chosen: all.filter((one) => now.includes(one.value)),
    search: async (query) => ({ options: all.filter((one) => one.text.toLowerCase().includes(query.toLowerCase())) }),
    change: (value) => changed(element, block, ctx, value.map((one) => one.value), node),
    key: keyOf(block, element),
    describedBy: ctx.describedBy,
  });
  return node;
};

const textInput = (type) => (element, block, ctx) => {
  const multiline = element.multiline;
  const node = el(multiline ? "textarea" : "input", {
    ...attributes(element, block, ctx),
    type: multiline ? null : type,
    rows: multiline ? 4 : null,
    placeholder: words(element.placeholder),
    maxlength: element.max_length,
    minlength: element.min_length,
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? "any" : null,
    autofocus: element.focus_on_load,
    value: current(element, block, ctx) ?? "",
    on: {
      input: () => ctx.form?.set(block.block_id, element.action_id, node.value),
      keydown: (event) => {
        if (event.key === "Enter" && block.dispatch_action && !multiline) {
          event.preventDefault();
          changed(element, block, ctx, node.value, node);
        }
      },
    },
  });
  return node;
};

const picker = (type, show, read) => (element, block, ctx) => {
  const now = current(element, block, ctx);
  const node = el("input", {
    ...attributes(element, block, ctx),
    type,
    value: now ? show(now) : "",
    on: { change: () => changed(element, block, ctx, node.value ? read(node.value) : null, node) },
  });
  return node;
};

let serial = 0;
const choices = (type) => (element, block, ctx) => {
  const name = `choice-${(serial += 1)}`;
  const now = [current(element, block, ctx) ?? []].flat().map((option) => option.value);
  const node = el(
    "div",
    { class: "choices", role: type === "radio" ? "radiogroup" : "group", "aria-label": ctx.label || element.action_id },
    element.options.map((option, at) =>
      el(
        "label",
        {},
        el("input", {
          type,
          name,
          value: option.value,
          checked: now.includes(option.value),
          data: { key: `${keyOf(block, element)}/${at}` },
          on: { change: () => changed(element, block, ctx, read(), node) },
        }),
        el("span", {}, textObject(option.text), option.description ? el("small", {}, textObject(option.description)) : null),
      ),
    ),
  );
  const read = () => {
    const on = [...node.querySelectorAll("input:checked")].map((input) => element.options.find((one) => one.value === input.value));
    return type === "radio" ? (on[0] ?? null) : on;
  };
  return node;
};

export async function fileBodies(files) {
  return Promise.all(
    [...files].map(async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      let text = "";
      for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
      return { name: file.name, mimetype: file.type || "application/octet-stream", content_base64: btoa(text) };
    }),
  );
}

function fileInput(element, block, ctx) {
  const node = el("input", {
    ...attributes(element, block, ctx),
    type: "file",
    multiple: (element.max_files ?? 10) > 1,
    accept: element.filetypes?.map((type) => `.${type}`).join(","),
    on: { change: async () => ctx.form?.set(block.block_id, element.action_id, await fileBodies(node.files)) },
  });
  return node;
}

const image = (element) => {
  const source = safeUrl(element.image_url ?? "");
  return source ? el("img", { class: "block-image", src: source, alt: element.alt_text ?? "" }) : el("span", {}, element.alt_text ?? "");
};

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  static_select: staticSelect,
  external_select: searching(false),
  multi_static_select: searching(true),
  multi_external_select: searching(true),
  users_select: ids(people),
  channels_select: ids(channels),
  conversations_select: ids(channels),
  multi_users_select: manyIds(people),
  multi_channels_select: manyIds(channels),
  multi_conversations_select: manyIds(channels),
  plain_text_input: textInput("text"),
  rich_text_input: textInput("text"),
  email_text_input: textInput("email"),
  url_text_input: textInput("url"),
  number_input: textInput("number"),
  datepicker: picker("date", (day) => day, (day) => day),
  timepicker: picker("time", (time) => time, (time) => time),
  datetimepicker: picker("datetime-local", (epoch) => toWall(epoch, myZone()), (wall) => epochOfWall(wall, myZone())),
  radio_buttons: choices("radio"),
  checkboxes: choices("checkbox"),
  file_input: fileInput,
  image,
};

/** The element as a control; one this page does not know is named. */
export function element(one, block, ctx) {
  ctx.form?.add(block.block_id, one);
  return ELEMENTS[one.type]?.(one, block, ctx) ?? el("span", { class: "unknown" }, `[${one.type}]`);
}
