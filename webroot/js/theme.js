// Runs before the first paint, so that a reader who chose a look never sees the other one flash by, and so that buttons
// that need a script, or what this browser lacks, never come or go under their eyes; nor a notice that they put away.
document.documentElement.classList.add("script", ...["speechSynthesis", "share"].filter((can) => can in window || can in navigator));
try {
  const root = document.documentElement;
  for (const [key, attribute] of [["tm-theme", "theme"], ["tm-size", "size"]]) {
    const chosen = localStorage.getItem(key);
    if (chosen) root.dataset[attribute] = chosen;
  }
  const notice = document.querySelector("meta[name=tm-notice]")?.content;
  if (notice && localStorage.getItem("tm-notice")?.split(" ").includes(notice)) root.classList.add("notice-away");
} catch {
  // no storage: the device's own look
}
