/*
 * The page for an address that leads nowhere is the same for all of them: which one it was, and the words in it that can be
 * searched for, are said here. Without this the link asks the server, which finds the words in where the reader comes from;
 * also change AddressWords.java.
 */
import {byId, fill} from "../writing.js";

const FEWEST = 2; // letters
const MOST = 80;

function decoded(piece) {
  try {
    return decodeURIComponent(piece);
  } catch {
    return "";
  }
}

function wordsOf(path) {
  const piece = path.slice(path.lastIndexOf("/") + 1).replace(/\.[A-Za-z]{2,5}$/, "");
  const words = decoded(piece).normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
  const text = words.replace(/(^| )\d+(?= |$)/g, "").trim();
  if (text.length <= MOST) return text;
  return text.slice(0, Math.max(text.lastIndexOf(" ", MOST), 0));
}

const words = wordsOf(location.pathname);
const search = byId("tim-dia-chi");
const address = byId("dia-chi");

address.textContent = decoded(location.pathname) || location.pathname;
address.hidden = false;
if (words.length >= FEWEST) {
  search.textContent = fill(search.dataset.words, words);
  search.href = search.pathname + "?q=" + encodeURIComponent(words);
} else {
  search.closest("li").remove();
  byId("ve-trang-nhat").className = "button";
}
