// The two event streams. They are closed while the tab is hidden, because a browser gives all tabs of a page only a
// few connections; when it is seen again everything is fetched anew.

import { set } from "./store.js";

/** `sources`: [{url, reactions: {type: handler}, refresh}]. */
export function live(sources) {
  const streams = new Map();
  const open = (source) => {
    const stream = new EventSource(source.url);
    let lost = false;
    stream.addEventListener("open", () => {
      if (lost) source.refresh();
      lost = false;
      set({ live: true });
    });
    stream.addEventListener("error", () => {
      lost = true;
      set({ live: false });
      // the browser reconnects by itself unless the server answered with an error
      if (stream.readyState === EventSource.CLOSED) setTimeout(() => streams.get(source) === stream && open(source), 2000);
    });
    for (const [type, react] of Object.entries(source.reactions)) {
      stream.addEventListener(type, (event) => Promise.resolve(react(JSON.parse(event.data))).catch(() => {}));
    }
    streams.set(source, stream);
  };
  const close = () => {
    for (const stream of streams.values()) stream.close();
    streams.clear();
  };
  document.addEventListener("visibilitychange", () => {
    close();
    if (document.hidden) return;
    for (const source of sources) {
      open(source);
      source.refresh();
    }
  });
  window.addEventListener("pagehide", close);
  sources.forEach(open);
}
