// The top of an open front page: the lead and its seconds are what was chosen, then what is newest, as the server has it.
import {read, write} from "./writing.js";

const cards = () => [...document.querySelectorAll(".front-lead .card[data-article-id], .front-seconds .card")];

/** The ids that belong there, by the lists beside it; also change there: ArticlePages.top. */
function wanted(featured, latest, most) {
  const ids = [featured, latest].flatMap(({list}) => [...(list?.children ?? [])]).map((row) => Number(row.dataset.articleId));
  return [...new Set(ids)].slice(0, most);
}

/** What the page knows of a story: what an event told, else the fullest of its places. */
function known(id, told) {
  const places = [...document.querySelectorAll(`.card[data-article-id="${id}"], .pick[data-article-id="${id}"], .row[data-article-id="${id}"]`)];
  return told.get(id) ?? (places.length ? read(places[0]) : undefined);
}

/** Puts the right stories there; answers whether something changed. {@code told}: stories of events, by id. */
export function settle(featured, latest, told) {
  const places = cards();
  if (!places.length) return false;
  const ids = wanted(featured, latest, 3);
  if (places.length === ids.length && places.every((place, i) => Number(place.dataset.articleId) === ids[i])) return false;
  const stories = ids.map((id) => known(id, told)); // all are read before the first is overwritten
  places.forEach((place, i) => {
    if (stories[i]) write(place, stories[i]);
    else place.remove();
  });
  return true;
}
