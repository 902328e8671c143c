// Runs before the first paint, so that a reader who chose a look never sees the other one flash by, and so that buttons
// that need a script, or what this browser lacks, never come or go under their eyes.
document.documentElement.classList.add("script", ...["speechSynthesis", "share"].filter((can) => can in window || can in navigator));
try {
  const root = document.documentElement;
  for (const [key, attribute] of [["tm-theme", "theme"], ["tm-size", "size"]]) {
    const chosen = localStorage.getItem(key);
    if (chosen) root.dataset[attribute] = chosen;
  }
} catch {
  // no storage: the device's own look
}
