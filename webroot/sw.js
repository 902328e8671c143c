// The service worker. Pages come from the network, always; only when that fails a story that was read before comes from
// this device, marked as such (js/device/kept.js keeps it), and anything else becomes the page that says what is kept. A list is
// never shown from here. The server writes VERSION and FILES in front of this: site/DeviceRoutes.java.
const OWN = "tm-files-";
const CACHE = OWN + VERSION;
const HASHED = /\.[0-9a-f]{8}\.\w+$/;
const STORY = /^(?:\/en)?\/(?:bai-viet\/(?:[^/]*-)?|a\/)([1-9]\d{0,17})$/i;
const NOT_OURS = /^\/(?:api|toa-soan|stream|ws|visit|health)\b|\.\w+$/;

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, {cache: HASHED.test(file) ? "default" : "no-cache"})));
  await skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

const stored = (request) => caches.match(request, {ignoreVary: true}); // one browser, one form
const storyCache = (path) => "tm-story-" + STORY.exec(path)?.[1];

async function keptStory(path) {
  const name = storyCache(path);
  if (!(await caches.has(name))) return;
  const cache = await caches.open(name);
  const [page] = await cache.keys(); // the first that was put there, in the language it was read in
  return page && cache.match(page, {ignoreVary: true});
}

async function page(event, path) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (answer.status === 404 || answer.status === 410) await caches.delete(storyCache(path));
    return answer;
  } catch {
    const [, english = "", own] = /^(\/en)?(?:\/(da-luu)$)?/.exec(path);
    return (await keptStory(path)) ?? stored(`${english}/${own ?? "ngoai-tuyen"}`);
  }
}

/** What may be kept for ever comes from here first, all else only when there is no network. */
async function file(request) {
  const own = HASHED.test(request.url) && (await (await caches.open(CACHE)).match(request));
  return own || fetch(request).catch(async () => (await stored(request)) ?? Response.error());
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (/^\/(static|media)\//.test(pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate" && !NOT_OURS.test(pathname)) event.respondWith(page(event, pathname));
});
