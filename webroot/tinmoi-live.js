const PATIENCE = 10_000;
const SILENCE = 30_000;
const snapshot = "/api/v1/front";

export function subscribe({topics = ["news", "featured", "stats"], after = "", base = "", onEvent, onSync = () => {}, onState = () => {}}) {
  const name = "tinmoi-live " + base;
  const known = new Set(topics);
  const ending = new AbortController();
  let cursor = after;
  let heard = 0;
  let failures = 0;
  let state, counts, reading, goal;
  let channel, turn, release, leading, joined, doubt, watch;
  let source, wired, ready, opening, patience;

  const silent = () => Date.now() - heard > SILENCE;
  const stale = () => silent() && !document.hidden;
  const tell = (message) => channel?.postMessage(message);

  function say(next) {
    if (state !== next) onState((state = next));
    if (leading) tell({topics: wired, cursor, counts, state, ready});
  }

  function newer(id) {
    const [epoch, seq] = id.split("-");
    const [mine, last] = cursor.split("-");
    return epoch !== mine || seq - last > 0;
  }

  const wanted = ({id, category, previousCategory, featured, previouslyFeatured}) => {
    const reached = [id ? "news" : "portal", "article/" + id, "news/" + category, "news/" + previousCategory, (featured || previouslyFeatured) && "featured"];
    return topics.some((topic) => reached.includes(topic) || (id && !category && /^[nf]/.test(topic)));
  };

  function take(what, data, id = "") {
    heard = Date.now();
    if (id && !newer(id)) return;
    if (leading) tell({what, data, id, previous: cursor});
    if (id) cursor = id;
    else counts = data;
    if (topics.includes(what) || (id && wanted(data))) onEvent(what, data, id);
  }

  async function answer(path) {
    const response = await fetch(base + path);
    if (!response.ok) throw response;
    return response.json();
  }

  async function catchUp(id) {
    goal = id;
    if (reading) return;
    const mine = (reading = {});
    while (mine === reading) {
      try {
        const [page, stats] = await Promise.all([
          answer("/api/v1/events?after=" + cursor),
          leading && answer("/api/v1/stats"),
        ]);
        if (mine !== reading) return;
        for (const {id, event, data} of page.events) take(event, data, id);
        if (page.reset || newer(page.cursor)) cursor = page.cursor;
        if (page.reset) onSync({cursor: (goal = cursor), mode: "reset", snapshot});
        if (page.events.length > 99) continue;
        if (leading) {
          ready = true;
          take("stats", stats);
          say("polling");
        } else if (!newer(goal)) reading = undefined;
      } catch {
        if (mine === reading && leading) say("lost");
      }
      await new Promise((next) => setTimeout(next, (leading ? PATIENCE : 500) * (1 + Math.random() / 4)));
    }
  }

  function enter(steal) {
    if (turn) return;
    const mine = (turn = new AbortController());
    try {
      channel = navigator.locks && new BroadcastChannel(name);
      channel.onmessage = hear;
    } catch {
      return lead();
    }
    const held = () => mine === turn && new Promise((end) => lead((release = end)));
    navigator.locks.request(name, steal ? {steal} : {signal: mine.signal}, held).catch(({name}) => {
      if (mine !== turn) return;
      if (name === "AbortError") again();
      else lead();
    });
    ask();
    watch = setInterval(() => stale() && ask(), SILENCE);
  }

  function leave() {
    drop();
    clearTimeout(patience);
    clearTimeout(doubt);
    clearInterval(watch);
    channel?.close();
    release?.();
    turn?.abort();
    turn = channel = release = leading = joined = doubt = patience = reading = undefined;
  }

  function again(steal) {
    leave();
    enter(steal);
  }

  function lead() {
    leading = true;
    reading = undefined;
    open();
  }

  function ask(woke) {
    if (leading) return;
    tell({asks: true, topics, woke});
    doubt ??= setTimeout(() => leading || again(true), 3000);
  }

  function hear({data: message}) {
    const {asks, woke, what, data, id, previous} = message;
    message.topics?.forEach((topic) => known.add(topic));
    if (asks && leading) {
      if (known.size > wired.length || (woke && silent())) open();
      say(state);
    }
    if (asks || leading) return;
    heard = Date.now();
    doubt = clearTimeout(doubt);
    if (!what) follow(message);
    else if (joined && id && (reading || newer(previous))) catchUp(id);
    else if (joined) take(what, data, id);
  }

  function follow(leader) {
    if (leader.state) say(leader.state);
    if (!leader.ready) return;
    if (!topics.every((topic) => leader.topics.includes(topic))) {
      joined = false;
      return ask();
    }
    const mode = cursor ? "resumed" : "fresh";
    cursor ||= leader.cursor;
    if (!joined) onSync({cursor, mode, snapshot});
    joined = true;
    if (leader.counts) take("stats", leader.counts);
    if (newer(leader.cursor)) catchUp(leader.cursor);
  }

  function drop() {
    clearTimeout(opening);
    source?.close();
    source = ready = undefined;
  }

  function open() {
    drop();
    heard = Date.now();
    wired = [...known];
    const names = wired.length > 16 ? "news,stats" : wired;
    const stream = (source = new EventSource(base + "/stream?topics=" + names + "&after=" + cursor));
    const on = (what, then) => stream.addEventListener(what, (event) => stream === source && then(what, JSON.parse(event.data), event.lastEventId));
    on("sync", (what, data) => {
      failures = 0;
      ready = true;
      reading = undefined;
      patience = clearTimeout(patience);
      if (data.mode !== "resumed") cursor = data.cursor;
      say("live");
      onSync(data);
    });
    on("goodbye", (what, {retryMs}, id) => {
      if (newer(id)) cursor = id;
      later(retryMs);
    });
    on("refused", () => catchUp(cursor));
    on("stats", (what, data) => take(what, data));
    ["article.published", "article.revised", "article.withdrawn", "article.featured", "portal.changed"].forEach((what) => on(what, take));
    stream.onerror = () => {
      if (stream !== source) return;
      if (state !== "polling") say("lost");
      if (stream.readyState === EventSource.CLOSED) later(Math.random() * Math.min(SILENCE, 1000 * 2 ** failures++));
      expect();
    };
    expect();
  }

  function later(ms) {
    drop();
    opening = setTimeout(open, ms);
  }

  function expect() {
    patience ??= setTimeout(() => {
      patience = undefined;
      if (source?.readyState === EventSource.OPEN) later(60_000);
      catchUp(cursor);
    }, PATIENCE);
  }

  function wake({type}) {
    if (!turn || (type !== "online" && !stale())) return;
    if (leading) return open();
    ask(true);
    if (cursor && !reading) catchUp(cursor);
  }

  const reactions = {visibilitychange: wake, online: wake, pageshow: () => enter(), resume: () => enter(), pagehide: leave, freeze: leave};
  for (const type in reactions) addEventListener(type, reactions[type], {capture: true, signal: ending.signal});
  enter();

  return {
    cursor: () => cursor,
    close() {
      ending.abort();
      leave();
    },
  };
}
