/* Brings pictures to the house: picked, dragged or pasted, many at once, each with its own words, progress and way to try again. */
import {dropped} from "./dropping.js";
import {MOST, send} from "./sending.js";

const AT_ONCE = 2; // the server works on as many
const SMALL = 160; // pixels

const byId = (id) => document.getElementById(id);
const form = byId("nhieu-anh");
const list = byId("anh-gui");
const told = byId("anh-gui-tong");
const words = form.dataset;
const rows = [];
let changed = false; // since the list below was fetched

const filled = (text, ...values) => values.reduce((so, value, i) => so.replace(`{${i}}`, value), text);
const of = (...states) => rows.filter((row) => states.includes(row.state)).length;

/** How far all of them are, in words, when it changed. */
function tell() {
  const failed = of("failed");
  const text = rows.length ? filled(words.count, of("done"), rows.length) + (failed ? " " + filled(words.left, failed) : "") : "";
  if (told.textContent !== text) told.textContent = text;
  byId("anh-gui-di").hidden = of("new", "failed") === 0;
}

/** A small drawing of it; the largest picture is in memory one at a time. */
let drawing = Promise.resolve();
function draw(canvas, file) {
  drawing = drawing.then(async () => {
    const image = await createImageBitmap(file, {resizeWidth: SMALL});
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    image.close();
    canvas.hidden = false;
  }).catch(() => {}); // the server says what is wrong with it
}

class Row {
  state = "new"; // then queued, sending, and done or failed

  constructor(file) {
    this.file = file;
    this.place = byId("mau-anh").content.firstElementChild.cloneNode(true);
    this.part("legend").textContent = file.name;
    this.place.addEventListener("click", ({target}) => {
      const what = target.closest("[data-do]")?.dataset.do;
      if (what === "again") this.begin();
      if (what === "drop") this.drop();
    });
    list.append(this.place);
    if (!file.type.startsWith("image/")) this.fail(words.kind, false);
    else if (file.size > MOST) this.fail(words.large, false);
    else draw(this.part("canvas"), file);
  }

  part(pick) {
    return this.place.querySelector(pick);
  }

  field(name) {
    return this.part(`[name=${name}]`);
  }

  to(state, text = "") {
    this.lost = false;
    this.state = this.place.dataset.state = state;
    this.part(".desk-hint").textContent = text;
    const sent = state === "queued" || state === "sending" || state === "done";
    for (const input of this.place.querySelectorAll("input")) input.readOnly = sent;
    this.part("progress").hidden = state !== "sending";
    this.part("[data-do=again]").hidden = true;
    this.part("[data-do=drop]").hidden = state === "done";
    if (sent) this.wrong("");
    tell();
  }

  wrong(text, field) {
    this.part(".desk-fault").textContent = text;
    for (const input of this.place.querySelectorAll("input")) input.ariaInvalid = input.name === field ? "true" : null;
  }

  /** {@code again}: whether the same may go through later. */
  fail(text, again, field) {
    this.to("failed");
    this.lost = again;
    this.hopeless = !again && !field;
    this.wrong(text, field);
    this.place.toggleAttribute("data-hopeless", this.hopeless);
    this.part("[data-do=again]").hidden = this.hopeless;
  }

  /** Whether it goes on its way. */
  begin() {
    if (this.hopeless || (this.state !== "new" && this.state !== "failed")) return false;
    if (!this.field("alt").value.trim()) {
      this.fail(words.alt, false, "alt");
      return false;
    }
    this.to("queued", words.queued);
    pump();
    return true;
  }

  async run() {
    this.to("sending");
    this.way = new AbortController();
    try {
      const fields = Object.fromEntries(["alt", "caption", "credit"].map((name) => [name, this.field(name).value]));
      await send(words, {file: this.file, ...fields}, (part, waits) => this.shows(part, waits), this.way.signal);
      changed = true;
      const inside = this.place.contains(document.activeElement);
      this.to("done", words.done);
      if (inside) this.part(".desk-hint").focus();
    } catch (failure) {
      if (!this.way.signal.aborted) this.fail(failure.message, failure.again, failure.field);
    }
    pump();
  }

  shows(part, waits) {
    this.part("progress").value = part;
    const text = waits ? words.waits : part < 1 ? words.part : words.making;
    this.part(".desk-hint").textContent = filled(text, Math.floor(part * 100));
  }

  drop() {
    this.way?.abort();
    rows.splice(rows.indexOf(this), 1);
    this.place.remove();
    byId("nhieu-tep").focus();
    tell();
  }
}

/** Sends the next, and when all are through shows them among the others. */
function pump() {
  while (of("sending") < AT_ONCE && of("queued")) rows.find((row) => row.state === "queued").run();
  if (changed && !of("sending", "queued")) refresh();
}

function refresh() {
  changed = false;
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.onload = () => {
    const now = request.response?.getElementById("kho-anh");
    if (now) byId("kho-anh").replaceWith(document.adoptNode(now));
  };
  request.send();
}

function bring(files) {
  if (!files.length) return;
  form.closest("details").open = true;
  const first = rows.length;
  for (const file of files) rows.push(new Row(file));
  tell();
  rows.slice(first).find((row) => row.state === "new")?.field("alt").focus();
}

byId("mot-anh").hidden = true;
form.hidden = false;
byId("nhieu-tep").addEventListener("change", ({target}) => {
  bring([...target.files]);
  target.value = "";
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const stopped = [...rows].filter((row) => !row.begin() && row.state === "failed" && !row.hopeless);
  stopped[0]?.field("alt").focus();
});
dropped(document.querySelector("main"), bring);
addEventListener("paste", ({clipboardData, target}) => {
  const isText = target.localName === "input" && clipboardData?.getData("text/plain");
  if (!isText) bring([...(clipboardData?.files ?? [])]);
});
addEventListener("online", () => rows.forEach((row) => row.lost && row.begin()));
addEventListener("beforeunload", (event) => {
  if (rows.some((row) => row.state !== "done" && !row.hopeless)) event.preventDefault();
});
form.dataset.ready = "1";
