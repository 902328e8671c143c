// The stories that were read last, kept on this device so that they open without a network (webroot/sw.js serves them).
// Each has a cache of its own: its page, which says when it was kept, with the look and the pictures it needs.
import {moment} from "../writing.js";
import {amend, isSaved} from "./saved.js";

const {caches} = globalThis; // only where the page came over TLS
const NAME = "tm-story-"; // also change webroot/sw.js
const ABOUT = "/about";
const MOST = 30;
const gone = new Set(); // withdrawn since this page was opened

const nameOf = (id) => NAME + Number(id);

/** What the page shows, as far as it is ours. */
function files() {
  const pieces = document.querySelectorAll("link[rel=stylesheet], script[src], .masthead img, #bai-viet img");
  const addresses = Array.from(pieces, (piece) => piece.currentSrc || piece.src || piece.href);
  return new Set(addresses.filter((address) => address.startsWith(location.origin + "/")));
}

/** The page with its notice: also change site/article.jte. */
function dated(html) {
  return html
    .replace('<body class="', '<body class="kept ')
    .replace('id="ban-luu" hidden', 'id="ban-luu"')
    .replace('id="ban-luu-luc">', () => `id="ban-luu-luc">${moment(new Date())}`);
}

async function names() {
  return (await caches?.keys() ?? []).filter((name) => name.startsWith(NAME));
}

const idOf = (name) => Number(name.slice(NAME.length));

/** Lets the oldest go, but for those that the reader saved. */
async function prune() {
  const others = (await names()).filter((name) => !isSaved(idOf(name)));
  await Promise.all(others.slice(0, -MOST).map((name) => caches.delete(name)));
}

/** Keeps the open story, of which {@code facts} tells; {@code how}: where its page is read from. */
export async function keep(facts, how = "force-cache") {
  if (!caches || document.body.classList.contains("kept")) return; // no place, or this is the kept one
  gone.delete(facts.id); // it may have been published again
  const page = await fetch(location.pathname, {cache: how});
  if (!page.ok) return;
  const headers = new Headers(page.headers);
  headers.delete("Content-Encoding"); // it is plain here
  headers.delete("Content-Length");
  const html = dated(await page.text());
  if (gone.has(facts.id)) return;
  await caches.delete(nameOf(facts.id)); // names come in the order they were made
  const cache = await caches.open(nameOf(facts.id));
  await cache.put(location.pathname, new Response(html, {headers}));
  await cache.put(ABOUT, Response.json({...facts, keptAt: new Date().toISOString()}));
  await Promise.allSettled([...files()].map((file) => cache.add(file)));
  if (gone.has(facts.id)) await caches.delete(nameOf(facts.id)); // it was withdrawn meanwhile
  await prune();
}

/** What is kept, newest first: what was told of each, and keptAt. */
export async function kept() {
  const about = async (name) => (await (await caches.open(name)).match(ABOUT))?.json();
  const found = await Promise.all((await names()).map(about));
  return found.filter(Boolean).reverse();
}

/** A story was withdrawn: nothing of it stays here but that it was saved. */
export async function forget(id) {
  gone.add(id);
  amend(id, {gone: true, title: "", lead: ""});
  await caches?.delete(nameOf(id));
  dispatchEvent(new Event("tm-forgot"));
}

/** Everything that was kept goes. */
export async function forgetAll() {
  await Promise.all((await names()).map((name) => caches.delete(name)));
}

/** Asks whether stories are still published, one after the other; those that are not are forgotten. Answers when all is known. */
export async function check(stories) {
  for (const {id, version} of stories) {
    const answer = await fetch(`/api/v1/articles/${id}`, {cache: "no-cache", credentials: "omit"});
    if (answer.status === 404 || answer.status === 410) await forget(id);
    else if (answer.ok) renew(version, await answer.json());
  }
}

function renew(version, {id, version: newest, url, title, lead}) {
  if (newest !== version) amend(id, {version: newest, url, title, lead: lead ?? "", gone: false});
}
