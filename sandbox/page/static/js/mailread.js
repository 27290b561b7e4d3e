// The mail being read: its head, its invite, its body in a frame without scripts, and the ways to answer.

import { mail } from "./api.js";
import { byId, el, fill, icon } from "./dom.js";
import { tick } from "./hints.js";
import { closeMail, mailboxNow } from "./mailboxes.js";
import { forwardMail, replyBox } from "./mailwrite.js";
import { on, state } from "./store.js";
import { full, span } from "./times.js";
import { toast, trying } from "./toast.js";

// a mail is hostile: no scripts, no forms, nothing fetched from anywhere; links open in a tab of their own
const FRAME_HEAD =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data: cid:; style-src \'unsafe-inline\'">' +
  '<base target="_blank"><style>html{color-scheme:light}body{font:14px/1.5 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere}img{max-width:100%}</style>';

let view = "html";
let shown = "";

const person = (one) => (one.name ? `${one.name} <${one.address}>` : one.address);

function frame(message) {
  const node = el("iframe", {
    class: "mail-html",
    title: "The mail",
    // same origin without scripts: lets this page measure its height, lets nothing in it run
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    srcdoc: FRAME_HEAD + message.html,
  });
  node.addEventListener("load", () => {
    const page = node.contentDocument;
    if (!page?.body) return;
    const fit = () => (node.style.height = `${Math.ceil(page.documentElement.scrollHeight)}px`);
    node.style.height = "0";
    fit();
    for (const anchor of page.querySelectorAll("a")) anchor.rel = "noreferrer noopener";
  });
  return node;
}

const LINKS = /(https?:\/\/[^\s<>"]+)/g;

function text(message) {
  const pieces = message.text.split(LINKS);
  return el(
    "pre",
    { class: "mail-text" },
    pieces.map((piece, at) => (at % 2 ? el("a", { href: piece, target: "_blank", rel: "noreferrer noopener" }, piece) : piece)),
  );
}

const ANSWERS = [
  ["accepted", "Accept", "check"],
  ["tentative", "Maybe", "calendar"],
  ["declined", "Decline", "close"],
];

function inviteBar(message) {
  const invite = message.invite;
  if (!invite || message.box === "sent") return null;
  const zone = mailboxNow()?.zone;
  const when = invite.start ? span(new Date(invite.start), invite.end ? new Date(invite.end) : null, zone) : "";
  const answered = [...message.done].reverse().find((what) => ANSWERS.some(([name]) => name === what));
  const answer = async (name) => {
    const sent = await trying(() => mail.rsvp(state.mailbox, message.id, name));
    if (!sent) return;
    tick("mail answered");
    toast(`Answer sent: ${name}`);
  };
  return el(
    "div",
    { class: `invite ${invite.method === "CANCEL" ? "cancelled" : ""}` },
    icon("calendar"),
    el(
      "div",
      {},
      el("strong", {}, invite.method === "CANCEL" ? `Cancelled: ${invite.summary}` : invite.summary),
      el("div", {}, when),
    ),
    invite.method === "REQUEST"
      ? el(
          "div",
          { class: "answers", role: "group", "aria-label": "Answer the invite" },
          ANSWERS.map(([name, label]) =>
            el("button", { type: "button", "aria-pressed": String(answered === name), data: { key: `rsvp/${name}` }, on: { click: () => answer(name) } }, label),
          ),
        )
      : null,
  );
}

function attachments(message) {
  if (!message.attachments.length) return null;
  return el(
    "div",
    { class: "files" },
    message.attachments.map((one) =>
      el("a", { class: "file", href: mail.attachmentUrl(message.mailbox, message.id, one.index), download: one.name }, icon("clip"), el("span", {}, one.name), el("small", {}, `${Math.ceil(one.size / 1024)} KB`)),
    ),
  );
}

async function showSource(message) {
  const source = await trying(() => mail.source(message.mailbox, message.id));
  if (source === null) return;
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const dialog = el(
    "dialog",
    { class: "modal wide", "aria-label": "Source of the mail" },
    el("header", {}, el("h2", {}, "Source"), el("button", { type: "button", class: "quiet", "aria-label": "Close", on: { click: close } }, icon("close"))),
    el("pre", { class: "source", tabindex: "0" }, source),
  );
  dialog.addEventListener("cancel", close);
  document.body.append(dialog);
  dialog.showModal();
}

async function away(message) {
  if (await trying(() => mail.outOfOffice(message.mailbox, message.id))) toast("Out-of-office answer sent");
}

function tools(message) {
  const sent = message.box === "sent";
  const tool = (key, label, name, run) =>
    el("button", { type: "button", class: "quiet", data: { key: `mail-${key}` }, on: { click: run } }, name ? icon(name) : null, el("span", {}, label));
  const both = message.html && message.text;
  return el(
    "div",
    { class: "mail-tools" },
    both ? tool("view", view === "html" ? "Show text" : "Show HTML", null, () => ((view = view === "html" ? "text" : "html"), redraw())) : null,
    tool("source", "View source", "code", () => showSource(message)),
    sent ? null : tool("forward", "Forward", "forward", () => forwardMail(message)),
    sent ? null : tool("away", "Out of office", "clock", () => away(message)),
  );
}

const DONE = { replied: "You answered", forwarded: "You forwarded this", accepted: "You accepted", tentative: "You answered maybe", declined: "You declined", "out of office": "Answered: out of office" };

function head(message) {
  const sent = message.box === "sent";
  const unread = mailboxNow()?.unread ?? 0;
  return el(
    "header",
    {},
    el("button", { type: "button", class: "quiet", data: { key: "mail-back" }, on: { click: closeMail } }, icon("back"), unread ? `All mail (${unread} new)` : "All mail"),
    el(
      "div",
      { class: "words" },
      el("h3", {}, message.subject || "(no subject)"),
      el("div", { class: "from" }, sent ? `To ${message.to.map(person).join(", ")}` : person(message.from)),
      el("small", {}, full(new Date(message.at), mailboxNow()?.zone), message.done.map((what) => ` · ${DONE[what] ?? what}`)),
      message.delivery && message.delivery.state !== "delivered" ? el("p", { class: "failure", role: "alert" }, message.delivery.reply) : null,
    ),
  );
}

function redraw() {
  shown = "";
  draw();
}

function draw() {
  const pane = byId("mail-reader");
  const message = state.mail;
  byId("mail").classList.toggle("reading", Boolean(message));
  pane.hidden = !message;
  if (!message) {
    shown = "";
    pane.dataset.shows = "";
    pane.replaceChildren();
    return undefined;
  }
  const print = JSON.stringify([message, view, mailboxNow()?.unread]);
  if (print === shown) return undefined;
  const above = [head(message), inviteBar(message), tools(message)].filter(Boolean);
  // a half-written answer and a loaded frame stay where they are when only the marks of the same mail changed
  const body = pane.dataset.shows === `${message.id} ${view}` ? pane.querySelector(".mail-html, .mail-text") : null;
  shown = print;
  if (body) return renew(body, above);
  const draft = pane.dataset.mail === String(message.id) ? pane.querySelector(".reply-box") : null;
  pane.dataset.mail = String(message.id);
  pane.dataset.shows = `${message.id} ${view}`;
  fill(
    pane,
    el("div", { class: "mail-content" }, above, view === "html" && message.html ? frame(message) : text(message), attachments(message)),
    message.box === "sent" ? null : (draft ?? replyBox(message)),
  );
  return undefined;
}

/** New head and tools above a body that must not be moved: a frame that is moved loads anew. */
function renew(body, above) {
  const key = document.activeElement?.dataset?.key;
  while (body.previousSibling) body.previousSibling.remove();
  body.before(...above);
  if (key && !document.activeElement?.dataset?.key) body.parentNode.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

export function startReader() {
  on(["mail", "mailboxes"], draw);
  byId("mail-reader").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest("textarea")) closeMail();
  });
}
