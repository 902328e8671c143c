// Counting: who reads has an id for a day, unless they ask not to be followed; and "Thống kê truy cập": the numbers as they
// change and as of when. Screen readers hear of a change at most every 30 s, in a place of its own: numbers that change
// under a reader would be read out again and again.
import {asOf, byId, fill, number} from "./writing.js";

const BETWEEN = 30_000;
const MINUTE = 60_000;

const box = byId("thong-ke");
const quick = byId("thong-ke-nhanh"); // the same figures in the dateline
const time = byId("thong-ke-luc");
const voice = byId("bao-thong-ke");
let current = false; // whether the numbers are right at this moment: the stream stands, and the stores do
let connected = false;
let said = "";
let speaking;

function sentence() {
  const [online, today] = ["online", "today"].map((stat) => box.querySelector(`[data-stat=${stat}]`).textContent);
  return fill(box.dataset.said, online).replace("{1}", () => today);
}

function speak() {
  speaking = undefined;
  const now = sentence();
  if (now === said || document.hidden) return;
  said = voice.textContent = now;
}

function date(at) {
  if (!time) return;
  time.dateTime = at.toISOString();
  time.textContent = asOf(at);
}

/** Shows the counters of an event or a snapshot. */
export function counted(counts) {
  for (const place of document.querySelectorAll("[data-stat]")) {
    const count = counts[place.dataset.stat];
    const text = Number.isFinite(count) ? number.format(count) : place.textContent;
    if (place.textContent !== text) place.textContent = text;
  }
  if (!box || !counts.at) return;
  for (const place of [box, quick]) place?.classList.toggle("stale", Boolean(counts.stale));
  current = connected && !counts.stale;
  date(new Date(counts.at));
  if (counts.changedAt) time.dataset.changedAt = counts.changedAt;
  speaking ??= setTimeout(speak, BETWEEN);
}

/** Says whether changes would be heard of; while they would, numbers that do not change are as of now. */
export function counting(isConnected) {
  connected = isConnected;
  current = connected && !box?.classList.contains("stale");
}

if (box) {
  said = sentence(); // who comes here reads that much
  setInterval(() => current && date(new Date()), MINUTE);
}

// ---- this reader ----

function countable() {
  try {
    if (localStorage.getItem("tm-no-track")) return false;
  } catch {
    // no storage: no such wish
  }
  return navigator.doNotTrack !== "1" && !globalThis.globalPrivacyControl && !navigator.globalPrivacyControl;
}

/**
 * Makes the reader's id before the first sign of life: 22 base64url characters, 128 random bits (CONTRACT.md,
 * "Visitors"). One that stands is kept until its day is over.
 */
export function introduce() {
  if (navigator.webdriver) document.cookie = "tm_driven=1; Max-Age=3600; Path=/; SameSite=Lax"; // no reader is here
  if (!countable() || /(^|; )tm_v=[\w-]{22}(;|$)/.test(document.cookie)) return;
  const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tm_v=${id.slice(0, 22).replaceAll("+", "-").replaceAll("/", "_")}; Max-Age=86400; Path=/; SameSite=Lax${secure}`;
}
