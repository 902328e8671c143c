// What is said: politely, at most every 10 s; and in the tab's title while nobody looks.
import {byId, fill, number} from "./writing.js";

const voice = byId("bao-tin");
const title = {text: document.title, unseen: 0};
const unsaid = [];
let lastSaid = 0;
let saying;

function speak() {
  saying = undefined;
  lastSaid = Date.now();
  voice.textContent = unsaid.length === 1 ? unsaid[0] : fill(voice.dataset.many, number.format(unsaid.length));
  unsaid.length = 0;
}

/** Says a sentence to screen readers, or how many there were when several gather. */
function announce(sentence) {
  unsaid.push(sentence);
  saying ??= setTimeout(speak, Math.max(0, lastSaid + 10_000 - Date.now()));
}

function showTitle() {
  document.title = title.unseen ? `(${title.unseen}) ${title.text}` : title.text;
}

/** Puts other words into the page's title. */
export function retitle(from, to) {
  title.text = title.text.replace(from, () => to);
  showTitle();
}

/** A story came: says so, and counts it in the title while the page is hidden. */
export function arrived(headline) {
  announce(fill(voice.dataset.one, headline));
  if (document.hidden) title.unseen++;
  showTitle();
}

/** A story went. */
export const gone = () => announce(voice.dataset.gone);

/** The new version of the open story is there. */
export const shown = () => announce(voice.dataset.shown);

let cut = false;

/** The connection is lost: said once, until it stands again. */
export function lost() {
  if (!cut) announce(voice.dataset.lost);
  cut = true;
}

/** The connection stands; said only to who heard that it was lost. */
export function connected() {
  if (cut) announce(voice.dataset.back);
  cut = false;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  title.unseen = 0;
  showTitle();
});
