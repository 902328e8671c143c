/*
 * The site itself changed. Whether that touches what this page shows is asked for, at a time of its own, so that not all
 * readers ask at once; only then is the reader offered to load the page anew. Nothing moves by itself.
 */
const SPREAD = 1_000; // ms
let asking;

export function changed() {
  asking ??= setTimeout(ask, Math.random() * SPREAD);
}

async function ask() {
  asking = undefined;
  const {body} = document;
  try {
    const response = await fetch("/api/v1/site/marks", {cache: "no-cache"});
    if (!response.ok) throw new Error("marks answered " + response.status);
    const marks = await response.json();
    if (marks[body.classList.contains("front") ? "front" : "frame"] !== body.dataset.portal) offer();
    else document.getElementById("trang-da-doi")?.remove();
  } catch {
    setTimeout(changed, 5000 * (1 + Math.random()));
  }
}

function offer() {
  if (document.getElementById("trang-da-doi")) return;
  const said = document.getElementById("bao-viec");
  const reload = document.createElement("button");
  reload.id = "trang-da-doi";
  reload.className = "pill low";
  reload.type = "button";
  reload.textContent = said.dataset.portal + " " + said.dataset.reload;
  reload.addEventListener("click", () => location.reload());
  document.body.append(reload);
  said.textContent = said.dataset.portal;
}
