/*
 * Keeps an open page alive: stories arrive, are corrected and go, by their id, and the four counters move. The server's
 * HTML is the truth that this starts from. What would move the page under a reader's eyes waits behind the pill until
 * they ask for it.
 */
import {subscribe} from "../tinmoi-live.js";
import {byId, fill, number, write} from "./writing.js";
import {arrived, connected, gone, lost} from "./voice.js";
import {counted, counting, introduce} from "./counts.js";
import {Stories, steadily} from "./stories.js";

// ---- the lists, and the pill ----

const latest = Stories.of("tin-moi");
const featured = Stories.of("tin-noi-bat");
const section = Stories.of("tin-chuyen-muc"); // a category's own page
const lists = [latest, featured, section];
const pill = byId("co-tin-moi");
const told = new Map(); // the stories that events told of, whole
const MOST_TOLD = 50;
const own = {settle() {}, bands: []}; // what only this kind of page has

function showPill() {
  if (!pill) return; // a page without lists
  const count = new Set([...latest.waiting.keys(), ...section.waiting.keys()]).size;
  pill.hidden = !count;
  if (count) pill.textContent = fill(byId("mau-tin-moi").dataset.pill, number.format(count));
}

function release() {
  steadily(() => lists.forEach((list) => list.release()));
  showPill();
}

pill?.addEventListener("click", () => {
  const {list} = section.waiting.size ? section : latest;
  (list.closest("section") ?? list).scrollIntoView({block: "start"});
  release();
  list.querySelector("a:not([tabindex])")?.focus({preventScroll: true});
});

addEventListener(
  "scroll",
  () => {
    if (lists.some((list) => list.waiting.size)) release();
  },
  {passive: true},
);

// ---- what happens ----

const copies = (id) => [...document.querySelectorAll(`[data-article-id="${Number(id)}"]`)].filter((place) => place !== own.open?.story);

function correct(news) {
  for (const place of copies(news.id)) if (news.version > place.dataset.version) write(place, news);
  for (const list of lists) list.correct(news);
}

function show(news) {
  correct(news);
  const isNew = latest.offer(news);
  section.offer(news);
  for (const band of own.bands) band.offer(news);
  if (news.featured) featured.offer(news);
  else featured.remove(news.id);
  told.set(news.id, news);
  if (told.size > MOST_TOLD) told.delete(told.keys().next().value);
  own.settle(featured, latest, told);
  return isNew;
}

function published(news) {
  if (revised(news)) arrived(news.title);
}

function revised(news) {
  if (news.id === own.open?.id) own.open.revise(news);
  return show(news);
}

const isTop = (place) => place.matches(".front-lead .card, .front-seconds .card");

function withdrawn({id}) {
  told.delete(id);
  const places = copies(id);
  const held = places.some((place) => place.contains(document.activeElement));
  steadily(() => {
    for (const list of lists) list.remove(id);
    for (const place of places) if (!isTop(place)) place.remove();
    own.settle(featured, latest, told); // what stood at the top is another's place now
    for (const place of copies(id)) place.remove();
  });
  if (held) byId("noi-dung").focus({preventScroll: true});
  if (places.length) gone();
  if (id === own.open?.id) own.open.close();
  import("./device/kept.js").then(({forget}) => forget(id)).catch(() => {}); // nor stays it on this device
}

const portalChanged = async () => (await import("./portal.js")).changed();

const reactions = {
  "article.published": published,
  "article.revised": revised,
  "article.featured": show,
  "article.withdrawn": withdrawn,
  stats: counted,
  "portal.changed": portalChanged,
};

let backlog; // what arrives while the snapshot is on its way

function happen(name, data) {
  if (backlog) backlog.push([name, data]);
  else steadily(() => reactions[name]?.(data));
  showPill();
}

async function rebuildSection() {
  if (!section.list) return;
  const {category, limit} = section.list.dataset;
  const found = await Promise.all(
    category.split(" ").map(async (one) => {
      const response = await fetch(`/api/v1/articles?category=${one}&limit=${limit}`, {cache: "no-cache"});
      if (!response.ok) throw new Error(one + " answered " + response.status);
      return (await response.json()).items;
    }),
  );
  const newest = (a, b) => new Date(b.publishedAt) - new Date(a.publishedAt) || b.id - a.id;
  steadily(() => section.rebuild(found.flat().sort(newest)));
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
      for (const news of front.latest) for (const band of own.bands) band.offer(news);
      own.settle(featured, latest, new Map([...front.latest, ...front.featured].map((news) => [news.id, news])));
    });
    counted(front.stats ?? {});
    await rebuildSection();
    await own.open?.check();
    await portalChanged(); // or so it may be: nobody told
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
  counting(state !== "lost");
  clearTimeout(worry);
  clearInterval(beacon);
  worry = setTimeout(
    () => {
      light.hidden = false;
      light.classList.toggle("lost", state === "lost");
      light.firstElementChild.textContent = state === "lost" ? light.dataset.lost : light.dataset.live;
      if (state === "lost") lost();
      else connected();
    },
    state === "lost" ? 5000 : 0,
  );
  if (state !== "polling") return;
  const alive = () => document.visibilityState === "visible" && navigator.sendBeacon("/visit");
  alive(); // no stream says that someone reads
  beacon = setInterval(alive, 240_000); // a sign of life counts for 5 minutes
}

/**
 * Begins. {@code settle}: puts the right stories at the page's top; {@code bands}: more lists; {@code open}: the story that
 * is open, with its id, its element and what to do when it is revised, withdrawn, or a gap has passed.
 */
export function live(only = {}) {
  Object.assign(own, only);
  lists.push(...own.bands);
  introduce();
  if (own.open) navigator.sendBeacon("/visit?article=" + own.open.id); // the stream may be another tab's
  subscribe({
    topics: ["news", "featured", "stats", "portal"],
    after: document.body.dataset.cursor,
    onEvent: happen,
    onSync: ({mode, snapshot}) => mode === "reset" && rebuild(snapshot),
    onState: connection,
  });
}
