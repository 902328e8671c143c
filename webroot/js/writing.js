// How things are written: the server's forms of times and numbers, in its zone; every word is set as text.

const {lang} = document.documentElement;
const {zone, prefix} = document.body.dataset;

export const byId = (id) => document.getElementById(id);

/** The sentence with its place {0} filled. */
export const fill = (sentence, value) => sentence.replace("{0}", () => value);

const clock = new Intl.DateTimeFormat("en-GB", {timeZone: zone, hour: "2-digit", minute: "2-digit"});
const day = new Intl.DateTimeFormat("en-GB", {timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric"});
export const number = new Intl.NumberFormat(lang === "vi" ? "vi-VN" : "en");

/** "23/11/2026 14:05" */
export const moment = (at) => `${day.format(at)} ${clock.format(at)}`;
/** "14:05" today, "22/11" on other days */
const short = (at) => (day.format(at) === day.format(new Date()) ? clock.format(at) : day.format(at).slice(0, 5));

/** Writes a story into whatever shows it: each piece says by data-field what it holds. */
export function write(place, story) {
  place.dataset.articleId = story.id;
  place.dataset.version = story.version;
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
        if (story.image) Object.assign(piece, {src: story.image.url, alt: story.image.alt ?? ""});
        else Object.assign(piece, {src: byId("mau-tin-noi-bat").dataset.noPicture, alt: ""});
    }
  }
}
