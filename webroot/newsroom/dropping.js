/* Files that are dragged onto the page: without this a browser leaves the page for one that is dropped beside its place. */

/** {@code take}: gets the files and the element they fell on; {@code place}: shows that they may be let go. */
export function dropped(place, take) {
  const isOfFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!isOfFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    place.classList.add("dropping");
  });
  addEventListener("dragleave", ({relatedTarget}) => relatedTarget ?? place.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    place.classList.remove("dropping");
    if (!isOfFiles(event) || event.defaultPrevented) return; // the editor has its own place for them
    event.preventDefault();
    take([...event.dataTransfer.files], event.target);
  });
}
