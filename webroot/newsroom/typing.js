/*
 * What a keyboard makes of Vietnamese in each kind of field: a sentence is typed and compared letter by letter, and what the
 * keyboard sent on the way can be copied for whoever looks into it.
 */
import {open} from "./editor.js";

const byId = (id) => document.getElementById(id);
const page = byId("go-thu");
const words = page.dataset;
const log = byId("su-kien");
const sentence = byId("cau");
const MOST = 2_000; // events
const HEARD = ["keydown", "beforeinput", "input", "compositionstart", "compositionupdate", "compositionend", "paste"];
const events = [];
const started = performance.now();

const point = (letter) => `“${letter}” U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
const filled = (text, ...values) => values.reduce((left, value, i) => left.replace(`{${i}}`, value), text);

/** What is wrong with it, in words; letters are compared as they came, so that one in parts is told from a whole one. */
function judged(typed, wanted) {
  const is = [...typed];
  const should = [...wanted];
  const at = is.findIndex((letter, i) => letter !== should[i]);
  if (at < 0) return is.length === should.length ? words.right : filled(words.soFar, is.length, should.length);
  if (wanted.startsWith(typed.normalize("NFC"))) return words.parts;
  return filled(words.wrong, at + 1, point(is[at]), should[at] ? point(should[at]) : "–");
}

const fields = [...page.querySelectorAll("[data-typed]")].map((field) => ({
  field,
  result: field.parentElement.querySelector("[data-result]"),
  text: () => (field.value ?? field.querySelector(".ProseMirror")?.innerText ?? "").trimEnd(),
}));

function compare() {
  for (const {field, result, text} of fields) {
    const typed = text();
    const said = typed ? judged(typed, sentence.value) : "";
    if (result.textContent !== said) result.textContent = said;
    field.toggleAttribute("data-wrong", Boolean(typed) && said !== words.right && !sentence.value.startsWith(typed));
  }
}

/** One line for each, as short as it can be read. */
function hear(event) {
  const from = fields.find(({field}) => field.contains(event.target));
  if (!from) return;
  const said = [
    Math.round(performance.now() - started),
    from.field.id,
    event.type,
    event.key ?? event.inputType ?? "",
    event.data === null || event.data === undefined ? "" : JSON.stringify(event.data),
    event.isComposing ? "…" : "",
  ];
  events.push(said.join(" ").trimEnd());
  if (events.length > MOST) events.shift();
  log.value = events.join("\n");
  log.scrollTop = log.scrollHeight;
  if (event.type === "input" || event.type === "compositionend") compare();
}

let editor;

function restart() {
  editor?.close();
  editor = open(byId("giau"), document.createElement("div"), {
    labelledby: "giau-nhan",
    describedby: "giau-nhan",
    changed: () => queueMicrotask(compare),
    ask: async () => "",
    choose: async () => undefined,
  });
  for (const {field} of fields) if ("value" in field) field.value = "";
  events.length = 0;
  events.push(navigator.userAgent, sentence.value);
  log.value = "";
  compare();
}

for (const type of HEARD) page.addEventListener(type, hear, true);
sentence.addEventListener("change", restart);
byId("lam-lai").addEventListener("click", restart);
byId("chep").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(events.join("\n"));
    byId("da-chep").textContent = words.copied;
  } catch {
    log.focus();
    log.select(); // the person copies it by a key
  }
});
restart();
page.dataset.ready = "";
