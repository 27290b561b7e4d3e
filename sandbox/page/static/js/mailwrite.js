// Writing as a customer: an answer in the shape of some mail program, a new mail, a mail passed on.

import { mail } from "./api.js";
import { el, icon } from "./dom.js";
import { tick } from "./hints.js";
import { remember, remembered, state } from "./store.js";
import { toast, trying } from "./toast.js";

const IDEAS = ["Yes, that works", "Thursday after 2 would be better", "Approved, go ahead", "No, please cancel"];

function told(sent) {
  const { state: outcome, reply } = sent.message.delivery;
  if (outcome === "delivered") toast("Mail sent");
  else if (outcome === "deferred") toast("The mail server put it off; it is tried again.", "problem");
  else toast(`The mail was refused: ${reply}`, "problem");
}

/** Ctrl+Enter sends from a text box, as mail programs do. */
const sendsOnCtrlEnter = (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.target.form.requestSubmit();
};

export function replyBox(message) {
  const to = (message.reply_to[0] ?? message.from).address;
  const box = el("textarea", {
    rows: 2,
    placeholder: "Answer in your own words",
    "aria-label": "Your answer",
    data: { key: `reply/${message.id}` },
    on: { keydown: sendsOnCtrlEnter },
  });
  const shape = el(
    "select",
    { "aria-label": "Mail program", title: "The mail is built the way this program builds it", on: { change: () => remember("shape", shape.value) } },
    state.shapes.map((one) => el("option", { value: one.name, selected: one.name === remembered("shape", "gmail") }, `as ${one.label}`)),
  );
  const idea = (words) =>
    el("button", { type: "button", class: "chip", on: { click: () => ((box.value = words), box.focus()) } }, words);
  const form = el(
    "form",
    { class: "reply-box", on: { submit: (event) => (event.preventDefault(), go()) } },
    el("div", { class: "to" }, icon("reply"), "Reply to ", el("span", { title: to }, (message.reply_to[0] ?? message.from).name || to), shape),
    el("div", { class: "ideas", role: "group", "aria-label": "Ideas" }, IDEAS.map(idea)),
    el("div", { class: "row" }, box, el("button", { type: "submit", class: "primary", title: "Send (Ctrl+Enter)" }, "Send")),
  );
  const go = async () => {
    if (!box.value.trim()) return box.focus();
    form.setAttribute("aria-busy", "true");
    const sent = await trying(() => mail.reply(message.mailbox, message.id, { text: box.value, shape: shape.value }));
    form.removeAttribute("aria-busy");
    if (!sent) return undefined;
    box.value = "";
    told(sent);
    return tick("mail answered");
  };
  return form;
}

/** A dialog with these fields; `send` gets what was typed and gives the API's answer. */
function writing(title, fields, send) {
  const inputs = Object.fromEntries(
    fields.map(([name, label, value, multiline]) => [
      name,
      el(multiline ? "textarea" : "input", {
        type: multiline ? null : "text",
        rows: multiline ? 8 : null,
        "aria-label": label,
        value: value ?? "",
        on: multiline ? { keydown: sendsOnCtrlEnter } : {},
      }),
    ]),
  );
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const submit = async (event) => {
    event.preventDefault();
    const typed = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]));
    const sent = await trying(() => send(typed));
    if (!sent) return;
    close();
    told(sent);
  };
  const dialog = el(
    "dialog",
    { class: "modal", "aria-label": title },
    el(
      "form",
      { on: { submit } },
      el("header", {}, el("h2", {}, title), el("button", { type: "button", class: "quiet", "aria-label": "Close", on: { click: close } }, icon("close"))),
      el("div", { class: "modal-body" }, fields.map(([name, label]) => el("div", { class: "block input" }, el("div", { class: "label" }, label), inputs[name]))),
      el("footer", {}, el("button", { type: "button", on: { click: close } }, "Cancel"), el("button", { type: "submit", class: "primary" }, "Send")),
    ),
  );
  dialog.addEventListener("cancel", close);
  document.body.append(dialog);
  dialog.showModal();
  Object.values(inputs).find((input) => !input.value)?.focus();
}

export function writeMail(box) {
  const fields = [["to", "To", state.office], ["subject", "Subject"], ["text", "Message", "", true]];
  writing(`New mail from ${box.name}`, fields, (typed) => mail.write(box.address, typed));
}

export function forwardMail(message) {
  const fields = [["to", "To"], ["text", "Message", "", true]];
  writing("Forward", fields, (typed) => mail.forward(message.mailbox, message.id, typed));
}
