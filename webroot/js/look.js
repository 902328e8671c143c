// The look that a reader chose: theme and size of letters. The page wears it, and every button that changes it says it.

const root = document.documentElement;
const LOOKS = {theme: ["auto", "light", "dark", "contrast"], size: ["normal", "large", "larger"]};

/** Keeps a choice on this device; an empty one is forgotten. */
export function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // no storage: the choice lasts as long as the page
  }
}

/** What was kept; null when nothing was. */
export function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Tells screen readers what a button did. */
export function say(sentence) {
  document.getElementById("bao-viec").textContent = sentence;
}

/** Says what a tool of a story did, under the tools and to screen readers; with an element after it. */
export function tell(sentence, ...more) {
  document.getElementById("cong-cu-noi").replaceChildren(sentence, ...more.flatMap((one) => [" ", one]));
}

/** Lets every button say what is worn. */
export function dress() {
  for (const button of document.querySelectorAll("[data-look]")) {
    const {look} = button.dataset;
    button.textContent = button.dataset[root.dataset[look] ?? LOOKS[look][0]] ?? button.textContent;
  }
}

document.addEventListener("click", ({target}) => {
  const button = target.closest("[data-look]");
  if (!button) return;
  const {look} = button.dataset;
  const [usual, ...others] = LOOKS[look];
  const next = others[others.indexOf(root.dataset[look]) + 1];
  if (next) root.dataset[look] = next;
  else delete root.dataset[look];
  keep("tm-" + look, next);
  dress();
  say(button.dataset[next ?? usual]);
});

dress();

// on a phone the row of sections begins where the reader is
const row = document.querySelector(".sections ul");
const here = row?.querySelector("[aria-current]");
if (here) row.scrollLeft = here.getBoundingClientRect().left - row.getBoundingClientRect().left - 16;

document.querySelector(".all-sections")?.addEventListener("keydown", ({key, currentTarget}) => {
  if (key !== "Escape" || !currentTarget.open) return;
  currentTarget.open = false;
  currentTarget.firstElementChild.focus();
});
