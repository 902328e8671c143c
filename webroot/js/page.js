/*
 * Keeps an open page alive: stories arrive, are corrected and go, by their id, and the four counters move. The server's
 * HTML is the truth that this starts from; every word is set as text. What moves the page under a reader's eyes waits
 * behind the pill until they ask for it.
 */
import {subscribe} from "../tinmoi-live.js";

const {lang} = document.documentElement;
const {cursor, zone, prefix} = document.body.dataset;
const byId = (id) => document.getElementById(id);
const fill = (sentence, value) => sentence.replace("{0}", value);

// ---- who reads: an id for a day, unless the reader asks not to be followed ----

function countable() {
  try {
    if (localStorage.getItem("tm-no-track")) return false;
  } catch {
    // no storage: no such wish
  }
  return navigator.doNotTrack !== "1" && !globalThis.globalPrivacyControl && !navigator.globalPrivacyControl;
}

/** 22 base64url characters: 128 random bits (CONTRACT.md, "Visitors"). An id that stands is kept, so that a day stays a day. */
function introduce() {
  if (!countable() || /(^|; )tm_v=[\w-]{22}(;|$)/.test(document.cookie)) return;
  const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tm_v=${id.slice(0, 22).replaceAll("+", "-").replaceAll("/", "_")}; Max-Age=86400; Path=/; SameSite=Lax${secure}`;
}

// ---- how things are written ----

const clock = new Intl.DateTimeFormat("en-GB", {timeZone: zone, hour: "2-digit", minute: "2-digit"});
const day = new Intl.DateTimeFormat("en-GB", {timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric"});
const number = new Intl.NumberFormat(lang === "vi" ? "vi-VN" : "en");

const moment = (at) => `${day.format(at)} ${clock.format(at)}`;
const short = (at) => (day.format(at) === day.format(new Date()) ? clock.format(at) : day.format(at).slice(0, 5));

/** Writes a story into whatever shows it: each piece says by data-field what it holds. */
function write(place, story) {
  place.dataset.articleId = story.id;
  place.dataset.version = story.version;
  const address = prefix + story.url;
  for (const piece of place.querySelectorAll("[data-field]")) {
    switch (piece.dataset.field) {
      case "title":
        piece.textContent = story.title;
        if (piece.localName === "a") piece.href = address;
        break;
      case "link":
        piece.href = address;
        break;
      case "lead":
        piece.textContent = story.lead ?? "";
        break;
      case "time": {
        const at = new Date(story.publishedAt);
        piece.dateTime = story.publishedAt;
        piece.textContent = short(at);
        piece.title = moment(at);
        break;
      }
      case "image":
        if (story.image) Object.assign(piece, {src: story.image.url, alt: story.image.alt ?? ""});
        else Object.assign(piece, {src: byId("mau-tin-noi-bat").dataset.noPicture, alt: ""});
    }
  }
}

// ---- what is said: politely, at most every 10 s; and in the tab's title while nobody looks ----

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

function announce(sentence) {
  unsaid.push(sentence);
  saying ??= setTimeout(speak, Math.max(0, lastSaid + 10_000 - Date.now()));
}

function showTitle() {
  document.title = title.unseen ? `(${title.unseen}) ${title.text}` : title.text;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  title.unseen = 0;
  showTitle();
});

// ---- the two lists ----

/** Does something above the reader without moving what they read; browsers with scroll anchoring do that themselves. */
function steadily(change) {
  if (CSS.supports("overflow-anchor", "auto")) return change();
  const held = document.elementFromPoint(innerWidth / 3, innerHeight / 2);
  const before = held?.getBoundingClientRect().top;
  change();
  if (held?.isConnected && scrollY > 0) scrollBy(0, held.getBoundingClientRect().top - before);
}

/** A list of the page, newest first, bounded; stories wait when it begins above what the reader sees. */
class Stories {
  constructor(id) {
    this.list = byId(id);
    this.mould = byId("mau-" + id);
    this.waiting = new Map();
  }

  row(id) {
    return this.list?.querySelector(`:scope > [data-article-id="${id}"]`);
  }

  /** Answers whether the story is new here. */
  offer(story) {
    if (!this.list || this.row(story.id) || !this.fits(story)) return false;
    const isNew = !this.waiting.has(story.id);
    if (this.list.getBoundingClientRect().top < 0) this.waiting.set(story.id, story);
    else this.insert(story);
    return isNew;
  }

  older(row, story) {
    const gap = new Date(row.querySelector("time").dateTime) - new Date(story.publishedAt);
    return gap < 0 || (gap === 0 && Number(row.dataset.articleId) < story.id);
  }

  fits(story) {
    const last = this.list.lastElementChild;
    return this.list.children.length < this.list.dataset.limit || this.older(last, story);
  }

  make(story) {
    const row = this.mould.content.cloneNode(true).querySelector("[data-article-id]");
    write(row, story);
    return row;
  }

  insert(story) {
    const row = this.make(story);
    row.classList.add("fresh");
    setTimeout(() => row.classList.remove("fresh"), 3000);
    this.list.insertBefore(row, [...this.list.children].find((other) => this.older(other, story)) ?? null);
    while (this.list.children.length > this.list.dataset.limit) this.list.lastElementChild.remove();
  }

  release() {
    const stories = [...this.waiting.values()];
    this.waiting.clear();
    for (const story of stories) this.insert(story);
  }

  correct(story) {
    if (this.waiting.has(story.id)) this.waiting.set(story.id, story);
  }

  remove(id) {
    this.waiting.delete(id);
    this.row(id)?.remove();
  }

  rebuild(stories) {
    if (!this.list) return;
    this.waiting.clear();
    this.list.replaceChildren(...stories.slice(0, this.list.dataset.limit).map((story) => this.make(story)));
  }
}

const latest = new Stories("tin-moi");
const featured = new Stories("tin-noi-bat");
const pill = byId("co-tin-moi");

function showPill() {
  const count = latest.waiting.size;
  pill.hidden = !count;
  if (count) pill.textContent = fill(byId("mau-tin-moi").dataset.pill, number.format(count));
}

function release() {
  steadily(() => {
    latest.release();
    featured.release();
  });
  showPill();
}

pill.addEventListener("click", () => {
  latest.list.closest("section").scrollIntoView({block: "start"});
  release();
  latest.list.querySelector("a")?.focus({preventScroll: true});
});

addEventListener(
  "scroll",
  () => {
    if (latest.waiting.size + featured.waiting.size && latest.list.getBoundingClientRect().top >= 0) release();
  },
  {passive: true},
);

// ---- the story that is open ----

const story = byId("bai-viet");
const openId = Number(story?.dataset.articleId);

function reviseOpen(news) {
  if (!story || news.version <= story.dataset.version) return;
  const mark = byId("cap-nhat");
  const time = mark.querySelector("time");
  title.text = title.text.replace(story.querySelector("h1").textContent, () => news.title);
  showTitle();
  write(story, news);
  time.dateTime = news.updatedAt;
  time.textContent = moment(new Date(news.updatedAt));
  mark.firstChild.textContent = mark.dataset.just + " ";
  mark.hidden = false;
  byId("ban-moi").hidden = false;
}

function closeOpen() {
  if (!story || story.classList.contains("story-gone")) return;
  const heading = story.querySelector("h1");
  const next = document.createElement("p");
  heading.textContent = story.dataset.gone;
  next.className = "story-lead";
  next.textContent = story.dataset.goneNext;
  story.classList.add("story-gone");
  story.replaceChildren(heading, next);
  title.text = story.dataset.gone;
  showTitle();
  scrollTo(0, 0);
}

/** The story's page again, parsed by the browser as a document of its own: no text becomes HTML here, nothing in it runs. */
function again() {
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname);
  request.responseType = "document";
  request.setRequestHeader("Cache-Control", "no-cache");
  request.onload = () => {
    const fresh = request.response?.getElementById("bai-viet");
    if (!fresh || Number(fresh.dataset.version) < Number(story.dataset.version)) return location.reload();
    for (const part of [".story-body", ".story-picture", ".story-source"]) {
      const now = fresh.querySelector(part);
      if (now) story.querySelector(part)?.replaceWith(document.adoptNode(now));
    }
    byId("ban-moi").hidden = true;
  };
  request.onerror = () => location.reload();
  request.send();
}

byId("xem-ban-moi")?.addEventListener("click", again);

/** After a gap that the stream cannot tell: is the open story still there, and still the same? */
async function checkOpen() {
  if (!story) return;
  const response = await fetch(`/api/v1/articles/${openId}`, {cache: "no-cache"});
  if (response.status === 404 || response.status === 410) closeOpen();
  else if (response.ok) reviseOpen(await response.json());
}

// ---- what happens ----

const copies = (id) => [...document.querySelectorAll(`[data-article-id="${Number(id)}"]`)].filter((place) => place !== story);

function correct(news) {
  for (const place of copies(news.id)) if (news.version > place.dataset.version) write(place, news);
  latest.correct(news);
  featured.correct(news);
  if (news.id === openId) reviseOpen(news);
}

function show(news) {
  correct(news);
  const isNew = latest.offer(news);
  if (news.featured) featured.offer(news);
  else featured.remove(news.id);
  return isNew;
}

function published(news) {
  if (!show(news)) return;
  announce(fill(voice.dataset.one, news.title));
  if (document.hidden) title.unseen++;
  showTitle();
}

/** A front page without its lead story gives the place to the next one. */
function promote() {
  const place = document.querySelector(".front-lead");
  const next = document.querySelector(".front-seconds .card");
  if (!place || !next || place.querySelector(".card")) return;
  next.classList.replace("card-second", "card-lead");
  place.append(next);
}

function withdrawn({id}) {
  const places = copies(id);
  steadily(() => {
    latest.remove(id);
    featured.remove(id);
    for (const place of places) place.remove();
    promote();
  });
  if (places.length) announce(voice.dataset.gone);
  if (id === openId) closeOpen();
}

const box = byId("thong-ke");

function counted(counts) {
  for (const place of document.querySelectorAll("[data-stat]")) {
    const count = counts[place.dataset.stat];
    if (Number.isFinite(count)) place.textContent = number.format(count);
  }
  box?.classList.toggle("stale", Boolean(counts.stale));
}

const reactions = {
  "article.published": published,
  "article.revised": show,
  "article.featured": show,
  "article.withdrawn": withdrawn,
  stats: counted,
};

let backlog; // what arrives while the snapshot is on its way

function happen(name, data) {
  if (backlog) backlog.push([name, data]);
  else steadily(() => reactions[name]?.(data));
  showPill();
}

async function rebuild(snapshot) {
  if (backlog) return;
  backlog = [];
  try {
    const response = await fetch(snapshot, {cache: "no-cache"});
    if (!response.ok) throw new Error(snapshot + " answered " + response.status);
    const front = await response.json();
    steadily(() => {
      for (const news of [...front.latest, ...front.featured]) correct(news);
      latest.rebuild(front.latest);
      featured.rebuild(front.featured);
    });
    counted(front.stats ?? {});
    await checkOpen();
  } catch {
    setTimeout(rebuild, 5000 * (1 + Math.random()), snapshot);
  }
  const missed = backlog;
  backlog = undefined;
  for (const [name, data] of missed) happen(name, data);
  showPill();
}

// ---- the connection ----

const light = byId("truc-tiep");
let worry;
let beacon;

function connection(state) {
  clearTimeout(worry);
  clearInterval(beacon);
  worry = setTimeout(
    () => {
      light.hidden = false;
      light.classList.toggle("lost", state === "lost");
      light.textContent = state === "lost" ? light.dataset.lost : light.dataset.live;
    },
    state === "lost" ? 5000 : 0,
  );
  if (state !== "polling") return;
  const alive = () => document.visibilityState === "visible" && navigator.sendBeacon("/visit");
  alive(); // no stream says that someone reads
  beacon = setInterval(alive, 240_000); // a sign of life counts for 5 minutes
}

introduce();
subscribe({
  after: cursor,
  onEvent: happen,
  onSync: ({mode, snapshot}) => mode === "reset" && rebuild(snapshot),
  onState: connection,
});
