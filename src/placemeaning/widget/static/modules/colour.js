/**
 * Colours that can be read in light and dark.
 * @typedef {[number, number, number]} Colour
 */

/** For codes that have none of their own, in turn. Told apart by people who see colours differently (Paul Tol's muted scheme). */
const SCHEME = ["#332288", "#117733", "#CC6677", "#44AA99", "#DDCC77", "#88CCEE", "#AA4499", "#999933", "#882255"];

/**
 * Return the colour that words like "#1b9e77" stand for, or the one of a scheme where they are no colour.
 * @param {string | null | undefined} words
 * @param {number} index
 * @returns {Colour}
 */
export function readColour(words, index) {
  const hex = /^#[0-9a-f]{6}$/i.test(words ?? "") ? /** @type {string} */ (words) : SCHEME[index % SCHEME.length];
  return /** @type {Colour} */ ([1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
}

/** @param {Colour} colour */
export function css(colour) {
  return `rgb(${colour.map(Math.round).join(" ")})`;
}

/**
 * @param {Colour} one
 * @param {Colour} other
 * @param {number} share of the first
 * @returns {Colour}
 */
export function mix(one, other, share) {
  return /** @type {Colour} */ (one.map((value, i) => value * share + other[i] * (1 - share)));
}

/** @param {Colour} colour */
export function luminance(colour) {
  const [r, g, b] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * Return the contrast of two colours as WCAG counts it, 1 to 21.
 * @param {Colour} one
 * @param {Colour} other
 */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Return a colour made darker or lighter until it stands out enough from its ground.
 * @param {Colour} colour
 * @param {Colour} ground
 * @param {number} least contrast
 * @returns {Colour}
 */
export function standOut(colour, ground, least) {
  const away = /** @type {Colour} */ (luminance(ground) > 0.4 ? [0, 0, 0] : [255, 255, 255]);
  for (let share = 1; share > 0; share -= 0.05) {
    const tried = mix(colour, away, share);
    if (contrast(tried, ground) >= least) return tried;
  }
  return away;
}

/**
 * Return how a code is shown on a ground: its tint behind words, and its line under them.
 * @param {Colour} colour
 * @param {Colour} ground
 * @param {Colour} ink the colour of the words
 * @returns {{tint: Colour, line: Colour}}
 */
export function shades(colour, ground, ink) {
  let share = luminance(ground) > 0.4 ? 0.2 : 0.34;
  while (share < 0.5 && contrast(mix(colour, ground, share), ground) < 1.2) share += 0.03;
  while (share > 0.05 && contrast(ink, mix(colour, ground, share)) < 7) share -= 0.03;
  const tint = mix(colour, ground, share);
  return { tint, line: standOut(standOut(colour, tint, 3), ground, 3.2) };
}
