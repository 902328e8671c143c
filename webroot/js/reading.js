// What a reader sets for themselves: the look, not being counted; and what their device keeps for them. Everything here
// works without the live stream; without this file the page only lacks these buttons.
import {keep, kept, say} from "./look.js";

const track = document.getElementById("khong-theo-doi");

function showTracking() {
  track.textContent = kept("tm-no-track") ? track.dataset.on : track.dataset.off;
}

track.addEventListener("click", () => {
  const wished = !kept("tm-no-track");
  keep("tm-no-track", wished && "1");
  if (wished) document.cookie = "tm_v=; Max-Age=0; Path=/; SameSite=Lax";
  showTracking();
  say(track.textContent);
});
showTracking();

// The one address that a script is loaded from by a word of ours: a policy that can say nothing else (web/SecurityHeaders).
const worker = {createScriptURL: () => "/sw.js"};
const address = globalThis.trustedTypes?.createPolicy("tinmoi", worker).createScriptURL("") ?? "/sw.js";
addEventListener("load", () => navigator.serviceWorker?.register(address).catch(() => {})); // refused: no copies, all else works

// paper has no place to scroll to: what is printed is fetched before
addEventListener("beforeprint", () => {
  for (const picture of document.querySelectorAll("main img[loading=lazy]")) picture.loading = "eager";
});

const notice = document.getElementById("thong-bao");
if (notice) import("./notice.js").then(({puttingAway}) => puttingAway(notice)).catch(() => {});

if (document.getElementById("cong-cu")) import("./story/tools.js");

// a table wider than the page scrolls by itself: the keyboard must reach it, too
for (const table of document.querySelectorAll(".story-body table")) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}

// suggestions come with the first letter, their script with the first look at the field
for (const field of document.querySelectorAll("[data-suggest]")) {
  const help = () => import("./search.js").then(({suggest}) => suggest(field)).catch(() => {});
  if (document.activeElement === field) help();
  else field.addEventListener("focus", help, {once: true});
}
