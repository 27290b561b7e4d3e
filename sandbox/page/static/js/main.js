// Starts the page: what there is, the panes, the live streams.

import { page } from "./api.js";
import { startChannel } from "./channel.js";
import { byId, el } from "./dom.js";
import { startHints, tick } from "./hints.js";
import { startHome } from "./home.js";
import { live } from "./live.js";
import * as mailboxes from "./mailboxes.js";
import { startReader } from "./mailread.js";
import { startModal } from "./modal.js";
import { startPalette } from "./palette.js";
import { startSidebar } from "./sidebar.js";
import { remembered, set, state } from "./store.js";
import { startTopbar } from "./topbar.js";
import * as workspace from "./workspace.js";

async function start() {
  set({ config: await page.config() });
  document.title = `${state.config.company} · Truckroll sandbox`;
  startTopbar();
  startSidebar();
  startChannel();
  startModal();
  startHome();
  mailboxes.drawMailboxes();
  startReader();
  startPalette();
  await workspace.start();
  const last = remembered("me", state.config.staff[0]?.id);
  await workspace.become(state.workspace.users.some((user) => user.id === last) ? last : state.workspace.users[0].id);
  await mailboxes.startMailboxes();
  startHints();
  live([
    { url: "slack/control/stream", reactions: slackReactions(), refresh: workspace.refreshAll },
    { url: "mail/stream", reactions: mailboxes.REACTIONS, refresh: mailboxes.refreshMailboxes },
  ]);
  document.body.dataset.ready = "true";
}

const slackReactions = () => ({
  ...workspace.REACTIONS,
  message_changed: (event) => {
    tick("card changed");
    return workspace.REACTIONS.message_changed(event);
  },
});

start().catch((problem) => {
  byId("messages").replaceChildren(
    el("p", { class: "empty" }, problem.message),
    el("button", { type: "button", on: { click: () => location.reload() } }, "Try again"),
  );
});
