// The box to write in: Enter sends, Shift+Enter breaks the line, "/" offers commands, arrow-up brings back what was sent.

import { showAnswer } from "./act.js";
import { slack } from "./api.js";
import { el, icon } from "./dom.js";
import { fileBodies } from "./elements.js";
import { tick } from "./hints.js";
import { openMenu } from "./menu.js";
import { remember, remembered, state } from "./store.js";
import { toast, trying } from "./toast.js";

const HISTORY_LENGTH = 50;

async function send({ channel, thread }, text, files) {
  if (text.startsWith("/") && !thread) {
    tick(text);
    return showAnswer(await slack.command(state.me, channel, text));
  }
  const body = { channel, text, thread_ts: thread ?? null, files: await fileBodies(files) };
  return showAnswer(await slack.post(state.me, body));
}

function history() {
  const sent = remembered("history", {})[state.me] ?? [];
  return {
    sent,
    add: (text) =>
      remember("history", { ...remembered("history", {}), [state.me]: [...sent.filter((one) => one !== text), text].slice(-HISTORY_LENGTH) }),
  };
}

/** The commands that begin like the text; null when the text is past its first word. */
function offers(text) {
  if (!/^\/\S*$/.test(text)) return [];
  return state.workspace.commands.filter((one) => one.command.startsWith(text.split(" ")[0]));
}

export function composer({ id, channel, thread = null, label }) {
  const where = { channel, thread };
  let files = [];
  let recalled = 0;

  const box = el("textarea", { id, rows: 1, placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "true" });
  const hints = el("div", { class: "command-hints", hidden: true });
  const picked = el("div", { class: "picked-files" });
  const chooser = el("input", { type: "file", multiple: true, hidden: true, on: { change: () => pick([...chooser.files]) } });
  const tool = (name, words, click) =>
    el("button", { type: "button", class: "quiet", "aria-label": words, title: words, on: { click } }, icon(name));
  const shortcuts = tool("bolt", "Shortcuts", () => openMenu(shortcuts, globals()));
  const submit = el("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)" }, icon("send"));
  const form = el(
    "form",
    { class: "composer", on: { submit: (event) => (event.preventDefault(), go()) } },
    hints,
    picked,
    el("div", { class: "row" }, shortcuts, tool("clip", "Attach files", () => chooser.click()), chooser, box, submit),
  );

  const globals = () => {
    const all = state.workspace.shortcuts.filter((one) => one.type === "global");
    if (!all.length) return [{ label: "No shortcuts", run: () => {} }];
    return all.map((one) => ({
      label: one.name,
      note: one.description ?? "",
      run: () => trying(async () => showAnswer(await slack.shortcut(state.me, { callback_id: one.callback_id }))),
    }));
  };
  const pick = (chosen) => {
    files = chosen;
    picked.replaceChildren(...files.map((file) => el("span", { class: "chip" }, file.name)));
  };
  const put = (text) => {
    box.value = text;
    box.setSelectionRange(text.length, text.length);
    grow();
    hint();
  };
  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
  };
  const hint = () => {
    const found = offers(box.value);
    hints.hidden = !found.length;
    hints.replaceChildren(
      ...found.map((one) =>
        el(
          "button",
          { type: "button", on: { click: () => (put(`${one.command} `), box.focus()) } },
          el("strong", {}, one.command),
          el("code", {}, one.usage_hint ?? ""),
          el("small", {}, one.description ?? ""),
        ),
      ),
    );
  };
  const go = async () => {
    const text = box.value.trim();
    if (!text && !files.length) return;
    form.setAttribute("aria-busy", "true");
    const answer = await trying(() => send(where, text, files));
    form.removeAttribute("aria-busy");
    if (!answer) return; // refused: the words stay to be corrected
    if (text) history().add(text);
    recalled = 0;
    pick([]);
    put("");
    for (const delivery of answer.deliveries ?? []) if (!delivery.acked && !answer.user_sees) toast("The app did not answer.", "problem");
  };
  const recall = (step) => {
    const { sent } = history();
    recalled = Math.max(0, Math.min(sent.length, recalled + step));
    put(recalled ? sent[sent.length - recalled] : "");
  };

  box.addEventListener("input", () => (grow(), hint()));
  box.addEventListener("keydown", (event) => {
    const oneLine = !box.value.includes("\n");
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      go();
    } else if (event.key === "Tab" && !hints.hidden && !event.shiftKey) {
      event.preventDefault();
      hints.querySelector("button").click();
    } else if (event.key === "Escape" && !hints.hidden) {
      event.preventDefault();
      hints.hidden = true;
    } else if (event.key === "ArrowUp" && oneLine && (recalled || !box.value)) {
      event.preventDefault();
      recall(1);
    } else if (event.key === "ArrowDown" && oneLine && recalled) {
      event.preventDefault();
      recall(-1);
    }
  });
  return form;
}

/** Puts words into the open composer, for the person to send. */
export function suggest(text) {
  const box = document.getElementById("composer");
  if (!box) return;
  box.value = text;
  box.dispatchEvent(new Event("input"));
  box.focus();
}
