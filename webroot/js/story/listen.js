// Reads the story aloud with the device's own voice: title, lead and text, sentence by sentence, without tables and what
// stands under pictures. A pause keeps the place and begins its sentence again, because not every browser can hold a voice.
import {byId} from "../writing.js";
import {tell} from "../look.js";

const LONGEST = 200; // characters at once: some voices go silent after about 15 s of one piece
const BLOCKS = "h1,h2,h3,h4,p,li,blockquote,dt,dd,pre";
const SKIPPED = "table,figure,[hidden]";

let pieces = [];
let at = 0;
let state = "idle";
let turn; // what a voice says after it was stopped is not heard

/** The texts of the story's blocks, in order. */
function paragraphs() {
  const story = byId("bai-viet");
  const found = [story.querySelector("h1").textContent, story.querySelector("[data-field=lead]")?.textContent ?? ""];
  const walker = document.createTreeWalker(story.querySelector(".story-body"), NodeFilter.SHOW_TEXT);
  let before;
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest(SKIPPED)) continue;
    const block = text.parentElement.closest(BLOCKS);
    if (block === before) found[found.length - 1] += text.data;
    else found.push(text.data);
    before = block;
  }
  return found.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
}

function sentences(text) {
  if (!globalThis.Intl?.Segmenter) return text.match(/[^.!?…]+[.!?…]*\s*/g) ?? [text];
  return Array.from(new Intl.Segmenter("vi", {granularity: "sentence"}).segment(text), ({segment}) => segment);
}

/** A sentence that is too long is cut between words. */
const cut = (sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}(?=\\s|$)|\\S+`, "gsu")) ?? [];

function voice() {
  const voices = speechSynthesis.getVoices().filter(({lang}) => /^vi\b/i.test(lang));
  return voices.find(({localService}) => localService) ?? voices[0];
}

function show(next) {
  const button = byId("nghe-bai");
  state = next;
  if (!button) return; // the story is gone
  button.textContent = button.dataset[next];
  byId("thoi-nghe").hidden = next === "idle";
}

function speak() {
  const mine = (turn = {});
  if (at >= pieces.length) return end("ended");
  const utterance = new SpeechSynthesisUtterance(pieces[at]);
  utterance.lang = "vi-VN";
  utterance.voice = voice() ?? null;
  utterance.onend = () => {
    if (mine !== turn) return;
    if (!byId("nghe-bai")) return end();
    at++;
    speak();
  };
  utterance.onerror = () => mine === turn && end("stopped");
  speechSynthesis.speak(utterance);
}

function silence() {
  turn = undefined;
  speechSynthesis.cancel();
}

function end(said) {
  silence();
  at = 0;
  show("idle");
  if (said && byId("cong-cu")) tell(byId("nghe-bai").dataset[said]);
}

/** Begins, pauses, goes on. */
export function toggle() {
  const words = byId("nghe-bai").dataset;
  if (state === "reading") {
    silence();
    show("paused");
    return tell(words.pausedSaid);
  }
  if (state === "idle") pieces = paragraphs().flatMap(sentences).flatMap(cut);
  show("reading");
  tell(voice() ? words.begun : words.foreign);
  speak();
}

export function stop() {
  end("stopped");
  byId("nghe-bai").focus(); // the button that was pressed is no more
}

addEventListener("pagehide", () => end());
