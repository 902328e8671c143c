/*
 * What others do with a story that is open here: who else has it open, and what became of it since this page was made. Heard by a
 * stream of its own while someone works at it, asked for every few seconds where that cannot be had. A page that is left alone or
 * out of sight hears nothing, and its person is no longer here.
 */
const EACH = 5_000; // ms
const ACTIVE = 600_000; // after the last key or touch
const REFUSED = 60_000; // until a stream that was refused is asked for again
const place = document.getElementById("ai-o-day");
const form = document.getElementById("bai");
const words = place.dataset;
const stage = document.querySelector("[data-state]");
const now = {here: []};
let last = Date.now();
let stream;
let hears = false; // by the stream; a proxy may hold one back
let refused = 0;

const filled = (text, value) => text.replace("{0}", value);
const isLeft = () => document.hidden || Date.now() - last > ACTIVE;

function say(news) {
  const {version, state, stage: name, who, here} = Object.assign(now, news);
  const said = [];
  if (version > Number(form.elements.version.value)) said.push(filled(words.newer, who));
  else if (state && state !== stage.dataset.state) said.push(filled(words.moved, name));
  if (here.length) said.push(filled(words.here, here.join(", ")));
  const text = said.join(" ");
  if (place.textContent !== text) place.textContent = text;
}

function hear({data}) {
  hears = true;
  say(JSON.parse(data));
}

function open() {
  if (stream || Date.now() - refused < REFUSED) return;
  stream = new EventSource(words.stream);
  stream.addEventListener("story", hear);
  stream.addEventListener("here", hear);
  stream.addEventListener("error", () => {
    hears = false;
    if (stream?.readyState !== EventSource.CLOSED) return; // the browser comes back by itself
    refused = Date.now();
    stream = undefined;
  });
}

function close() {
  stream?.close();
  stream = undefined;
  hears = false;
}

async function ask() {
  if (isLeft()) return close();
  open();
  if (hears || form.ariaBusy === "true") return;
  const answer = await fetch(words.ask, {headers: {Accept: "application/json"}}).catch(() => undefined);
  if (answer?.ok && !answer.redirected && answer.headers.get("Content-Type")?.includes("json")) say(await answer.json());
}

if (form.dataset.id) {
  for (const sign of ["keydown", "pointerdown", "focusin"]) addEventListener(sign, () => (last = Date.now()), {passive: true});
  addEventListener("visibilitychange", ask);
  addEventListener("pagehide", close);
  form.addEventListener("submit", close); // what it saves itself is no news
  setInterval(ask, EACH);
  ask();
}
