// Runs before the first paint: applies the theme that was chosen here earlier, so that nothing flashes.
// Without a choice the page follows the system (css/base.css uses light-dark()).
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("groundswell.theme");
  } catch {
    // Storage may be switched off; the system's theme is then right.
  }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
