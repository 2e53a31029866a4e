// The line that says what is wrong with the words in a text area.

import { toggleAttribute } from "../dom.js";

/** Shows in `error` what is wrong with the words of `input`; an empty text takes it back. */
export function sayWrong(input, error, text) {
  error.hidden = !text;
  error.textContent = text;
  toggleAttribute(input, "aria-invalid", text ? "true" : null);
}
