/* Chooses a picture of the house, or brings one, over the page. */
import {send} from "./sending.js";

const byId = (id) => document.getElementById(id);
const dialog = byId("chon-anh");
const search = byId("tim-anh");
const bring = byId("gui-anh");
const found = byId("anh-tim-thay");
const fault = byId("anh-sai");
const progress = byId("anh-tien");
let chosen;
let looking = 0;
let way; // what a sending in hand can be stopped by

function thumb(picture) {
  const button = document.createElement("button");
  button.type = "button";
  const image = Object.assign(new Image(), {src: picture.small, alt: "", loading: "lazy"});
  image.style.objectPosition = `${picture.focus.x * 100}% ${picture.focus.y * 100}%`;
  button.append(image, picture.alt);
  button.addEventListener("click", () => {
    chosen = picture;
    dialog.close();
  });
  return button;
}

/** The answer to the last question counts. */
async function look() {
  const number = ++looking;
  const answer = await fetch(`${bring.dataset.to}?q=${encodeURIComponent(search.elements.q.value)}`, {headers: {Accept: "application/json"}}).catch(() => undefined);
  if (number !== looking || !answer?.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
  const {items} = await answer.json();
  found.replaceChildren(...(items.length ? items.map(thumb) : [found.dataset.none]));
}

search.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
search.addEventListener("input", look);
bring.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!progress.hidden) return;
  fault.textContent = "";
  progress.value = 0;
  progress.hidden = false;
  const mine = (way = new AbortController());
  try {
    chosen = await send(bring.dataset, Object.fromEntries(new FormData(bring)), (part, waits) => {
      progress.value = part;
      fault.textContent = waits ? bring.dataset.waits.replace("{0}", Math.floor(part * 100)) : "";
    }, mine.signal);
    bring.reset();
    dialog.close();
  } catch (failure) {
    fault.textContent = mine.signal.aborted ? "" : failure.message;
  } finally {
    progress.hidden = true;
  }
});
byId("thoi-anh").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => way?.abort());

/** Resolves to the picture; undefined: none was chosen. {@code file}: to be brought. */
export async function choose(file) {
  chosen = undefined;
  if (file) offer(file);
  dialog.showModal();
  look();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, {once: true}));
  return chosen;
}

/** Puts a file where one is picked. */
function offer(file) {
  const files = new DataTransfer();
  files.items.add(file);
  byId("tep-anh").files = files.files;
}

/** Whether the dialog is open and took the file. */
export function takes(file) {
  if (dialog.open) offer(file);
  return dialog.open;
}
