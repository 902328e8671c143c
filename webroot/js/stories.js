// A list of stories that lives.
import {byId, write} from "./writing.js";

/** Does something above the reader without moving what they read; browsers with scroll anchoring do that themselves. */
export function steadily(change) {
  if (CSS.supports("overflow-anchor", "auto")) return change();
  const held = document.elementFromPoint(innerWidth / 3, innerHeight / 2);
  const before = held?.getBoundingClientRect().top;
  change();
  if (held?.isConnected && scrollY > 0) scrollBy(0, held.getBoundingClientRect().top - before);
}

/** A list of the page, newest first, bounded; stories wait when it begins above what the reader sees. */
export class Stories {
  constructor(id) {
    this.list = byId(id);
    this.mould = byId("mau-" + id);
    this.waiting = new Map();
  }

  row(id) {
    return this.list?.querySelector(`:scope > [data-article-id="${id}"]`);
  }

  /** Answers whether the story is new here. */
  offer(story) {
    if (!this.list || this.row(story.id) || !this.fits(story)) return false;
    const isNew = !this.waiting.has(story.id);
    if (this.list.getBoundingClientRect().top < 0) this.waiting.set(story.id, story);
    else this.insert(story);
    return isNew;
  }

  older(row, story) {
    const gap = new Date(row.querySelector("time").dateTime) - new Date(story.publishedAt);
    return gap < 0 || (gap === 0 && Number(row.dataset.articleId) < story.id);
  }

  fits(story) {
    const last = this.list.lastElementChild;
    return this.list.children.length < this.list.dataset.limit || this.older(last, story);
  }

  make(story) {
    const row = this.mould.content.cloneNode(true).querySelector("[data-article-id]");
    write(row, story);
    return row;
  }

  insert(story) {
    this.waiting.delete(story.id);
    const row = this.make(story);
    row.classList.add("fresh");
    setTimeout(() => row.classList.remove("fresh"), 3000);
    this.list.insertBefore(row, [...this.list.children].find((other) => this.older(other, story)) ?? null);
    while (this.list.children.length > this.list.dataset.limit) this.list.lastElementChild.remove();
  }

  release() {
    for (const story of [...this.waiting.values()]) this.insert(story);
  }

  correct(story) {
    if (this.waiting.has(story.id)) this.waiting.set(story.id, story);
  }

  remove(id) {
    this.waiting.delete(id);
    this.row(id)?.remove();
  }

  rebuild(stories) {
    if (!this.list) return;
    this.waiting.clear();
    this.list.replaceChildren(...stories.slice(0, this.list.dataset.limit).map((story) => this.make(story)));
  }
}
