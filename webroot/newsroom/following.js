/*
 * A preview that follows what is typed in the editor: each time the server has it, the page is fetched again and only what is
 * different is put in its place, so that nothing flickers and what is read stays in sight. The editor of this browser says so; for
 * one on another device the server is asked every few seconds while someone sees the page, and less often when nothing comes.
 */
import "./fit.js";

const EACH = 3_000; // ms
const SELDOM = 15_000;
const LIVELY = 120_000; // ms after the last news
const story = new URLSearchParams(location.search).get("khoa") ?? location.pathname.match(/\/bai\/([^/]+)\//)[1];
const places = (page) => {
  const own = [...page.querySelectorAll("[data-follows]")];
  return own.length ? own : [page.body];
};

function attributes(old, now) {
  for (const {name} of [...old.attributes]) if (!now.hasAttribute(name)) old.removeAttribute(name);
  for (const {name, value} of now.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** Makes {@code old} say what {@code now} says; what both have stays the same node. */
function become(old, now) {
  if (old.isEqualNode(now)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== now.nodeName) {
    old.replaceWith(document.importNode(now, true));
    return;
  }
  attributes(old, now);
  const was = [...old.childNodes];
  const next = [...now.childNodes];
  let after = null;
  while (was.length && next.length && was[0].isEqualNode(next[0])) was.shift(), next.shift();
  while (was.length && next.length && was.at(-1).isEqualNode(next.at(-1))) (after = was.pop()), next.pop();
  was.forEach((one, at) => (at < next.length ? become(one, next[at]) : one.remove()));
  for (const one of next.slice(was.length)) old.insertBefore(document.importNode(one, true), after);
}

const moved = (path) => path !== location.pathname && path.split("/").at(-1) === location.pathname.split("/").at(-1);

function fetched() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.onload = () => {
      const {pathname} = new URL(request.responseURL);
      if (request.status === 200 && pathname === location.pathname) return resolve(request.response);
      if (moved(pathname)) location.replace(pathname); // it has got a number
      reject(new Error(String(request.status)));
    };
    request.onerror = reject;
    request.send();
  });
}

let due = false;
let busy = false;

/** One at a time; a page that nobody sees waits until someone does. */
async function follow() {
  due = true;
  while (due && !busy && !document.hidden) {
    busy = true;
    due = false;
    const page = await fetched().catch(() => undefined); // the next word tries again
    if (page) {
      const now = places(page);
      places(document).forEach((one, at) => now[at] && become(one, now[at]));
      if (document.title !== page.title) document.title = page.title;
    }
    busy = false;
  }
}

const others = new BroadcastChannel("tinmoi-story-" + story);
others.addEventListener("message", follow);
addEventListener("visibilitychange", () => due && follow());

// ---- what is typed on another device ----

let known;
let news = Date.now();

/** Of a page and the frames in it the outermost asks, and tells the rest. */
async function ask() {
  if (!document.hidden) {
    const answer = await fetch(location.pathname.replace(/[^/]*$/, "xem-luc") + location.search, {headers: {Accept: "application/json"}}).catch(() => undefined);
    const now = answer?.ok && !answer.redirected ? await answer.text() : known;
    if (known !== undefined && now !== known) {
      news = Date.now();
      others.postMessage("");
      follow();
    }
    known = now;
  }
  setTimeout(ask, Date.now() - news < LIVELY ? EACH : SELDOM);
}

follow(); // this page may be older than the last word before its script came
if (window === top) ask();
document.documentElement.dataset.following = story;
