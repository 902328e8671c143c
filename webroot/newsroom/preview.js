/*
 * Shows the head of the reader's page, on a desk and on a phone, as the fields of this form would have it, and says of a
 * colour whether it can be read. Without this script the form does all the same.
 */
import {fit} from "./fit.js";

const WAIT = 200; // ms after the last change of the colour
const byId = (id) => document.getElementById(id);
const form = byId("name").form;
const frames = [...document.querySelectorAll(".desk-preview iframe")];
const accent = byId("accent");
const told = byId("mau-noi");
let asked;
let asking = 0;

function write(frame) {
  const page = frame.contentDocument;
  const name = page?.querySelector(".site-name");
  if (!name) return;
  const text = byId("name").value.trim() || byId("name").defaultValue;
  name.firstElementChild.textContent = text;
  name.classList.toggle("long", text.length > 24);
  const motto = page.querySelector(".site-motto");
  if (motto) motto.textContent = byId("motto").value;
  const colour = accent.dataset.light ?? accent.value;
  page.documentElement.style.setProperty("--red", colour);
  page.documentElement.style.overflow = "hidden";
}

const show = () => frames.forEach(write);

function take(colour) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "desk-more";
  button.textContent = told.dataset.take + " " + colour;
  button.addEventListener("click", () => {
    accent.value = colour;
    accent.focus();
    judge();
  });
  return button;
}

/** The answer to the last question counts. */
async function judge() {
  const number = ++asking;
  const response = await fetch(told.dataset.ask + "?mau=" + encodeURIComponent(accent.value)).catch(() => undefined);
  if (number !== asking) return;
  if (!response?.ok || !response.headers.get("Content-Type")?.startsWith("application/json")) {
    told.textContent = "";
    return;
  }
  const answer = await response.json();
  accent.dataset.light = answer.light ?? answer.nearest ?? accent.value;
  told.replaceChildren(answer.said, ...(answer.nearest ? [" ", take(answer.nearest)] : []));
  show();
}

for (const frame of frames) frame.addEventListener("load", () => write(frame));
form.addEventListener("input", ({target}) => {
  show();
  if (target !== accent) return;
  clearTimeout(asked);
  asked = setTimeout(judge, WAIT);
});
document.querySelector(".desk-preview").hidden = false;
frames.forEach(fit);
show();
