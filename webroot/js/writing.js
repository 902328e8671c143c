// How things are written: the server's forms of times and numbers, in its zone; every word is set as text.

const {lang} = document.documentElement;
const {zone, prefix} = document.body.dataset;

export const byId = (id) => document.getElementById(id);

/** The sentence with its place {0} filled. */
export const fill = (sentence, value) => sentence.replace("{0}", () => value);

export const number = new Intl.NumberFormat(lang === "vi" ? "vi-VN" : "en");

// The forms of VnDates, also change there. English months from the American names: British ones write "Sept".
const clock = new Intl.DateTimeFormat("en-GB", {timeZone: zone, hour: "2-digit", minute: "2-digit"});
const calendar = new Intl.DateTimeFormat("en-US", {timeZone: zone, day: "numeric", month: lang === "vi" ? "numeric" : "short", year: "numeric"});

function parts(at) {
  const {day, month, year} = Object.fromEntries(calendar.formatToParts(at).map((part) => [part.type, part.value]));
  if (lang !== "vi") return {year, day: `${day} ${month}`, date: `${day} ${month} ${year}`};
  const short = `${day.padStart(2, "0")}/${month.padStart(2, "0")}`;
  return {year, day: short, date: `${short}/${year}`};
}

/** "23/11/2026 14:05", "23 Nov 2026, 14:05" */
export const moment = (at) => `${parts(at).date}${lang === "vi" ? "" : ","} ${clock.format(at)}`;

/** "14:05" today, "22/11" this year, else "22/11/2025" */
function short(at) {
  const [then, today] = [parts(at), parts(new Date())];
  if (then.date === today.date) return clock.format(at);
  return then.year === today.year ? then.day : then.date;
}

/** "14:05" today, else with its day; also change Frames.asOf. */
export const asOf = (at) => (parts(at).date === parts(new Date()).date ? clock.format(at) : moment(at));

const STEP = 5; // percent, also change Crops

/** Lets what must be seen of it be seen: parts of its width and height, the centre when nothing is said. */
function crop(place, {x = 0.5, y = 0.5} = {}) {
  for (const name of [...place.classList]) if (/^f[xy]-/.test(name)) place.classList.remove(name);
  for (const [axis, part] of [["x", x], ["y", y]]) {
    const percent = Math.round((part * 100) / STEP) * STEP;
    if (percent !== 50) place.classList.add(`f${axis}-${percent}`);
  }
}

/** What {@link crop} was told, as near as the classes say. */
function focus(place) {
  const part = (axis) => Number(place.className.match(`f${axis}-(\\d+)`)?.[1] ?? 50) / 100;
  return {x: part("x"), y: part("y")};
}

/** Shows a picture in a place; browsers choose among its widths by the place's own, which waits in data-sizes meanwhile. */
function show(place, {url, width, height, alt = "", renditions = [], focus: seen}) {
  const sizes = place.sizes || place.dataset.sizes;
  place.removeAttribute("srcset");
  place.dataset.sizes = sizes;
  Object.assign(place, {width, height, alt});
  crop(place, seen);
  if (renditions.length > 1) {
    place.sizes = sizes;
    place.srcset = renditions.map((one) => `${one.url} ${one.width}w`).join(", ");
  } else place.removeAttribute("sizes");
  if (place.getAttribute("src") !== url) place.src = url;
}

/** A place's picture as {@link show} takes it; undefined when it shows none. */
function picture(place) {
  const image = place.querySelector("img[data-field=image]:not([src*=no-picture])");
  if (!image) return undefined;
  const renditions = image.srcset.split(", ").filter(Boolean).map((one) => one.split(" ")).map(([url, width]) => ({url, width: parseInt(width)}));
  return {url: image.getAttribute("src"), width: image.width, height: image.height, alt: image.alt, renditions, focus: focus(image)};
}

/** What a card or row says of its story, as {@link write} takes it. */
export function read(place) {
  const link = place.querySelector("a[data-field=title]");
  return {
    id: Number(place.dataset.articleId),
    version: Number(place.dataset.version),
    url: link.getAttribute("href").slice(prefix.length),
    title: link.textContent,
    lead: place.querySelector("[data-field=lead]")?.textContent,
    category: place.querySelector("[data-field=category]")?.getAttribute("href").split("/").pop(),
    publishedAt: place.querySelector("time").dateTime,
    image: picture(place),
  };
}

/** The category's name as the menu has it. */
function categoryName(address, otherwise) {
  return document.querySelector(`.sections a[href="${CSS.escape(address)}"]`)?.textContent ?? otherwise;
}

const LONG = 110; // characters of a title, also change there: HeadlineView

/** Writes a story into whatever shows it: each piece says by data-field what it holds. */
export function write(place, story) {
  place.dataset.articleId = story.id;
  place.dataset.version = story.version;
  if (place.matches(".card")) place.classList.toggle("long", story.title.length > LONG);
  const address = prefix + story.url;
  for (const piece of place.querySelectorAll("[data-field]")) {
    switch (piece.dataset.field) {
      case "title":
        piece.textContent = story.title;
        if (piece.localName === "a") piece.href = address;
        break;
      case "link":
        piece.href = address;
        break;
      case "category":
        if (!story.category) break;
        piece.href = `${prefix}/chuyen-muc/${story.category}`;
        piece.textContent = categoryName(piece.getAttribute("href"), story.category);
        break;
      case "lead":
        piece.textContent = story.lead ?? "";
        break;
      case "time": {
        const at = new Date(story.publishedAt);
        piece.dateTime = story.publishedAt;
        piece.textContent = short(at);
        piece.title = moment(at);
        break;
      }
      case "image":
        show(piece, story.image ?? {url: byId("mau-tin-noi-bat").dataset.noPicture, width: 1200, height: 800});
    }
  }
}
