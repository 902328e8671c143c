/*
 * Many stories of the list at once: the box for all, a range by Shift and a click or Shift and an arrow, and only the buttons that
 * fit every chosen story. Without this file the boxes and buttons work all the same, and the server names what does not fit.
 */
const form = document.getElementById("nhieu-bai");
const bar = form?.querySelector(".desk-many");

if (bar) {
  const all = document.getElementById("chon-het");
  const said = document.getElementById("chon-so");
  const hint = said.textContent;
  const boxes = [...form.querySelectorAll("[name=chon]:not(:disabled)")];
  const buttons = [...bar.querySelectorAll("button[name=nut]")];
  let last;

  const chosen = () => boxes.filter((box) => box.checked);

  function show() {
    const now = chosen();
    let fits = 0;
    bar.dataset.chosen = now.length; // nothing to press until then
    for (const button of buttons) {
      button.disabled = !now.length || !now.every((box) => box.dataset.acts.split(" ").includes(button.value));
      if (!button.disabled) fits++;
    }
    all.checked = now.length > 0 && now.length === boxes.length;
    all.indeterminate = now.length > 0 && now.length < boxes.length;
    const text = now.length ? said.dataset.chosen.replace("{0}", now.length) + (fits ? "" : " " + said.dataset.none) : hint;
    if (said.textContent !== text) said.textContent = text;
  }

  /** All between the two become as the second is. */
  function range(from, to) {
    const [first, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
    for (const box of boxes.slice(first, end + 1)) box.checked = to.checked;
  }

  form.addEventListener("click", ({target, shiftKey}) => {
    if (!boxes.includes(target)) return;
    if (shiftKey && last) range(last, target);
    last = target;
    show();
  });
  form.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (at < 0 || !(step || event.key === "Escape")) return;
    event.preventDefault();
    if (!step) {
      for (const box of boxes) box.checked = false;
    } else {
      const next = boxes[at + step];
      if (!next) return;
      if (event.shiftKey) next.checked = event.target.checked;
      last = next;
      next.focus();
    }
    show();
  });
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  all.parentElement.hidden = !boxes.length;
  addEventListener("pageshow", show); // a browser may have kept what was chosen
  show();
}
