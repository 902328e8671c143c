// /da-luu and /ngoai-tuyen: what this device holds. The lists are made here, because the server does not know them.
import {byId, fill, moment, number, write} from "../writing.js";
import {say} from "../look.js";
import {saved, unsave} from "./saved.js";
import {check, forgetAll, kept} from "./kept.js";

const list = byId("tren-may");
const ofSaved = list.dataset.shows === "saved";
const clear = byId("xoa-ban-luu");

function mark(row, story, offline) {
  const when = row.querySelector("time");
  const at = story.savedAt ?? story.keptAt;
  when.dateTime = at;
  when.textContent = moment(new Date(at));
  row.querySelector(".kept-offline").hidden = !offline;
  row.querySelector(".kept-gone").hidden = !story.gone;
  const button = row.querySelector("button");
  button.hidden = !ofSaved;
  button.setAttribute("aria-label", fill(button.dataset.name, story.title || row.querySelector(".kept-gone").textContent));
}

function make(story, offline) {
  const row = byId("mau-tren-may").content.cloneNode(true).querySelector("li");
  write(row, story);
  if (story.gone) row.querySelector("a").removeAttribute("href");
  mark(row, story, offline);
  return row;
}

async function show() {
  const stored = await kept();
  const ids = new Set(stored.map(({id}) => id));
  const stories = ofSaved ? saved() : stored;
  list.replaceChildren(...stories.map((story) => make(story, ofSaved && ids.has(story.id))));
  list.dataset.ready = "";
  if (clear) clear.hidden = !stories.length;
}

/** A page that was asked for and could not come is shown under its own address. */
function showNetwork() {
  const here = /\/(da-luu|ngoai-tuyen)$/.test(location.pathname);
  byId("khong-mang").hidden = navigator.onLine && here;
}

async function refresh() {
  showNetwork();
  await show();
  if (!navigator.onLine) return;
  await check(ofSaved ? saved() : await kept()).catch(() => {}); // no network after all: as it was
  await show();
}

list.addEventListener("click", async ({target}) => {
  const row = target.closest("button")?.closest("li");
  if (!row) return;
  const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("button");
  unsave(Number(row.dataset.articleId));
  row.remove();
  (next ?? byId("noi-dung")).focus();
  say(fill(list.dataset.removed, number.format(saved().length)));
});

clear?.addEventListener("click", async () => {
  await forgetAll();
  await show();
  byId("noi-dung").focus();
  say(clear.dataset.done);
});

addEventListener("storage", show);
addEventListener("tm-forgot", show);
addEventListener("online", refresh);
addEventListener("offline", showNetwork);
refresh();
