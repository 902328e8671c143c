/**
 * The live stream of tinmoi, for any page:
 *
 *   import {subscribe} from "/static/tinmoi-live.js";
 *   const live = subscribe({topics: ["news", "stats"], after: cursor, onEvent(name, data, id) { … }});
 *
 * - `topics`: array; default news, featured, stats. `after`: the cursor that the page was made at: the stream starts
 *   exactly there; empty: from now on. `base`: the server's address when it is another one.
 * - `onEvent(name, data, id)`: each event once, in order; `id` is "" for passing ones (stats).
 * - `onSync({cursor, mode, snapshot})`: on every connection; mode "reset": what was missed cannot be told, fetch `snapshot`.
 * - `onState(state)`: "live", "polling" (this network or browser cannot stream) or "lost" (trying again).
 * - Returns `{close(), cursor()}`.
 *
 * Browsers hold six HTTP/1.1 connections to a site, and a seventh tab would hang without a word. So at most four tabs
 * stream, each under a lock; the others poll, and take a place when one is free. A page that goes to the browser's
 * back/forward cache lets its stream go, and resumes at its cursor when it returns.
 */
const SILENCE = 30_000; // ms; heartbeats come every 20 s ± 25 % but are not shown to scripts, so only waking up asks
const PATIENCE = 10_000; // ms to the first event; later than this, something on the way keeps the stream back
const POLL = 10_000;
const RETRY_STREAM = 60_000;
const PLACES = 4;
const DURABLE = ["published", "revised", "withdrawn", "featured"].map((what) => "article." + what);

export function subscribe({topics = ["news", "featured", "stats"], after = "", base = "", onEvent, onSync = () => {}, onState = () => {}}) {
  let cursor = after;
  let heard = Date.now();
  let failures = 0;
  let closed = false;
  let generation = 0; // grows with each (re)opening, so that what an older one began is left alone
  let state, source, leave, opening, patience, polling;

  const say = (next) => state !== next && onState((state = next));

  const parts = (id) => {
    const dash = id.lastIndexOf("-");
    return [id.slice(0, dash), Number(id.slice(dash + 1))];
  };

  function take(name, data, id) {
    heard = Date.now();
    if (id) {
      const [epoch, seq] = parts(id);
      const [mine, last] = parts(cursor);
      if (epoch === mine && seq <= last) return;
      cursor = id;
    }
    onEvent(name, data, id);
  }

  function sync(data) {
    heard = Date.now();
    failures = 0;
    calm();
    stopPolling();
    if (data.mode !== "resumed" || !cursor) cursor = data.cursor;
    say("live");
    onSync(data);
  }

  /** A place among the tabs that stream; answers how to leave it, or nothing when all are taken. */
  async function place() {
    if (!navigator.locks) return () => {};
    for (let i = 0; i < PLACES; i++) {
      const free = await new Promise((answer) => {
        navigator.locks
          .request("tinmoi-stream-" + i, {ifAvailable: true}, (lock) => (lock ? new Promise((end) => answer(end)) : answer()))
          .catch(() => answer(() => {}));
      });
      if (free) return free;
    }
  }

  function drop() {
    generation++;
    clearTimeout(opening);
    source?.close();
    leave?.();
    source = leave = undefined;
  }

  async function open() {
    drop();
    if (closed) return;
    const mine = generation;
    const end = await place();
    if (mine !== generation) return end?.();
    if (!end) {
      poll();
      return later(RETRY_STREAM);
    }
    leave = end;
    const query = new URLSearchParams({topics: topics.join(), ...(cursor && {after: cursor})});
    const stream = (source = new EventSource(`${base}/stream?${query}`));
    const on = (name, then) => stream.addEventListener(name, (event) => stream === source && then(JSON.parse(event.data), event));
    on("sync", sync);
    on("goodbye", ({retryMs}) => {
      drop();
      later(retryMs);
    });
    on("stats", (data) => take("stats", data, ""));
    for (const name of DURABLE) on(name, (data, event) => take(name, data, event.lastEventId));
    stream.onerror = () => {
      if (stream !== source) return;
      if (state !== "polling") say("lost");
      if (stream.readyState === EventSource.CLOSED) {
        drop();
        later(Math.random() * Math.min(30_000, 1000 * 2 ** failures++)); // full jitter: a restart must not be stormed
      }
      expect();
    };
    expect();
  }

  const later = (ms) => {
    clearTimeout(opening);
    opening = setTimeout(open, ms);
  };

  /** Streams that open and stay silent are held back by something on the way; streams that do not open may be, too. */
  function expect() {
    patience ??= setTimeout(() => {
      patience = undefined;
      if (source?.readyState === EventSource.OPEN) {
        drop();
        later(RETRY_STREAM);
      }
      poll();
    }, PATIENCE);
  }

  const calm = () => (patience = clearTimeout(patience));

  const wanted = (name, data) =>
    name === "article.withdrawn" ||
    topics.some((topic) =>
      topic === "featured" ? data.featured || name === "article.featured" : ["news", "news/" + data.category, "article/" + data.id].includes(topic));

  const answer = async (path) => {
    const response = await fetch(base + path, {cache: "no-cache"});
    if (!response.ok) throw new Error(path + " answered " + response.status);
    return response.json();
  };

  async function poll() {
    if (polling || closed) return;
    const mine = (polling = {});
    while (mine === polling) {
      try {
        const page = await answer("/api/v1/events?" + new URLSearchParams({after: cursor}));
        const stats = topics.includes("stats") && (await answer("/api/v1/stats"));
        if (mine !== polling) return;
        say("polling");
        for (const {id, event, data} of page.events) if (wanted(event, data)) take(event, data, id);
        cursor = page.cursor;
        if (page.reset) onSync({cursor, mode: "reset", snapshot: "/api/v1/front"});
        if (stats) take("stats", stats, "");
      } catch {
        if (mine === polling) say("lost");
      }
      await new Promise((next) => (mine.timer = setTimeout(next, POLL * (1 + Math.random() / 4))));
    }
  }

  function stopPolling() {
    clearTimeout(polling?.timer);
    polling = undefined;
  }

  const wake = () => document.visibilityState === "visible" && Date.now() - heard > SILENCE && open();
  const sleep = () => {
    calm();
    stopPolling();
    drop();
  };
  const back = (event) => event.persisted && open();
  const listeners = [
    [document, "visibilitychange", wake],
    [window, "online", open],
    [window, "pageshow", back],
    [window, "pagehide", sleep],
  ];
  for (const [target, name, then] of listeners) target.addEventListener(name, then);
  open();

  return {
    cursor: () => cursor,
    close() {
      closed = true;
      sleep();
      for (const [target, name, then] of listeners) target.removeEventListener(name, then);
    },
  };
}
