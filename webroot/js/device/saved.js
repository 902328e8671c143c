// "Lưu đọc sau": which stories a reader put aside. The list stays on this device and is never sent anywhere.

const KEY = "tm-saved";
const MOST = 200; // about 100 KB, where browsers give a site 5 MB

const isStory = (one) => Number.isInteger(one?.id) && String(one.url).startsWith("/");

/** The stories, newest saved first: id, version, url without a language, title, lead, publishedAt, savedAt; {@code gone}: withdrawn, without words. */
export function saved() {
  try {
    return JSON.parse(localStorage.getItem(KEY)).filter(isStory);
  } catch {
    return []; // nothing yet, no storage, or not our form
  }
}

function put(stories) {
  try {
    localStorage.setItem(KEY, JSON.stringify(stories.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}

export const isSaved = (id) => saved().some((one) => one.id === id);

/** Answers whether the device took it. */
export const save = (story) => put([{...story, savedAt: new Date().toISOString()}, ...saved().filter((one) => one.id !== story.id)]);

export const unsave = (id) => put(saved().filter((one) => one.id !== id));

/** Changes what is said of a saved story. */
export const amend = (id, change) => isSaved(id) && put(saved().map((one) => (one.id === id ? {...one, ...change} : one)));
