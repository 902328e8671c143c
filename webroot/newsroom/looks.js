/*
 * What readers will find of a story, beside its fields while it is written: how much of each limit is used, how long it takes to
 * read, its address, and how it looks in a search result and where it is shared. Nothing here touches a field. A screen reader is
 * told of a limit only when it is near, and not before the keys rest.
 */
const WAIT = 400; // ms after the last key
const MOST = 1_000; // ms after the first one that is not shown
const SPOKEN = 1_000; // ms without a key
const NEAR = 0.9; // of a limit
const EXCERPT = 4_000; // characters of the body that the first lines are made of
const A_MINUTE = 250; // words; also change ReadingTime
const BODY = 512; // KB of 1,024 bytes; also change TextField
const byId = (id) => document.getElementById(id);
const place = byId("nhin-thay");
const said = place.dataset;
const form = byId("bai");
const counters = [...form.querySelectorAll("[data-limit]")];
const segments = new Intl.Segmenter("vi");
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const filled = (text, ...values) => values.reduce((one, value, at) => one.replace(`{${at}}`, () => value), text);

/** Words of an HTML text as the server counts them: tags part them, and each has a letter or a digit. */
export function words(html) {
  const text = html.replace(/<!--[^]*?(?:-->|$)|<[/!?a-z][^>]*>?/gi, "\n");
  return text.split(/[\s\p{Z}]+/u).filter((one) => /[\p{L}\p{Nd}\u{10000}-\u{10ffff}]/u.test(one)).length;
}

/** Whole minutes; 0 where there is nothing to read. */
export const minutes = (count) => count && Math.max(1, Math.round(count / A_MINUTE));

const used = (text) => [...segments.segment(text.trim().replace(/[ \t]+/g, " "))].length;
let speaking;

/** Of each field, at once: it costs nothing. {@code at}: the one that is being typed in. */
export function count(at) {
  for (const field of counters) {
    const most = Number(field.dataset.limit);
    const now = used(field.value);
    const hint = byId(field.id + "-so");
    hint.textContent = filled(form.dataset.count, numbers.format(now), numbers.format(most));
    hint.classList.toggle("desk-fault", now > most);
    if (field === at) speak(field, now, most);
  }
}

function speak(field, now, most) {
  clearTimeout(speaking);
  const text = now < most * NEAR ? "" : filled(now > most ? said.over : said.left, field.labels[0].textContent, numbers.format(Math.abs(most - now)));
  speaking = setTimeout(() => (byId("gan-het").textContent = text), text ? SPOKEN : 0);
}

let body = () => "";
let timer;
let since = 0;
let shown;
let asking = 0;

const put = (name, text) => place.querySelectorAll(`[data-seen=${name}]`).forEach((one) => (one.textContent = text));

function length(html) {
  const hint = byId("bodyHtml-so");
  const all = words(html);
  const size = Math.ceil(new Blob([html]).size / 1024);
  const parts = [all ? filled(said.words, numbers.format(all), numbers.format(minutes(all))) : said.short];
  if (size > BODY * NEAR) parts.push(filled(said.size, numbers.format(size), numbers.format(BODY)));
  hint.textContent = parts.join(" · ");
  hint.classList.toggle("desk-fault", size > BODY);
}

function picture() {
  const image = document.querySelector("#anh-dai-dien img");
  for (const frame of place.querySelectorAll("[data-seen=picture]")) {
    frame.hidden = !image;
    if (!image || frame.firstChild?.src === image.src) continue;
    const copy = Object.assign(new Image(), {src: image.src, alt: ""});
    copy.style.objectPosition = getComputedStyle(image).objectPosition;
    frame.replaceChildren(copy);
  }
}

function address(text) {
  const line = byId("dia-chi-bai");
  line.hidden = !text || !said.address;
  line.textContent = line.hidden ? "" : filled(said.address, text.replace(/^https?:\/\//, ""));
  put("address", line.hidden ? "" : text);
}

/** What the server would make of them; the answer to the last question counts. Without one nothing is said of the address. */
async function ask(question) {
  const number = ++asking;
  const answer = await fetch(said.to, {
    method: "POST",
    headers: {Accept: "application/json", "Content-Type": "application/json", "Form-Token": form.elements["bieu-mau"].value},
    body: question,
  }).catch(() => undefined);
  if (number !== asking) return;
  const good = answer?.ok && !answer.redirected && answer.headers.get("Content-Type")?.includes("json");
  if (!good) {
    shown = undefined;
    return address("");
  }
  const found = await answer.json();
  if (number !== asking) return;
  address(found.address);
  put("host", found.host);
  put("lead", found.lead);
}

function show() {
  since = 0;
  const html = body();
  const title = form.elements.title.value.trim();
  const lead = form.elements.lead.value.trim();
  length(html);
  picture();
  put("title", title || said.untitled);
  const question = JSON.stringify({title, lead, bodyHtml: lead ? "" : html.slice(0, EXCERPT), slug: said.slug, story: said.story});
  if (question === shown) return;
  shown = question;
  ask(question);
}

/** Something was typed, or another picture chosen. */
export function changed() {
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(show, Math.max(0, Math.min(WAIT, since + MOST - Date.now())));
}

/** The server answers again: what it did not say is asked for. */
export const again = () => shown ?? changed();

/** {@code html}: gives the body as it is now. What is found is open where it was left so. */
export function begin(html) {
  body = html;
  byId("bodyHtml-so").hidden = place.hidden = false;
  place.open = localStorage.getItem("tinmoi-looks") === "true";
  place.addEventListener("toggle", () => localStorage.setItem("tinmoi-looks", place.open));
  count();
  show();
}
