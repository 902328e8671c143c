/*
 * What is said of single paragraphs: the way to each from the list, marking one as done without leaving the page, and the rows in
 * which whoever reviews the story says more.
 */
const list = document.getElementById("ghi-chu");
const rows = [...document.querySelectorAll(".desk-remark-row")];
const more = document.getElementById("them-ghi-chu");
const items = [...(list?.querySelectorAll("[data-remark]") ?? [])];
const bare = (text) => text.normalize("NFC").replace(/\s+/g, "");

/** The texts of those that are open, by their paragraphs' words; the editor shows them beside. */
export const remarks = new Map();

function gather() {
  remarks.clear();
  for (const item of items) {
    if (item.dataset.finished === "1") continue;
    const words = bare(item.dataset.words);
    const text = item.querySelector(".desk-remark-text").textContent;
    remarks.set(words, remarks.has(words) ? remarks.get(words) + " · " + text : text);
  }
}

/** The fields of the rows, whose words are kept like those of the story. */
export const fields = rows.flatMap((row) => [...row.querySelectorAll("select, textarea")].map(({name}) => name));

const isEmpty = (row) => !row.querySelector("textarea").value && !row.querySelector("select").value;

let open = 1;

/** The rows that say something, and one more. */
export function show() {
  open = Math.min(rows.length, Math.max(open, rows.findLastIndex((row) => !isEmpty(row)) + 2));
  rows.forEach((row, at) => (row.hidden = at >= open));
  if (more) more.parentElement.hidden = open === rows.length;
}

/** Says something of the paragraph at {@code index}, from 0; false: there is no row left, or no such paragraph. */
export function remark(index) {
  const row = rows.find(isEmpty);
  const select = row?.querySelector("select");
  if (!select || ![...select.options].some((one) => one.value === String(index))) return false;
  select.value = String(index);
  show();
  row.querySelector("textarea").focus();
  return true;
}

/** {@code editor}: gives the open one; undefined: there is none. {@code token}: of the page's forms. */
export function begin(editor) {
  gather();
  more?.addEventListener("click", () => {
    open++;
    show();
    rows[open - 1].querySelector("select").focus();
  });
  list?.addEventListener("click", (event) => {
    const way = event.target.closest("[data-go]");
    if (way && editor()?.go(way.closest("[data-remark]").dataset.words)) event.preventDefault();
  });
  list?.addEventListener("submit", async (event) => {
    event.preventDefault(); // what is being written stays
    const form = event.target;
    const answer = await fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))}).catch(() => undefined);
    if (!answer?.ok || new URL(answer.url).pathname.endsWith("/dang-nhap")) return form.submit();
    const item = form.closest("[data-remark]");
    const done = form.elements.xong.value === "1";
    item.dataset.finished = done ? "1" : "0";
    form.elements.xong.value = done ? "0" : "1";
    form.querySelector("button").textContent = done ? list.dataset.again : list.dataset.done;
    gather();
    editor()?.remark();
  });
  show();
}
