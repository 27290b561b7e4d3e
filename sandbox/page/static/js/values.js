// What is chosen in an element of Block Kit, in one form per kind of element, and how the control API wants it.
//
// Options are kept as option objects (their text is needed to show them), ids and texts as strings, a moment as
// epoch seconds; a multi-something as a list of these.

import { fromWall } from "./times.js";

const OPTION = { saved: "selected_option", initial: "initial_option", wire: (one) => one?.value ?? null };
const OPTIONS = { saved: "selected_options", initial: "initial_options", wire: (many) => (many ?? []).map((one) => one.value) };
const TEXT = { saved: "value", initial: "initial_value", wire: (text) => text || null };
const same = (saved, initial) => ({ saved, initial, wire: (value) => value ?? null });

const KINDS = {
  static_select: OPTION,
  external_select: OPTION,
  radio_buttons: OPTION,
  overflow: OPTION,
  checkboxes: OPTIONS,
  multi_static_select: OPTIONS,
  multi_external_select: OPTIONS,
  users_select: same("selected_user", "initial_user"),
  conversations_select: same("selected_conversation", "initial_conversation"),
  channels_select: same("selected_channel", "initial_channel"),
  multi_users_select: same("selected_users", "initial_users"),
  multi_conversations_select: same("selected_conversations", "initial_conversations"),
  multi_channels_select: same("selected_channels", "initial_channels"),
  datepicker: same("selected_date", "initial_date"),
  timepicker: same("selected_time", "initial_time"),
  datetimepicker: same("selected_date_time", "initial_date_time"),
  plain_text_input: TEXT,
  email_text_input: TEXT,
  url_text_input: TEXT,
  number_input: TEXT,
  rich_text_input: { saved: "rich_text_value", initial: "initial_value", wire: (text) => text || null },
  file_input: same("files", "files"),
};

export const kindOf = (element) => KINDS[element.type];

/** What was chosen before (the stand-in's `state`), else what the app proposed. */
export function chosen(element, saved) {
  const kind = kindOf(element);
  if (!kind) return null;
  if (saved && kind.saved in saved) return saved[kind.saved];
  return element[kind.initial] ?? null;
}

/** The value as the control API takes it. */
export const toWire = (element, value) => kindOf(element)?.wire(value) ?? null;

export const epochOfWall = (wall, zone) => (wall ? fromWall(wall, zone) : null);

/** Half-filled forms: what was typed into a view, by view, block and action. It survives a redraw of the view. */
export class Form {
  constructor() {
    this.values = new Map();
    this.elements = new Map();
  }

  get(block, action) {
    return this.values.get(`${block}\n${action}`);
  }

  set(block, action, value) {
    this.values.set(`${block}\n${action}`, value);
  }

  /** Remembers which inputs the view has now; only these are submitted. */
  begin() {
    this.elements.clear();
  }

  add(block, element) {
    this.elements.set(`${block}\n${element.action_id}`, element);
  }

  /** `{block_id: {action_id: value}}` of what the person changed. */
  wire() {
    const values = {};
    for (const [key, element] of this.elements) {
      if (!this.values.has(key)) continue;
      const [block, action] = key.split("\n");
      (values[block] ??= {})[action] = toWire(element, this.values.get(key));
    }
    return values;
  }
}
