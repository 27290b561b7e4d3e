// The open modal: the top view of the user's stack as a dialog. Half-filled fields survive an update of the view.

import { showAnswer } from "./act.js";
import { slack } from "./api.js";
import { blocks } from "./blocks.js";
import { el, icon } from "./dom.js";
import { tick } from "./hints.js";
import { words } from "./mrkdwn.js";
import { on, set, state } from "./store.js";
import { toast } from "./toast.js";
import { Form } from "./values.js";
import { refreshViews } from "./workspace.js";

const forms = new Map(); // view id → Form
let dialog = null;
let fieldErrors = {}; // from a submission that never left: a required field is empty
let shown = "";

async function submit(view) {
  const form = forms.get(view.id);
  dialog.setAttribute("aria-busy", "true");
  try {
    const answer = await slack.submit(state.me, view.id, form.wire());
    showAnswer(answer);
    if (!Object.keys(answer.errors ?? {}).length) tick(`submitted ${view.title.text}`);
    fieldErrors = {};
  } catch (refused) {
    fieldErrors = refused.fields ?? {};
    if (!Object.keys(fieldErrors).length) toast(refused.message, "problem");
  }
  dialog?.removeAttribute("aria-busy");
  shown = "";
  await refreshViews();
}

async function close(view, clear = false) {
  try {
    await slack.close(state.me, view.id, clear);
  } catch (refused) {
    toast(refused.message, "problem"); // gone already: the refresh shows what is there
  }
  forms.delete(view.id);
  fieldErrors = {};
  await refreshViews();
}

function content(view) {
  const form = forms.get(view.id) ?? new Form();
  forms.set(view.id, form);
  form.begin();
  const errors = { ...(view.errors ?? {}), ...fieldErrors };
  const ctx = {
    where: { view_id: view.id },
    form,
    errors,
    saved: (block, action) => view.state?.values?.[block]?.[action],
    label: "",
  };
  const missing = Object.entries(errors).filter(([id]) => !view.blocks.some((block) => block.block_id === id));
  return el(
    "form",
    { novalidate: true, on: { submit: (event) => (event.preventDefault(), submit(view)) } },
    el(
      "header",
      {},
      state.views.length > 1 ? el("button", { type: "button", class: "quiet", "aria-label": "Back", on: { click: () => close(view) } }, icon("back")) : null,
      el("h2", { id: "modal-title" }, words(view.title)),
      el("button", { type: "button", class: "quiet", "aria-label": "Close", on: { click: () => close(view, true) } }, icon("close")),
    ),
    el(
      "div",
      { class: "modal-body" },
      view.failure ? el("p", { class: "failure", role: "alert" }, view.failure) : null,
      missing.map(([, text]) => el("p", { class: "failure", role: "alert" }, text)),
      blocks(view.blocks, ctx),
    ),
    el(
      "footer",
      {},
      el("button", { type: "button", on: { click: () => close(view) } }, words(view.close) || "Cancel"),
      view.submit ? el("button", { type: "submit", class: "primary", disabled: Boolean(view.submit_disabled) }, words(view.submit)) : null,
    ),
  );
}

function open() {
  dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title" });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    const top = state.views.at(-1);
    if (top) close(top);
    else set({ views: [] });
  });
  document.body.append(dialog);
  dialog.showModal();
}

function draw() {
  const view = state.views.at(-1);
  if (!view) {
    dialog?.close();
    dialog?.remove();
    dialog = null;
    shown = "";
    forms.clear();
    return;
  }
  const print = JSON.stringify([view, fieldErrors, state.views.length]);
  if (print === shown) return;
  const another = !dialog || dialog.dataset.view !== view.id;
  const key = document.activeElement?.dataset?.key;
  const scroll = dialog?.querySelector(".modal-body")?.scrollTop ?? 0;
  shown = print;
  if (!dialog) open();
  dialog.dataset.view = view.id;
  dialog.replaceChildren(content(view));
  const body = dialog.querySelector(".modal-body");
  const wrong = dialog.querySelector(".wrong input, .wrong select, .wrong textarea");
  const first = body.querySelector("[autofocus]") ?? body.querySelector("input, select, textarea") ?? dialog.querySelector("footer .primary");
  const held = key ? dialog.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  body.scrollTop = another ? 0 : scroll;
  (wrong ?? (another ? first : (held ?? first)))?.focus();
}

export function startModal() {
  on(["views"], draw);
}
