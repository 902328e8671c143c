/*
 * What others do with a story that is open here: who else has it open, and what became of it since this page was made. Asked every
 * few seconds while someone works at it; a page that is left alone asks nothing, and its person is no longer here.
 */
const EACH = 5_000; // ms
const ACTIVE = 600_000; // after the last key or touch
const place = document.getElementById("ai-o-day");
const form = document.getElementById("bai");
const words = place.dataset;
const stage = document.querySelector("[data-state]");
let last = Date.now();

const filled = (text, value) => text.replace("{0}", value);

function say({version, state, stage: name, who, here}) {
  const said = [];
  if (version > Number(form.elements.version.value)) said.push(filled(words.newer, who));
  else if (state !== stage.dataset.state) said.push(filled(words.moved, name));
  if (here.length) said.push(filled(words.here, here.join(", ")));
  const text = said.join(" ");
  if (place.textContent !== text) place.textContent = text;
}

async function ask() {
  if (document.hidden || Date.now() - last > ACTIVE || form.ariaBusy === "true") return;
  const answer = await fetch(place.dataset.ask, {headers: {Accept: "application/json"}}).catch(() => undefined);
  if (answer?.ok && !answer.redirected && answer.headers.get("Content-Type")?.includes("json")) say(await answer.json());
}

if (form.dataset.id) {
  for (const sign of ["keydown", "pointerdown", "focusin"]) addEventListener(sign, () => (last = Date.now()), {passive: true});
  addEventListener("visibilitychange", ask);
  setInterval(ask, EACH);
  ask();
}
