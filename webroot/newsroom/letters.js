/*
 * Titles and leads that were copied from a program with an old font: the same repair is offered for them as for the body. What was
 * pasted stands as it came until the button is pressed.
 */

/** Letters that Vietnamese does not have, behind Latin ones, as TCVN3 and VNI have them. */
export const OLD_LETTERS = /[a-zA-Z\u00c0-\u00ff][µ¸¶·¹¨»¾¼½©«¬®§øûïåäëñö÷\u00ad]/;

const lines = (text) => text.replace(/\r\n?/g, "\n").trim();

/** The words of a document's element, its paragraphs apart. */
function words(element) {
  for (const line of element.querySelectorAll("br")) line.replaceWith("\n");
  const blocks = [...element.querySelectorAll("p")].map((one) => one.textContent.trim());
  return blocks.length ? blocks.join("\n") : element.textContent.trim();
}

/**
 * Watches what is pasted into a field of plain words. {@code made}: asks the server what a text is, and gives its document; {@code
 * offer}: shows the button, whose press runs what it is given, with the name of the old letters.
 */
export function watch(field, made, offer) {
  field.addEventListener("paste", async ({clipboardData}) => {
    const text = lines(clipboardData?.getData("text/plain") ?? "");
    if (!OLD_LETTERS.test(text)) return;
    const answer = await made(text).catch(() => undefined); // what was pasted stays as it came
    const {encoding} = answer?.getElementById("than-bai").dataset ?? {};
    if (!encoding) return;
    const repaired = words(answer.getElementById("sua-chu"));
    offer(encoding, () => {
      const now = lines(field.value);
      if (!now.includes(text)) return field.focus(); // it was changed since: what was typed into it is not to go
      field.value = now.replace(text, () => repaired);
      field.dispatchEvent(new Event("input", {bubbles: true}));
      field.focus();
    });
  });
}
