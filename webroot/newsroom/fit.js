/* Frames that show a page of readers: laid out as wide as they say, and made as small as there is room for. */
export function fit(frame) {
  const width = Number(frame.dataset.width);
  const scale = Math.min(1, frame.parentElement.clientWidth / width);
  frame.style.width = width + "px";
  frame.style.transform = `scale(${scale})`;
  frame.parentElement.style.height = Math.round(frame.clientHeight * scale) + "px";
}

const frames = [...document.querySelectorAll("iframe[data-width]")];
const fitAll = () => frames.forEach(fit);
addEventListener("resize", fitAll);
fitAll();
