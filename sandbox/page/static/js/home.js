// App Home: the view that the app published for this user.

import { blocks } from "./blocks.js";
import { byId, el } from "./dom.js";
import { on, state } from "./store.js";
import { Form } from "./values.js";

let form = new Form();
let shown = "";

function draw() {
  const box = byId("home");
  const view = state.home;
  const print = JSON.stringify([state.me, view]);
  if (print === shown) return;
  shown = print;
  if (!view) {
    box.replaceChildren(el("p", { class: "empty" }, "The app has not published its home for this person yet."));
    return;
  }
  form = new Form();
  const ctx = { where: { home: true }, form, errors: view.errors, saved: (block, action) => view.state?.values?.[block]?.[action], label: "" };
  const scroll = box.scrollTop;
  box.replaceChildren(...blocks(view.blocks, ctx));
  box.scrollTop = scroll;
}

export function startHome() {
  on(["home", "me"], draw);
}
