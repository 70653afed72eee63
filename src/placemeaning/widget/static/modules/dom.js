/** Making elements. Words go in as text and never as markup. */

/**
 * Return a new element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [about] attributes; `class`, `text`, and `on…` for listeners
 * @param {(Node | string | null | undefined | false)[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, about = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Return a button.
 * @param {string} text
 * @param {() => void} press
 * @param {Record<string, any>} [about]
 */
export function button(text, press, about = {}) {
  return make("button", { type: "button", class: "pm-button", text, onclick: press, ...about });
}

/**
 * Return seconds as a clock: 75 is 01:15.
 * @param {number | null} seconds
 */
export function clock(seconds) {
  if (seconds === null) return "";
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60].map((part) => String(part).padStart(2, "0"));
  return (parts[0] === "00" ? parts.slice(1) : parts).join(":");
}

/**
 * Return words cut to a length, between whole characters.
 * @param {string} words
 * @param {number} length
 */
export function shorten(words, length) {
  const characters = Array.from(words.replace(/\s+/g, " ").trim());
  return characters.length <= length ? characters.join("") : `${characters.slice(0, length - 1).join("").trimEnd()}…`;
}
