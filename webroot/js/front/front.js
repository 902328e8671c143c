// The front page: its top, where the lead and its seconds are what was chosen, then what is newest, as the server has it;
// and a band for each category.
import {live} from "../live.js";
import {Stories, highlight, isAbove} from "../stories.js";
import {byId, read, write} from "../writing.js";

// ---- the top ----

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
function settle(featured, latest, told) {
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

// ---- the bands ----

/** The place of a category, and of those below it, on the front page: their newest story as a card with a picture, the others as rows under it. */
class Band {
  constructor(section) {
    this.section = section;
    this.card = section.querySelector(".card");
    this.rows = new Stories(section.querySelector(".rows"), byId("mau-tin-moi"));
    this.waiting = new Map();
  }

  /** Whether the page shows the story here or at its top. */
  shows(id) {
    const places = document.querySelectorAll(`[data-article-id="${id}"]`);
    return [...places].some((place) => this.section.contains(place) || place.matches(".card-lead, .card-second"));
  }

  offer(story) {
    if (!this.section.dataset.categories.split(" ").includes(story.category)) this.remove(story.id);
    else if (this.shows(story.id)) return;
    else if (isAbove(this.section)) this.waiting.set(story.id, story);
    else this.insert(story);
  }

  insert(story) {
    this.waiting.delete(story.id);
    if (this.card.isConnected && this.rows.older(this.card, story) && (story.image || !this.hasPicture())) {
      this.rows.insert(read(this.card), false);
      write(this.card, story);
      highlight(this.card);
    } else if (this.rows.fits(story)) this.rows.insert(story);
  }

  /** A card with a picture keeps its place before a story without one; also change there: ArticlePages.pictureFirst. */
  hasPicture() {
    return Boolean(this.card.querySelector("img:not([src*=no-picture])"));
  }

  release() {
    if (!isAbove(this.section)) for (const story of [...this.waiting.values()]) this.insert(story);
  }

  correct(story) {
    if (this.waiting.has(story.id)) this.waiting.set(story.id, story);
  }

  /** The story is no longer of these categories; without its card the band has rows alone. */
  remove(id) {
    this.waiting.delete(id);
    this.rows.remove(id);
    if (Number(this.card.dataset.articleId) === id) this.card.remove();
  }
}

live({settle, bands: Array.from(document.querySelectorAll(".band"), (band) => new Band(band))});
