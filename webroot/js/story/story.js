// The story that is open: corrected in place, with an offer to show its new text, and closed when it is withdrawn.
import {live} from "../live.js";
import {byId, moment, write} from "../writing.js";
import {retitle, shown} from "../voice.js";

const story = byId("bai-viet");
const id = Number(story.dataset.articleId);

const isClosed = () => story.classList.contains("story-gone");

/** Shows the new title and lead at once; the text changes when the reader asks. A story that was withdrawn comes back whole. */
function revise(news) {
  if (news.version <= story.dataset.version) return;
  if (isClosed()) return again();
  const mark = byId("cap-nhat");
  const time = mark.querySelector("time");
  retitle(story.querySelector("h1").textContent, news.title);
  write(story, news);
  time.dateTime = news.updatedAt;
  time.textContent = moment(new Date(news.updatedAt));
  mark.firstChild.textContent = mark.dataset.just + " ";
  mark.hidden = false;
  if (news.correction) showCorrection(news.correction, news.correctedAt ?? news.updatedAt);
  byId("ban-moi").hidden = false;
}

/** What was corrected, in its box and beside the offer of the new text; one that stands there already is not said again. */
function showCorrection(note, since) {
  const box = byId("dinh-chinh");
  const time = box.querySelector("time");
  const at = new Date(since);
  if (!box.hidden && at - new Date(time.dateTime) < 1000) return; // the page's times are to the second
  box.querySelector("p").textContent = note;
  time.dateTime = since;
  time.textContent = moment(at);
  box.hidden = false;
  byId("co-dinh-chinh").hidden = false;
  byId("loi-dinh-chinh-moi").textContent = note;
}

/** Puts the notice in the story's place. */
function close() {
  if (isClosed()) return;
  const heading = story.querySelector("h1");
  const held = story.contains(document.activeElement);
  const next = document.createElement("p");
  retitle(heading.textContent, story.dataset.gone);
  heading.textContent = story.dataset.gone;
  next.className = "story-lead";
  next.textContent = story.dataset.goneNext;
  story.classList.add("story-gone");
  story.replaceChildren(heading, next);
  if (held) focusOn(heading);
  globalThis.speechSynthesis?.cancel();
  scrollTo(0, 0);
}

/** The reader's place is in the story, wherever they were in what went. */
function focusOn(heading) {
  heading.tabIndex = -1;
  heading.focus({preventScroll: true});
}

/** All of the new version, but for the tools, which work and may be in use. */
function putIn(fresh) {
  const held = story.contains(document.activeElement);
  const tools = story.querySelector(".story-tools");
  fresh.querySelector(".story-tools").replaceWith(tools);
  story.dataset.version = fresh.dataset.version;
  story.className = fresh.className;
  story.replaceChildren(...fresh.childNodes);
  if (held) focusOn(story.querySelector("h1"));
  shown();
}

function putBack(fresh) {
  story.classList.remove("story-gone");
  story.dataset.version = fresh.dataset.version;
  story.replaceChildren(...fresh.childNodes);
  retitle(story.dataset.gone, story.querySelector("h1").textContent);
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
    if (isClosed()) putBack(fresh);
    else putIn(fresh);
    // the tools say what is, and the copy on this device is the new one
    import("./tools.js").then(({equip, keepOpen}) => (equip(), keepOpen("no-cache"))).catch(() => {});
  };
  request.onerror = () => location.reload();
  request.send();
}

addEventListener("click", ({target}) => target.id === "xem-ban-moi" && again());

/** After a gap that the stream cannot tell: is the open story still there, and still the same? */
async function check() {
  const response = await fetch(`/api/v1/articles/${id}`, {cache: "no-cache"});
  if (response.status === 404 || response.status === 410) close();
  else if (response.ok) revise(await response.json());
}

live({open: {id, story, revise, close, check}});
