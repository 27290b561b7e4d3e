// "Are you sure?": Block Kit's confirm object as a dialog.

import { el } from "./dom.js";
import { textObject, words } from "./mrkdwn.js";

/** True when the person confirmed, and at once where the element asks nothing. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = (yes) => () => {
      dialog.close();
      dialog.remove();
      resolve(yes);
    };
    const dialog = el(
      "dialog",
      { class: "modal small", "aria-label": words(confirm.title) },
      el("h2", {}, words(confirm.title)),
      el("p", {}, textObject(confirm.text)),
      el(
        "footer",
        {},
        el("button", { type: "button", on: { click: answer(false) } }, words(confirm.deny) || "Cancel"),
        el(
          "button",
          { type: "button", class: confirm.style === "danger" ? "danger" : "primary", on: { click: answer(true) } },
          words(confirm.confirm) || "Yes",
        ),
      ),
    );
    dialog.addEventListener("cancel", answer(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}
