// Who reads: an id for a day, unless the reader asks not to be followed.

function countable() {
  try {
    if (localStorage.getItem("tm-no-track")) return false;
  } catch {
    // no storage: no such wish
  }
  return navigator.doNotTrack !== "1" && !globalThis.globalPrivacyControl && !navigator.globalPrivacyControl;
}

/**
 * Makes the reader's id before the first sign of life: 22 base64url characters, 128 random bits (CONTRACT.md,
 * "Visitors"). One that stands is kept until its day is over.
 */
export function introduce() {
  if (navigator.webdriver) document.cookie = "tm_driven=1; Max-Age=3600; Path=/; SameSite=Lax"; // no reader is here
  if (!countable() || /(^|; )tm_v=[\w-]{22}(;|$)/.test(document.cookie)) return;
  const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tm_v=${id.slice(0, 22).replaceAll("+", "-").replaceAll("/", "_")}; Max-Age=86400; Path=/; SameSite=Lax${secure}`;
}
