// The customers' side: which mailbox is open, what is in it, which mail is read.

import { mail } from "./api.js";
import { byId, el, fill, icon, reconcile, rove, tabStop } from "./dom.js";
import { writeMail } from "./mailwrite.js";
import { avatar } from "./people.js";
import { on, remember, remembered, set, state } from "./store.js";
import { brief } from "./times.js";

export async function startMailboxes() {
  const [{ mailboxes, office }, { shapes }] = await Promise.all([mail.mailboxes(), mail.shapes()]);
  set({ mailboxes, office, shapes });
  const last = remembered("mailbox", "");
  const open = mailboxes.find((box) => box.address === last) ?? mailboxes[0];
  await openMailbox(open.address);
}

export async function refreshMailboxes() {
  set(await mail.mailboxes().then(({ mailboxes }) => ({ mailboxes })));
  await refreshMails();
}

export async function openMailbox(address) {
  remember("mailbox", address);
  set({ mailbox: address, mails: [], mail: null });
  await refreshMails();
}

async function refreshMails() {
  const address = state.mailbox;
  if (!address) return;
  const { messages } = await mail.messages(address);
  if (address !== state.mailbox) return;
  set({ mails: messages });
  // what was done with the mail being read may have changed
  const open = state.mail && messages.find((one) => one.id === state.mail.id);
  if (open) set({ mail: { ...state.mail, done: open.done, delivery: open.delivery, seen: open.seen } });
}

export async function openMail(id) {
  const address = state.mailbox;
  const { message } = await mail.message(address, id);
  if (address !== state.mailbox) return;
  set({ mail: message });
  if (!message.seen) await mail.seen(address, id);
}

export function closeMail() {
  const read = state.mail?.id;
  set({ mail: null });
  document.querySelector(`[data-mail="${read}"]`)?.focus();
}

export const mailboxNow = () => state.mailboxes.find((box) => box.address === state.mailbox);

/** What to do for each type of event of the mail stream. */
export const REACTIONS = { message: refreshMailboxes, message_changed: refreshMailboxes, fault: refreshMailboxes };

function head() {
  const box = mailboxNow();
  if (!box) return;
  fill(
    byId("mail-head"),
    avatar(box.name),
    el("div", { class: "owner" }, el("h2", {}, box.name), el("small", {}, [box.title, box.customer].filter(Boolean).join(", "), " · ", box.address)),
    box.fault ? el("span", { class: "fault" }, `mailbox set to ${box.fault.kind}`) : null,
    el("button", { type: "button", data: { key: "new-mail" }, on: { click: () => writeMail(box) } }, icon("pen"), el("span", {}, "New mail")),
  );
}

const MARKS = { replied: "reply", forwarded: "forward", accepted: "check", tentative: "calendar", declined: "close" };

function row(message) {
  const sent = message.box === "sent";
  const other = sent ? message.to[0] : message.from;
  const zone = mailboxNow()?.zone;
  const current = state.mail?.id === message.id;
  return el(
    "button",
    {
      type: "button",
      class: `mail-row ${message.seen ? "" : "unread"} ${sent ? "sent" : ""}`,
      "aria-current": current ? "true" : null,
      data: { key: `mail/${message.id}`, mail: String(message.id) },
      on: { click: () => openMail(message.id) },
    },
    el(
      "span",
      { class: "line" },
      el("strong", {}, `${sent ? "To " : ""}${other?.name || other?.address || "nobody"}`),
      el("time", { datetime: message.at }, brief(new Date(message.at), zone)),
    ),
    el(
      "span",
      { class: "line" },
      el("span", { class: "subject" }, message.subject || "(no subject)"),
      el("span", { class: "marks" }, message.has_invite ? icon("calendar") : null, message.done.map((what) => (MARKS[what] ? icon(MARKS[what]) : null))),
    ),
    el("span", { class: "preview" }, delivery(message) || message.preview),
  );
}

function delivery(message) {
  if (message.delivery?.state === "deferred") return "Waiting for the mail server: it is tried again";
  return message.delivery?.state === "refused" ? `Refused: ${message.delivery.reply}` : "";
}

function list() {
  const box = byId("mail-list");
  const newestFirst = [...state.mails].reverse();
  if (!newestFirst.length) {
    box.replaceChildren(el("p", { class: "empty" }, "No mail yet. A customer is asked to confirm as soon as their visit has a time."));
    return;
  }
  box.querySelector(".empty")?.remove();
  const items = newestFirst.map((message) => ({ ...message, current: state.mail?.id === message.id }));
  reconcile(box, items, (one) => `${one.mailbox} ${one.id}`, row);
  tabStop(box, ".mail-row", (stop) => stop.hasAttribute("aria-current"));
}

export function drawMailboxes() {
  on(["mailbox", "mailboxes"], head);
  on(["mails", "mail"], list);
  rove(byId("mail-list"), ".mail-row");
}
