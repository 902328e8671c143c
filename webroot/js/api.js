// The page on the API: copies what can be run, and shows only the calls that have the words.
import {byId, fill} from "./writing.js";

const field = byId("loc");
const tell = (sentence) => byId("api-noi").replaceChildren(sentence);

addEventListener("click", async ({target}) => {
  const button = target.closest("[data-copies]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(byId(button.dataset.copies).textContent);
    button.textContent = button.dataset.copied;
    tell(button.dataset.copied);
  } catch {
    getSelection().selectAllChildren(byId(button.dataset.copies)); // no permission, or a page without TLS
    tell(button.dataset.failed);
  }
});

field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/);
  const shown = [...document.querySelectorAll(".operation")].filter((one) => {
    const text = one.textContent.toLowerCase();
    one.hidden = !words.every((word) => text.includes(word));
    return !one.hidden;
  });
  for (const topic of document.querySelectorAll(".api-topic")) topic.hidden = !topic.querySelector(".operation:not([hidden])");
  tell(shown.length ? fill(field.dataset.found, shown.length) : field.dataset.none);
});
