/** The look of every highlight, for the theme that is on. */
import { css, mix, readColour, shades } from "./colour.js";
import { LANES } from "./spans.js";

/** @type {Record<string, {ground: import("./colour.js").Colour, ink: import("./colour.js").Colour}>} */
export const THEMES = { light: { ground: [255, 255, 255], ink: [29, 33, 38] }, dark: { ground: [24, 26, 30], ink: [228, 230, 233] } };

/**
 * Return the style sheet of the highlights and swatches.
 * @param {{codes: import("./store.js").Code[], theme: string, selector: (name: string) => string, root: string}} how
 */
export function styleSheet({ codes, theme, selector, root }) {
  const { ground, ink } = THEMES[theme];
  const rules = codes.flatMap((code, index) => codeRules(index, { ink, ...shades(readColour(code.colour, index), ground, ink) }, selector, root));
  const calm = css(mix(ink, ground, 0.62));
  const rule = (/** @type {string} */ name, /** @type {string} */ body) => rules.push(`${selector(name)}{${body}}`);
  rule("s", `text-decoration:underline 2px dashed ${calm};text-underline-offset:4px`);
  rule("k", `text-decoration:underline 3px solid ${calm};text-underline-offset:4px`);
  rule("find", `background-color:${theme === "light" ? "#ffefa8" : "#5c4d10"};color:${css(ink)}`);
  rule("found", `background-color:${theme === "light" ? "#ffc94d" : "#8a6d00"};color:${css(ink)}`);
  rule("pending", `background-color:${css(mix(ink, ground, 0.08))};text-decoration:underline 2px dotted ${calm};text-underline-offset:4px`);
  rule("focus", `text-decoration:underline overline 2px solid ${css(ink)};text-underline-offset:2px`);
  rule("cursor", `background-color:${theme === "light" ? "#cfe0fb" : "#2c4a7c"};color:${css(ink)}`);
  rule("draft", `background-color:${theme === "light" ? "#cfe0fb" : "#2c4a7c"};color:${css(ink)};text-decoration:underline overline 2px dashed ${css(ink)}`);
  return rules.join("\n");
}

/**
 * @param {number} index
 * @param {{ink: import("./colour.js").Colour, tint: import("./colour.js").Colour, line: import("./colour.js").Colour}} shade
 * @param {(name: string) => string} selector
 * @param {string} root
 */
function codeRules(index, { ink, tint, line }, selector, root) {
  const rules = [];
  for (let lane = 0; lane < LANES; lane++) {
    const offset = `text-underline-offset:${2 + lane * 3.5}px`;
    rules.push(`${selector(`c${index}l${lane}`)}{color:${css(ink)};background-color:${css(tint)};text-decoration:underline 2px solid ${css(line)};${offset}}`);
    rules.push(`${selector(`o${index}l${lane}`)}{text-decoration:underline 2px dotted ${css(line)};${offset}}`);
  }
  rules.push(`${root} .pm-swatch-${index}{--pm-tint:${css(tint)};--pm-line:${css(line)}}`);
  return rules;
}

/**
 * Return the colour of a code's line in a theme.
 * @param {import("./store.js").Code} code
 * @param {number} index
 * @param {string} theme
 */
export function lineColour(code, index, theme) {
  const { ground, ink } = THEMES[theme];
  return css(shades(readColour(code?.colour, index), ground, ink).line);
}

/**
 * Return the theme of the notebook around an element: `light` or `dark`.
 * @param {Document} page
 */
export function themeOf(page) {
  const { body, documentElement: html } = page;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "true" ? "light" : "dark";
  if (body.classList.contains("vscode-dark") || (body.classList.contains("vscode-high-contrast") && !body.classList.contains("vscode-high-contrast-light"))) return "dark";
  if (body.classList.contains("vscode-light") || html.getAttribute("theme") === "light") return "light";
  if (html.getAttribute("theme") === "dark") return "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
