// A pop-up list of choices at a button: overflow menus, shortcuts, "more". Arrow keys move, Escape closes.

import { el, rove } from "./dom.js";

let open = null;

export function closeMenu() {
  open?.remove();
  open = null;
}

/**
 * Opens below (or above) `anchor`. `items`: `[{label, note, run, danger}]`. The focus goes to the first item and
 * back to the anchor when the menu closes by keyboard.
 */
export function openMenu(anchor, items) {
  closeMenu();
  const run = (item) => () => {
    closeMenu();
    anchor.focus();
    item.run();
  };
  const menu = el(
    "div",
    { class: "menu", role: "menu" },
    items.map((item) =>
      el(
        "button",
        { type: "button", role: "menuitem", class: item.danger ? "danger" : "", on: { click: run(item) } },
        el("span", {}, item.label),
        item.note ? el("small", {}, item.note) : null,
      ),
    ),
  );
  rove(menu, "button");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "Tab") return;
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    closeMenu();
    anchor.focus();
  });
  // inside the same dialog as its button, else a modal dialog would make it unreachable
  (anchor.closest("dialog") ?? document.body).append(menu);
  place(menu, anchor);
  open = menu;
  menu.querySelector("button")?.focus();
}

/** Puts a floating box under its anchor, or above it where there is no room, inside the window. */
export function place(box, anchor) {
  box.style.position = "fixed"; // before measuring: it must not make its anchor taller
  const at = anchor.getBoundingClientRect();
  box.style.minWidth = `${at.width}px`;
  const below = window.innerHeight - at.bottom;
  const height = Math.min(box.offsetHeight, 320);
  box.style.top = below > height + 12 || below > at.top ? `${at.bottom + 4}px` : `${Math.max(8, at.top - height - 4)}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - box.offsetWidth - 8))}px`;
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.contains(event.target)) closeMenu();
});
