// A reader puts the notice away: it does not come back on this device while it says the same. theme.js, which runs before the
// first paint, looks for it.
import {keep, kept, say} from "./look.js";

const KEPT = 20; // notices that are remembered, the latest

export function puttingAway(notice) {
  const button = notice.querySelector("button");
  button.addEventListener("click", () => {
    const mark = document.querySelector("meta[name=tm-notice]").content;
    const others = (kept("tm-notice") ?? "").split(" ").filter((one) => one && one !== mark);
    keep("tm-notice", [...others, mark].slice(-KEPT).join(" "));
    document.documentElement.classList.add("notice-away");
    document.querySelector(".site-name a").focus({preventScroll: true});
    say(button.dataset.said);
  });
}
