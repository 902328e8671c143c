// Runs before the first paint, so that a reader who chose a look never sees the other one flash by.
try {
  const root = document.documentElement;
  for (const [key, attribute] of [["tm-theme", "theme"], ["tm-size", "size"]]) {
    const chosen = localStorage.getItem(key);
    if (chosen) root.dataset[attribute] = chosen;
  }
} catch {
  // no storage: the device's own look
}
