// Lists of stories that live.
import {byId, write} from "./writing.js";

/** Does something above the reader without moving what they read; browsers with scroll anchoring do that themselves. */
export function steadily(change) {
  if (CSS.supports("overflow-anchor", "auto")) return change();
  const held = document.elementFromPoint(innerWidth / 3, innerHeight / 2);
  const before = held?.getBoundingClientRect().top;
  change();
  if (held?.isConnected && scrollY > 0) scrollBy(0, held.getBoundingClientRect().top - before);
}

/** Whether it begins above what the reader sees. */
export const isAbove = (element) => element.getBoundingClientRect().top < 0;

/** Shows for a moment that something is new. */
export function highlight(place) {
  place.classList.add("fresh");
  setTimeout(() => place.classList.remove("fresh"), 3000);
}

/**
 * A list of the page, newest first, bounded; stories wait when it begins above what the reader sees. The list says by
 * data-category which categories alone it holds. A page without the list has none of this.
 */
export class Stories {
  constructor(list, mould) {
    this.list = list;
    this.mould = mould;
    this.waiting = new Map();
  }

  static of(id) {
    return new Stories(byId(id), byId("mau-" + id));
  }

  row(id) {
    return this.list?.querySelector(`:scope > [data-article-id="${id}"]`);
  }

  /** Answers whether the story is new here. */
  offer(story) {
    if (!this.list) return false;
    if (!this.holds(story)) return this.remove(story.id);
    if (this.row(story.id) || !this.fits(story)) return false;
    const isNew = !this.waiting.has(story.id);
    if (isAbove(this.list)) this.waiting.set(story.id, story);
    else this.insert(story);
    return isNew;
  }

  holds({category}) {
    return this.list.dataset.category?.split(" ").includes(category) ?? true;
  }

  older(row, story) {
    const gap = new Date(row.querySelector("time").dateTime) - new Date(story.publishedAt);
    return gap < 0 || (gap === 0 && Number(row.dataset.articleId) < story.id);
  }

  fits(story) {
    const last = this.list.lastElementChild;
    return this.list.children.length < this.list.dataset.limit || Boolean(last && this.older(last, story));
  }

  make(story) {
    const row = this.mould.content.cloneNode(true).querySelector("[data-article-id]");
    write(row, story);
    return row;
  }

  insert(story, isNew = true) {
    this.waiting.delete(story.id);
    const row = this.make(story);
    this.list.insertBefore(row, [...this.list.children].find((other) => this.older(other, story)) ?? null);
    row.style.setProperty("--tall", row.offsetHeight + "px"); // how far it opens
    if (isNew) highlight(row);
    while (this.list.children.length > this.list.dataset.limit) this.list.lastElementChild.remove();
  }

  /** Lets those in that waited, if the reader sees where the list begins. */
  release() {
    if (!this.waiting.size || isAbove(this.list)) return;
    for (const story of [...this.waiting.values()]) this.insert(story);
  }

  correct(story) {
    if (this.waiting.has(story.id)) this.waiting.set(story.id, story);
  }

  remove(id) {
    this.waiting.delete(id);
    this.row(id)?.remove();
    return false;
  }

  rebuild(stories) {
    if (!this.list) return;
    this.waiting.clear();
    this.list.replaceChildren(...stories.slice(0, this.list.dataset.limit).map((story) => this.make(story)));
  }
}
