/* Chooses a picture of the house, or brings one, over the page. */
const byId = (id) => document.getElementById(id);
const dialog = byId("chon-anh");
const search = byId("tim-anh");
const bring = byId("gui-anh");
const found = byId("anh-tim-thay");
const fault = byId("anh-sai");
const progress = byId("anh-tien");
let chosen;
let looking = 0;

function thumb(picture) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(Object.assign(new Image(), {src: picture.small, alt: "", loading: "lazy"}), picture.alt);
  button.addEventListener("click", () => {
    chosen = picture;
    dialog.close();
  });
  return button;
}

/** The answer to the last question counts. */
async function look() {
  const number = ++looking;
  const answer = await fetch(`${bring.dataset.to}?q=${encodeURIComponent(search.elements.q.value)}`, {headers: {Accept: "application/json"}}).catch(() => undefined);
  if (number !== looking || !answer?.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
  const {items} = await answer.json();
  found.replaceChildren(...(items.length ? items.map(thumb) : [found.dataset.none]));
}

/** With progress, which fetch does not tell. */
function send() {
  const body = new FormData(bring);
  body.append("bieu-mau", document.getElementsByName("bieu-mau")[0].value);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", bring.dataset.to);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({loaded, total}) => (progress.value = loaded / total);
    request.onload = () => (request.status === 201 ? resolve(request.response) : reject(new Error(request.response?.detail ?? String(request.status))));
    request.onerror = () => reject(new Error("…"));
    request.send(body);
  });
}

search.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
search.addEventListener("input", look);
bring.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!progress.hidden) return;
  fault.textContent = "";
  progress.value = 0;
  progress.hidden = false;
  try {
    chosen = await send();
    bring.reset();
    dialog.close();
  } catch (failure) {
    fault.textContent = failure.message;
  } finally {
    progress.hidden = true;
  }
});
byId("thoi-anh").addEventListener("click", () => dialog.close());

/** Resolves to the picture; undefined: none was chosen. {@code files}: of the clipboard, to be brought. */
export async function choose(files) {
  chosen = undefined;
  if (files) byId("tep-anh").files = files;
  dialog.showModal();
  look();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, {once: true}));
  return chosen;
}
