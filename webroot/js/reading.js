// What a reader sets for themselves: the look, the size of the letters, not being counted; and the tools of a story.
// Everything here works without the live stream; without this file the page only lacks these buttons.

const root = document.documentElement;
const button = (id) => document.getElementById(id);

function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // no storage: the choice lasts as long as the page
  }
}

function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A button that walks through values; {@code show} makes the page wear one. */
function walk(element, values, start, show) {
  if (!element) return;
  let at = Math.max(0, values.indexOf(start));
  show(values[at]);
  (element.closest("[hidden]") ?? element).hidden = false;
  element.addEventListener("click", () => {
    at = (at + 1) % values.length;
    show(values[at]);
  });
}

const theme = button("giao-dien");
walk(theme, ["auto", "light", "dark", "contrast"], root.dataset.theme, (value) => {
  if (value === "auto") delete root.dataset.theme;
  else root.dataset.theme = value;
  keep("tm-theme", value === "auto" ? null : value);
  theme.textContent = theme.dataset[value];
});

walk(button("co-chu"), ["normal", "large", "larger"], root.dataset.size, (value) => {
  if (value === "normal") delete root.dataset.size;
  else root.dataset.size = value;
  keep("tm-size", value === "normal" ? null : value);
});

const track = button("khong-theo-doi");
walk(track, ["off", "on"], kept("tm-no-track") ? "on" : "off", (value) => {
  keep("tm-no-track", value === "on" ? "1" : null);
  if (value === "on") document.cookie = "tm_v=; Max-Age=0; Path=/; SameSite=Lax";
  track.textContent = track.dataset[value];
});

button("in-bai")?.addEventListener("click", () => print());

const share = button("chia-se");
share?.addEventListener("click", async () => {
  const url = share.dataset.address;
  try {
    if (navigator.share) return await navigator.share({title: document.title, url});
    await navigator.clipboard.writeText(url);
    share.textContent = share.dataset.copied;
  } catch {
    // the reader closed the sheet, or the browser keeps its clipboard: the address stands beside the QR code
  }
});

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
