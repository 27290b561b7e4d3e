// "Try this": the first steps, ticked off as they are taken. Dismissed once, it stays away until asked for.

import { suggest } from "./composer.js";
import { byId, el, icon } from "./dom.js";
import { openMailbox } from "./mailboxes.js";
import { remember, remembered, state } from "./store.js";
import { showPane } from "./topbar.js";
import { become, openConversation } from "./workspace.js";

/** Sits down as the dispatcher in the first channel and puts the words into the composer, for the person to send. */
const type = (words) => async () => {
  const dispatcher = state.config.staff.find((one) => one.role === "dispatcher");
  showPane("slack");
  if (dispatcher && state.me !== dispatcher.id) await become(dispatcher.id);
  const channel = state.conversations[state.me].find((one) => one.kind !== "im");
  if (channel && state.channel !== channel.id) await openConversation(channel.id);
  suggest(words());
};

/** The newest work order that the open channel speaks of, to be named in a command. */
const lastOrder = () => JSON.stringify(state.messages).match(/\bWO-\d+\b/g)?.at(-1) ?? "WO-1";

const readMail = () => {
  showPane("mail");
  const waiting = state.mailboxes.find((box) => box.unread) ?? state.mailboxes[0];
  openMailbox(waiting.address);
};

// words, what taking the step looks like, what a click on it prepares
const STEPS = [
  ["Type /wo new and fill in the form", (did) => /^\/wo new\b/.test(did), type(() => "/wo new")],
  ["Press Schedule on its card, or type /wo schedule", (did) => /^(\/wo (re)?|submitted )schedule\b/i.test(did), type(() => `/wo schedule ${lastOrder()} tomorrow 2-4pm`)],
  ["Read Cara's mail and answer it in your own words", (did) => did === "mail answered", readMail],
  ["Watch the card change in #dispatch", (did) => did === "card changed", () => showPane("slack")],
  ["Offer the visit to Tom, then sit down as Tom", (did) => /^(\/wo |submitted )offer\b/i.test(did), type(() => `/wo offer ${lastOrder()} @tom`)],
];

let done = new Set(remembered("steps", []));

/** Somebody did something; the step it belongs to is ticked. */
export function tick(did) {
  const at = STEPS.findIndex(([, matches]) => matches(did));
  // a card changes all the time; it counts once the customer answered
  if (at < 0 || done.has(at) || (did === "card changed" && !done.has(at - 1))) return;
  done.add(at);
  remember("steps", [...done]);
  draw();
}

/** Prepares the step; on a phone the list steps aside so that its effect can be seen. */
function take(prepare) {
  if (matchMedia("(max-width: 860px)").matches) toggleHints();
  prepare();
}

const step = ([words, , prepare], at) =>
  el(
    "li",
    { class: done.has(at) ? "done" : "" },
    el("button", { type: "button", on: { click: () => take(prepare) } }, el("span", { class: "number" }, done.has(at) ? icon("check") : String(at + 1)), el("span", {}, words), done.has(at) ? el("span", { class: "sr" }, " (done)") : null),
  );

function draw() {
  byId("hints").replaceChildren(
    el("header", {}, el("h2", {}, "Try this"), el("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: toggleHints } }, icon("close"))),
    el("ol", {}, STEPS.map(step)),
    el("p", {}, "Switch people in the top bar, or press ", el("kbd", {}, "1"), "–", el("kbd", {}, String(Math.min(9, state.workspace.users.length))), "."),
  );
}

export function toggleHints() {
  const panel = byId("hints");
  panel.hidden = !panel.hidden;
  remember("hints dismissed", panel.hidden);
}

export function startHints() {
  draw();
  if (!remembered("hints dismissed", false)) toggleHints();
}
