/*
 * Sends pictures to the house in parts, with the progress that fetch does not tell. A connection that breaks costs the part that was
 * on its way: the file is begun again, which finds it by its digest, and goes on at the byte that the server has, by itself when
 * the network is back, on another page as well.
 */

const PART = 1 << 20; // bytes; a proxy may hold back a part until it is whole
const REST = [1, 2, 4, 8, 15, 30]; // s between tries that bring nothing
export const MOST = 20 << 20; // bytes of a file; also change UploadForm

/**
 * Why a picture did not arrive, in words. {@code again}: whether the same may arrive later; {@code field}: what is to be changed;
 * {@code lost}: whether it is tried again without anyone.
 */
export class NotSent extends Error {
  constructor(message, {again = false, field, lost = false} = {}) {
    super(message);
    Object.assign(this, {again, field, lost});
  }
}

const token = () => document.getElementsByName("bieu-mau")[0];

/** Resolves to what was answered; status 0: nothing was. */
async function once(to, headers, body, progress, signal) {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", to);
    for (const [name, value] of Object.entries({...headers, Accept: "application/json", "Form-Token": token().value})) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = ({loaded}) => progress(loaded);
    request.onload = () => resolve({status: request.status, json: request.response});
    request.onerror = () => resolve({status: 0});
    request.onabort = reject;
    signal?.addEventListener("abort", () => request.abort(), {once: true});
    request.send(body);
  });
}

/** Lets the page's forms have a token that is good now. */
async function renew(words) {
  const answer = await fetch(words.renew, {headers: {Accept: "application/json"}}).catch(() => undefined);
  if (!answer) throw new NotSent(words.offline, {again: true, lost: true});
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) throw new NotSent(words.over, {again: true});
  const {token: now} = await answer.json();
  for (const input of document.getElementsByName(token().name)) input.value = now;
}

/** The answer to a call that is good; 409 is one: it says where to go on. */
async function ask(words, ...call) {
  let answer = await once(...call);
  if (answer.status === 403 || (answer.status && !answer.json)) {
    await renew(words);
    answer = await once(...call);
  }
  const {status, json} = answer;
  if (status === 200 || status === 201 || status === 409) return json;
  const lost = status === 0 || status === 404 || status === 429 || status >= 502; // 404: it was dropped meanwhile, and begins anew
  const why = status === 0 ? words.offline : (json?.detail ?? words.failed);
  throw new NotSent(why, {again: lost || !json || status === 500 || status === 403, field: json?.field, lost});
}

/** What the file is found by; empty: on a page without TLS, where it begins anew with another page. */
async function digest(file) {
  if (!crypto.subtle || file.size > MOST) return "";
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** From where the server has it to its end. {@code reached}: told of each byte that it has. */
async function through(words, file, wish, reached, progress, signal) {
  let upload = await ask(words, words.to + "/gui", {"Content-Type": "application/json"}, JSON.stringify(wish), () => {}, signal);
  while (!upload.picture) {
    const {id, offset} = upload;
    reached(offset);
    const part = file.slice(offset, offset + PART);
    const headers = {"Content-Type": "application/octet-stream", "Upload-Offset": offset};
    upload = {id, ...(await ask(words, `${words.to}/gui/${id}`, headers, part, (loaded) => progress(offset + Math.min(loaded, part.size)), signal))};
  }
  return upload.picture;
}

/** Waits; without a network for one. */
function rest(seconds, signal) {
  return new Promise((resolve, reject) => {
    addEventListener("online", resolve, {once: true, signal});
    signal?.addEventListener("abort", reject, {once: true});
    if (navigator.onLine) setTimeout(resolve, seconds * 1000);
  });
}

/**
 * Resolves to the picture as it is kept now, where it was sent before to the same one; else a {@link NotSent}.
 *
 * @param words data of the page: to, renew, offline, over, failed
 * @param fields file, alt, caption, credit
 * @param progress told of the part that is sent, 0 to 1, and whether it waits for the network
 */
export async function send(words, {file, ...said}, progress, signal) {
  const wish = {...said, size: file.size, digest: await digest(file).catch(() => Promise.reject(new NotSent(words.failed)))};
  let most = 0;
  for (let tries = 0; ; tries++) {
    const before = most;
    try {
      return await through(words, file, wish, (bytes) => (most = Math.max(most, bytes)), (bytes) => progress(bytes / file.size, false), signal);
    } catch (failure) {
      if (!failure?.lost) throw failure;
      if (most > before) tries = 0;
      if (tries === REST.length) throw failure;
      progress(most / file.size, true);
      await rest(REST[tries], signal);
    }
  }
}
