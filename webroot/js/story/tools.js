// The tools of a story: listen, print, save, copy the address, share. One listener for all, so that a story that is put
// anew into the page has them too.
import {byId, fill} from "../writing.js";
import {dress, tell} from "../look.js";
import {isSaved, save, unsave} from "../device/saved.js";

const synthesis = globalThis.speechSynthesis;

/** What lists say of the open story. */
export function facts() {
  const story = byId("bai-viet");
  const text = (field) => story.querySelector(`[data-field=${field}]`)?.textContent ?? "";
  return {
    id: Number(story.dataset.articleId),
    version: Number(story.dataset.version),
    url: location.pathname.slice(document.body.dataset.prefix.length),
    title: text("title"),
    lead: text("lead"),
    publishedAt: story.querySelector(".story-meta time").dateTime,
  };
}

function showSaved() {
  const button = byId("luu-bai");
  button.textContent = isSaved(facts().id) ? button.dataset.saved : button.dataset.save;
}

function toggleSaved(button) {
  const story = facts();
  if (isSaved(story.id)) {
    unsave(story.id);
    tell(button.dataset.unsavedSaid);
  } else if (save(story)) {
    const link = document.createElement("a");
    link.href = button.dataset.list;
    link.textContent = button.dataset.listName;
    tell(button.dataset.savedSaid, link);
  } else tell(button.dataset.failed);
  showSaved();
}

async function copy(button) {
  const {address, copied, failed} = button.dataset;
  try {
    await navigator.clipboard.writeText(address);
    tell(copied);
  } catch {
    tell(fill(failed, address)); // no permission, or a page without TLS
  }
}

async function share(button) {
  try {
    await navigator.share({title: facts().title, url: button.dataset.address});
  } catch {
    // the reader closed the sheet
  }
}

/** Prints when the pictures are there; one that cannot come keeps nobody waiting. */
async function printAll() {
  const pictures = [...document.querySelectorAll("#bai-viet img, .qr img")];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  print();
}

const isOpen = () => byId("them-cong-cu")?.getAttribute("aria-expanded") === "true";

/** Opens the menu of what is used less, or closes it. */
const unfold = (open) => byId("them-cong-cu").setAttribute("aria-expanded", String(open));

const tools = {
  "them-cong-cu": () => unfold(!isOpen()),
  "in-bai": printAll,
  "luu-bai": toggleSaved,
  "chep-lien-ket": copy,
  "chia-se": share,
  "nghe-bai": () => import("./listen.js").then(({toggle}) => toggle()),
  "thoi-nghe": () => import("./listen.js").then(({stop}) => stop()),
};

document.addEventListener("click", ({target}) => {
  const button = target.closest("#cong-cu button");
  tools[button?.id]?.(button);
});

for (const left of ["click", "focusin"]) {
  document.addEventListener(left, ({target}) => isOpen() && !target.closest(".tools-menu") && unfold(false));
}

document.addEventListener("keydown", ({key}) => {
  if (key !== "Escape" || !isOpen()) return;
  unfold(false);
  byId("them-cong-cu").focus();
});

/** Only a device with a voice can read aloud; browsers find out a moment after the page. */
function showVoice() {
  byId("nghe-bai")?.classList.toggle("unready", !synthesis?.getVoices().length);
}

/** Makes the tools that stand in the page say what is. A story may be withdrawn before its tools have come. */
export function equip() {
  if (!byId("luu-bai")) return;
  byId("cong-cu").classList.add("ready"); // until now a press would have been lost
  dress();
  showSaved();
  showVoice();
}

/** Keeps the story on this device when nothing else is left to do. */
export function keepOpen(how) {
  const later = globalThis.requestIdleCallback ?? setTimeout;
  const isGone = () => byId("bai-viet").classList.contains("story-gone"); // withdrawn before there was time to keep it
  later(() => import("../device/kept.js").then(({keep}) => isGone() || keep(facts(), how)).catch(() => {}));
}

synthesis?.addEventListener?.("voiceschanged", showVoice);
if (document.readyState === "complete") keepOpen();
else addEventListener("load", () => keepOpen());
addEventListener("storage", () => byId("luu-bai") && showSaved()); // saved in another tab
equip();
