// Suggestions while a reader types: an editable combobox with a list (ARIA Authoring Practices 1.2). The field stays what
// it is; Enter without a choice searches, with one it opens the story.

const PATIENCE = 120; // ms without a key before the server is asked
const {prefix} = document.body.dataset;
let lists = 0;

export function suggest(field) {
  const form = field.form;
  const list = document.createElement("ul");
  const said = document.createElement("p");
  const own = "goi-y-" + ++lists;
  let asked;
  let waiting;
  let chosen = -1;

  Object.assign(list, {id: own, className: "suggestions", hidden: true});
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggest);
  said.className = "unseen";
  said.setAttribute("role", "status");
  for (const [name, value] of Object.entries({role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": own})) {
    field.setAttribute(name, value);
  }
  field.after(list);
  form.append(said);

  const options = () => [...list.children];

  function choose(at) {
    chosen = at;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    const option = list.children[at];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({block: "nearest"});
    } else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function show(stories) {
    list.replaceChildren(
      ...stories.map(({title, url}, i) => {
        const option = document.createElement("li");
        Object.assign(option, {id: `${own}-${i}`, textContent: title, lang: "vi"});
        option.dataset.url = prefix + url;
        option.setAttribute("role", "option");
        return option;
      }),
    );
    choose(-1);
    list.hidden = !stories.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = stories.length ? field.dataset.count.replace("{0}", () => stories.length) : "";
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const typed = field.value.trim();
    if (typed.length < 2) return close();
    try {
      const response = await fetch("/api/v1/search/suggestions?q=" + encodeURIComponent(typed), {signal: asked.signal});
      if (response.ok && document.activeElement === field) show((await response.json()).items);
    } catch {
      // a newer question, or no network: the field still searches
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PATIENCE);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.hidden ? 0 : list.children.length;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && count) {
      event.preventDefault();
      choose((chosen + step + count + 2) % (count + 1) - 1); // -1, the field itself, is one of the places
    } else if (step > 0 && !count) {
      event.preventDefault();
      ask();
    } else if (event.key === "Escape" && count) {
      event.preventDefault(); // the browser would empty the field
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
  if (field.value.trim() && document.activeElement === field) waiting = setTimeout(ask, PATIENCE);
}
