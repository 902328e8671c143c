/*
 * A preview that follows what is typed in the editor, in another tab or window of this browser: each time the server has it, the
 * page is fetched again and only what is different is put in its place, so that nothing flickers and what is read stays in sight.
 */
import "./fit.js";

const story = location.pathname.match(/\/bai\/(\d+)\//)[1];
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

function fetched() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.onload = () => (request.status === 200 && new URL(request.responseURL).pathname === location.pathname ? resolve(request.response) : reject(new Error(String(request.status))));
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

new BroadcastChannel("tinmoi-story-" + story).addEventListener("message", follow);
addEventListener("visibilitychange", () => due && follow());
document.documentElement.dataset.following = story;
