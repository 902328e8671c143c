/* Sends pictures to the house, with the progress that fetch does not tell. */

/** Why a picture did not arrive, in words. {@code again}: whether the same may arrive later; {@code field}: what is to be changed. */
export class NotSent extends Error {
  constructor(message, again, field) {
    super(message);
    Object.assign(this, {again, field});
  }
}

const token = () => document.getElementsByName("bieu-mau")[0];

/** Resolves to what was answered; status 0: nothing was. */
function once(words, fields, progress, signal) {
  const body = new FormData();
  for (const [name, value] of Object.entries({...fields, [token().name]: token().value})) body.append(name, value);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", words.to);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({loaded, total}) => progress(loaded / total);
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
  if (!answer) throw new NotSent(words.offline, true);
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) throw new NotSent(words.over, true);
  const {token: now} = await answer.json();
  for (const input of document.getElementsByName(token().name)) input.value = now;
}

/**
 * Resolves to the picture as it is kept now, where it was sent before to the same one; else a {@link NotSent}. A picture begins
 * anew after an interruption: no part of it was kept.
 *
 * @param words data of the page: to, renew, offline, over, failed
 * @param fields file, alt, caption, credit
 * @param progress told of the part that is sent, 0 to 1
 */
export async function send(words, fields, progress, signal) {
  let answer = await once(words, fields, progress, signal);
  if (answer.status === 403 || !answer.json) {
    await renew(words);
    answer = await once(words, fields, progress, signal);
  }
  const {status, json} = answer;
  if (status === 201) return json;
  throw new NotSent(json?.detail ?? words.failed, !json || status >= 500 || status === 429 || status === 403, json?.field);
}
