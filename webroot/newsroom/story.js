/* A story's form on the desk: the body as it is read, what is typed kept at once, and a session that ends without harm. */
import "./beside.js";
import {dropped} from "./dropping.js";
import {open} from "./editor.js";
import {choose, takes} from "./pictures.js";
import {watch} from "./letters.js";
import * as looks from "./looks.js";
import {begin as beginRemarks, fields as remarkFields, remark, remarks, show as showRemarks} from "./remarks.js";
import {deviceCopy, deviceDraft, forget, Keeper, sweep} from "./keep.js";

const byId = (id) => document.getElementById(id);
const form = byId("bai");
const area = byId("bodyHtml");
const saved = document.querySelector("[data-saved]");
const offers = byId("ban-do");
const place = byId("soan");
const tools = byId("cong-cu");
const mode = byId("kieu-soan");
const words = document.body.querySelector(".desk-story").dataset;
const copies = form.dataset.copies;
const key = form.dataset.id || form.elements.khoa.value;
const FIELDS = ["title", "lead", "bodyHtml", "byline", "category", "featured", "publishAt", "expiresAt", "embargoedUntil", "image", "imageCaption", "note", "correction", "reason", ...remarkFields];
let editor;
let original = area.value;

// ---- the session ----

const SURE = 60_000; // ms after an answer in which the session is not asked for again

class SessionOver extends Error {}

let lastAnswer = 0;

/** A call of this site's own that answers JSON; anything else is the way to the sign-in. */
async function call(method, body) {
  const answer = await fetch(copies + (method === "GET" ? `?bai=${form.dataset.id}` : ""), {
    method,
    headers: {Accept: "application/json", "Content-Type": "application/json", "Form-Token": form.elements["bieu-mau"].value},
    body: body && JSON.stringify(body),
    keepalive: Boolean(body) && JSON.stringify(body).length < 60_000,
  });
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) throw new SessionOver();
  const json = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(json.title), {status: answer.status});
  lastAnswer = Date.now();
  return json;
}

function renew({token}) {
  for (const input of document.getElementsByName("bieu-mau")) input.value = token;
}

let asking;

/** Signs in over the page; resolves when that is done. */
function signIn() {
  asking ??= new Promise((resolve) => {
    const dialog = byId("dang-nhap-lai");
    const inner = dialog.querySelector("form");
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    inner.onsubmit = async (event) => {
      event.preventDefault();
      const answer = await fetch(inner.action, {method: "POST", body: new URLSearchParams(new FormData(inner))}).catch(() => undefined);
      const path = answer?.ok ? new URL(answer.url).pathname : "";
      const wantsCode = path.endsWith("/dang-nhap/ma");
      const entered = path && !wantsCode && !path.endsWith("/dang-nhap");
      dialog.querySelector("[role=alert]").textContent = entered ? "" : wantsCode ? inner.dataset.code : inner.dataset.wrong;
      if (wantsCode) {
        byId("ma-lai-o").hidden = false;
        byId("ma-lai").focus();
      }
      if (!entered) return;
      inner.reset();
      dialog.close();
      renew(await call("GET"));
      asking = undefined;
      resolve();
    };
    dialog.showModal();
  });
  return asking;
}

/** Sends; an old token is renewed once without a word, a session that is over is begun again over the page. */
async function send(copy) {
  const body = {id: form.elements.khoa.value || key, article: form.dataset.id ? Number(form.dataset.id) : null, ...copy};
  try {
    return await call("POST", body);
  } catch (failure) {
    if (failure instanceof SessionOver) await signIn();
    else if (failure.status === 403) renew(await call("GET"));
    else throw failure;
    return call("POST", body);
  }
}

// ---- the fields ----

function body() {
  if (!editor) return area.value;
  return editor.isUnchanged() ? original : editor.html();
}

function read() {
  const fields = {};
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (field) fields[name] = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
  }
  fields.bodyHtml = body();
  return fields;
}

async function write(fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field || name === "bodyHtml") continue;
    if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
  }
  area.value = fields.bodyHtml ?? "";
  original = area.value;
  if (editor) await rich();
  looks.count();
  looks.changed();
  showCaption();
  showRemarks();
}

let previews; // of this story, in other tabs

/** They follow a story by its number, one that has none by the key of its copy. */
function callPreviews(name) {
  const link = byId("xem-truoc");
  previews?.close();
  previews = new BroadcastChannel("tinmoi-story-" + name);
  link.target = "tinmoi-story-" + name; // beside the editor, which it follows
  if (!form.dataset.id) link.search = new URLSearchParams({khoa: name});
}

const keeper = new Keeper({
  key,
  base: () => Number(form.elements.version.value),
  read,
  send,
  tell(state, failed) {
    saved.dataset.saved = state;
    saved.textContent = failed ? words.failed : state === "device" ? words.device : state === "server" ? words.server : words.none;
    if (state === "server") {
      looks.again();
      previews.postMessage("");
    }
  },
});

function changed() {
  keeper.changed();
  looks.changed();
}

// ---- the body as it is read ----

/** The elements of an HTML text, as the server's cleaner leaves it; by a request, because no text becomes HTML in this page. */
const elements = (html) => made(form.dataset.clean, html).then((answer) => document.adoptNode(answer.getElementById("than-bai")));

function made(address, html) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "document";
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Form-Token", form.elements["bieu-mau"].value);
    request.onload = () => {
      if (request.status === 200 && request.response?.getElementById("than-bai")) resolve(request.response);
      else reject(new Error(String(request.status)));
    };
    request.onerror = reject;
    request.send(JSON.stringify({html}));
  });
}

const MOST_PASTED = 3_000_000; // characters; a body holds a sixth of it

/** What another program put on the clipboard, made ours, and what is to be said of it. Pictures inside a text do not come along. */
async function paste(html) {
  const light = html.replace(/ src="data:[^"]*"/g, ' src="data:"');
  const answer = await made(form.dataset.paste, light.slice(0, MOST_PASTED));
  const root = document.adoptNode(answer.getElementById("than-bai"));
  const repaired = document.adoptNode(answer.getElementById("sua-chu"));
  const {pictures, cut, encoding} = root.dataset;
  return {root, repaired: encoding && repaired, offer: (repair) => said({pictures: Number(pictures), cut: cut === "true" || light.length > MOST_PASTED, encoding, repair})};
}

function said({pictures, cut, encoding, repair}) {
  const told = document.createElement("p");
  if (cut) told.append(words.pasteCut + " ");
  if (pictures) told.append(words.pastePictures.replace("{0}", pictures) + " ");
  if (repair) {
    const button = Object.assign(document.createElement("button"), {type: "button", className: "desk-more", textContent: words.pasteRepair});
    button.addEventListener("click", () => {
      repair();
      told.remove();
      offers.hidden = !offers.children.length;
    });
    told.append(words.pasteEncoding.replace("{0}", encoding) + " ", button);
  }
  if (!told.hasChildNodes()) return;
  offers.append(told);
  offers.hidden = false;
}

for (const name of ["title", "lead", "byline"]) {
  watch(form.elements[name], (text) => made(form.dataset.paste, text), (encoding, repair) => said({encoding, repair}));
}

/** What is typed there, begun with that; undefined: nothing was to be changed. */
async function asked(name, value) {
  const dialog = byId(name);
  const input = dialog.querySelector("input");
  input.value = value;
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, {once: true}));
  return dialog.returnValue === "ok" ? input.value.trim() : undefined;
}

async function ask() {
  const href = await asked("hoi-dia-chi", "");
  return /^(https?:|mailto:|tel:|\/|#)/.test(href ?? "") ? href : "";
}

const alt = (said) => asked("hoi-loi-ta", said);

function plain() {
  if (editor) {
    area.value = body();
    editor.close();
    editor = undefined;
  }
  place.hidden = tools.hidden = true;
  area.hidden = false;
  byId("bodyHtml-nhan").htmlFor = "bodyHtml";
  mode.textContent = words.rich;
}

/** Whether it could be opened: a text that this editor would change stays plain. */
async function rich() {
  const root = await elements(area.value);
  editor?.close();
  place.replaceChildren();
  editor = open(place, root, {labelledby: "bodyHtml-nhan", describedby: "bodyHtml-so bodyHtml-giup", changed, ask, alt, choose, paste, remarks, remark: remarkFields.length ? remark : undefined});
  if (!editor) {
    plain();
    byId("bodyHtml-giup").textContent = words.kept;
    return;
  }
  original = area.value;
  area.hidden = true;
  byId("bodyHtml-nhan").removeAttribute("for");
  place.hidden = tools.hidden = false;
  mode.textContent = words.plain;
  byId("bodyHtml-giup").textContent = words.richHint;
  editor.onMove((name, on, can) => {
    const button = tools.querySelector(`[data-do="${name}"]`);
    if (!button) return; // this person has it not
    button.setAttribute("aria-pressed", String(on));
    button.setAttribute("aria-disabled", String(!can));
    if (button.dataset.inside) button.hidden = !can;
  });
}

tools.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays
tools.addEventListener("click", ({target}) => {
  const button = target.closest("[data-do]");
  if (button && button.getAttribute("aria-disabled") !== "true") editor.run(button.dataset.do);
});
tools.addEventListener("keydown", (event) => {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (!step) return;
  const buttons = [...tools.querySelectorAll("button:not([hidden])")];
  const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
  buttons.forEach((one) => (one.tabIndex = one === next ? 0 : -1));
  next.focus();
  event.preventDefault();
});
mode.addEventListener("click", () => {
  localStorage.setItem("tinmoi-editor", editor ? "plain" : "rich");
  if (editor) plain();
  else rich().catch(plain);
});

// ---- the picture that stands for the story ----

const lead = byId("anh-dai-dien");
lead.querySelector(".desk-moves").hidden = false;

const caption = form.elements.imageCaption;
const captions = {}; // what was written of each, should it come back

/** What a story says of its picture has no place where it has none. */
function showCaption() {
  byId("chu-thich-anh").hidden = !form.elements.image.value && !caption.value;
}

function show(picture) {
  lead.querySelector("img")?.remove();
  captions[form.elements.image.value] = caption.value;
  form.elements.image.value = picture?.id ?? "";
  caption.value = captions[form.elements.image.value] ?? "";
  caption.placeholder = picture?.caption ?? "";
  showCaption();
  looks.count();
  if (picture) {
    const image = Object.assign(new Image(), {src: picture.small, alt: picture.alt, className: "desk-picture"});
    image.style.objectPosition = `${picture.focus.x * 100}% ${picture.focus.y * 100}%`;
    lead.querySelector(".desk-moves").before(image);
  }
  changed();
}

async function chooseLead(file) {
  const picture = await choose(file);
  if (picture) show(picture);
}

byId("chon-anh-dai-dien").addEventListener("click", () => chooseLead());
byId("bo-anh-dai-dien").addEventListener("click", () => show(undefined));
dropped(place.closest("main"), (files, on) => {
  const pictures = files.filter((file) => file.type.startsWith("image/"));
  if (!pictures.length || takes(pictures[0])) return;
  if (editor && !lead.contains(on)) editor.bring(pictures);
  else chooseLead(pictures[0]);
});

// ---- what was being written ----

function offer(text, copy, drop) {
  const line = document.createElement("p");
  const take = Object.assign(document.createElement("button"), {type: "button", textContent: words.take, className: "desk-more"});
  const leave = Object.assign(document.createElement("button"), {type: "button", textContent: words.leave, className: "desk-more"});
  take.onclick = async () => {
    await write(copy.fields);
    form.elements.version.value = String(copy.base);
    if (!form.dataset.id) callPreviews((form.elements.khoa.value = keeper.key = copy.key ?? copy.id)); // it goes on under its own name
    offers.hidden = true;
    changed();
  };
  leave.onclick = async () => {
    line.remove();
    offers.hidden = !offers.childElementCount;
    await drop();
  };
  line.append(text, " ", take, " ", leave);
  offers.append(line);
  offers.hidden = false;
}

const time = (at) => new Date(at).toLocaleString(document.documentElement.lang, {timeStyle: "short", dateStyle: "short"});
const same = (one, other) => FIELDS.every((name) => (one[name] ?? "") === (other[name] ?? ""));

/** What this device and the server still have of this story, where it is other than what stands here. */
async function offerCopies() {
  const now = read();
  const here = await (form.dataset.id ? deviceCopy(key) : deviceDraft()).catch(() => undefined);
  const there = (await call("GET").catch(() => ({}))).copy;
  if (here && same(here.fields, now)) await forget(here.key);
  else if (here) offer(words.onDevice.replace("{0}", time(here.at)), here, () => forget(here.key));
  if (there && !same(there.fields, now) && !(here && same(here.fields, there.fields))) {
    offer(words.onServer.replace("{0}", time(there.savedAt)), there, () => call("POST", {id: there.id, drop: true}));
  }
}

// ---- sending ----

let checked = false;

/** Where the session may be over it is asked for first, and begun again over the page. */
form.addEventListener("submit", async (event) => {
  area.value = body();
  if (checked || (navigator.onLine && Date.now() - lastAnswer < SURE)) {
    keeper.take();
    sessionStorage.setItem("tinmoi-sent", keeper.key);
    return;
  }
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    await keeper.keep();
    renew(await call("GET").catch(async (failure) => {
      if (!(failure instanceof SessionOver)) throw failure;
      await signIn();
      return call("GET");
    }));
    checked = true;
    form.requestSubmit(event.submitter);
  } catch {
    keeper.tell("device", true);
  } finally {
    form.ariaBusy = "false";
  }
});

// ---- small things ----

/** "còn 2 giờ 5 phút", by this device's clock. */
function due() {
  const field = byId("publishAt");
  const hint = field && byId("publishAt-giup");
  if (!field?.value) return;
  const minutes = Math.round((new Date(field.value) - Date.now()) / 60_000);
  hint.dataset.zone ??= hint.textContent;
  const style = new Intl.NumberFormat(document.documentElement.lang, {style: "unit", unit: "hour", unitDisplay: "long"});
  const minute = new Intl.NumberFormat(document.documentElement.lang, {style: "unit", unit: "minute", unitDisplay: "long"});
  const left = `${minutes >= 60 ? style.format(Math.floor(minutes / 60)) + " " : ""}${minute.format(minutes % 60)}`;
  hint.textContent = minutes > 0 ? `${hint.dataset.zone} ${hint.dataset.in} ${left}.` : hint.dataset.zone;
}

form.addEventListener("input", ({target}) => {
  if (target.closest(".ProseMirror")) return;
  changed();
  looks.count(target);
  due();
});
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keeper.flush());
addEventListener("pageshow", ({persisted}) => persisted && location.reload()); // what is stored now, and what is offered
addEventListener("pagehide", () => keeper.flush());
addEventListener("online", () => keeper.push());
due();

callPreviews(key);
const done = new URLSearchParams(location.search).has("da-luu");
const sent = sessionStorage.getItem("tinmoi-sent");
if (done && sent) await forget(sent).catch(() => {});
sessionStorage.removeItem("tinmoi-sent");
const firefoxOnAndroid = /Android.*Firefox/.test(navigator.userAgent);
const wished = localStorage.getItem("tinmoi-editor") ?? (firefoxOnAndroid ? "plain" : "rich");
mode.hidden = false;
beginRemarks(() => editor);
if (wished === "rich") await rich().catch(plain);
else plain();
looks.begin(body);
showCaption();
await offerCopies();
sweep().catch(() => {});
const preview = byId("xem-truoc");
preview.hidden = false;
preview.append(Object.assign(document.createElement("span"), {className: "unseen", textContent: " " + preview.dataset.tab}));
preview.addEventListener("click", () => keeper.push()); // it shows what the server has
previews.postMessage(""); // a save may have brought us here
if (done && sent) new BroadcastChannel("tinmoi-story-" + sent).postMessage(""); // one that had no number finds its story
form.dataset.ready = "1";
