// Says something to screen readers without showing it, such as how many results a search has.

export function announce(text) {
  document.getElementById("announcer").textContent = text;
}
