/**
 * Passages: words, sentences and turns in a text, in UTF-16 units, half-open.
 * @typedef {{start: number, stop: number}} Span
 */

const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’ʼ-][\p{L}\p{M}\p{N}_]+)*|\p{RI}\p{RI}|\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]*(?:\u200D\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]*)*/gu;
const STOP = /[.?!…]+["'”’»)\]]*(?=\s)|\n/g;
const SHORT =
  /(?:(?:^|[^\p{L}\p{N}])(?:dhr|mevr|mw|mr|mrs|ms|dr|drs|prof|ds|st|bijv|bv|enz|evt|nl|nr|ca|vs|etc|resp|incl|max|min|tel|ul|вул|буд|ім|див|напр)|(?:^|[^\p{L}\p{N}])[\p{L}\p{N}]|(?:[\p{L}\p{N}]\.)+[\p{L}\p{N}])\.$/iu;
/** How many underlines find room under a line of text. */
export const LANES = 4;

/**
 * @param {Span} one
 * @param {Span} other
 */
export function overlap(one, other) {
  return one.start < other.stop && other.start < one.stop;
}

/**
 * Return the words (and pictures) between two positions.
 * @param {string} text
 * @param {Span} within
 * @returns {Span[]}
 */
export function words(text, within) {
  const found = [];
  for (const match of text.slice(within.start, within.stop).matchAll(WORD)) {
    const start = within.start + match.index;
    found.push({ start, stop: start + match[0].length });
  }
  return found;
}

/**
 * Return the sentences between two positions, without blanks at their ends.
 * @param {string} text
 * @param {Span} within
 * @returns {Span[]}
 */
export function sentences(text, within) {
  const words = text.slice(within.start, within.stop);
  const found = [];
  let start = 0;
  for (const match of [...words.matchAll(STOP), null]) {
    const stop = match ? match.index + match[0].length : words.length;
    if (match && match[0] === "." && SHORT.test(words.slice(Math.max(0, match.index - 12), stop))) continue;
    const span = trim(words, { start, stop });
    if (span.start < span.stop) found.push({ start: within.start + span.start, stop: within.start + span.stop });
    start = stop;
  }
  return found;
}

/**
 * Return a span without blanks at its ends; an all-blank one becomes empty.
 * @param {string} text
 * @param {Span} span
 * @returns {Span}
 */
export function trim(text, span) {
  const part = text.slice(span.start, span.stop);
  const start = span.start + part.length - part.trimStart().length;
  return { start: Math.min(start, span.stop), stop: Math.max(start, span.start + part.trimEnd().length) };
}

/**
 * Return a span that cuts no character in two: neither a pair of units nor a letter and its accent.
 * @param {string} text
 * @param {Span} span
 * @returns {Span}
 */
export function whole(text, span) {
  return { start: border(text, span.start, -1), stop: border(text, span.stop, 1) };
}

/**
 * @param {string} text
 * @param {number} at
 * @param {-1 | 1} outward
 */
function border(text, at, outward) {
  while (at > 0 && at < text.length && inside(text, at)) at += outward;
  return at;
}

/**
 * @param {string} text
 * @param {number} at
 */
function inside(text, at) {
  const after = text.charCodeAt(at);
  if (after >= 0xdc00 && after <= 0xdfff) return true;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /^[\p{M}\u200D\u{FE0F}\u{1F3FB}-\u{1F3FF}]$/u.test(character) || text[at - 1] === "\u200D";
}

/**
 * Return the part that has a position, or the nearest one after it, or else the last.
 * @param {Span[]} parts sorted
 * @param {number} at
 * @returns {number} its index; -1 where there are none
 */
export function indexAt(parts, at) {
  const index = parts.findIndex((one) => at < one.stop);
  return index < 0 ? parts.length - 1 : index;
}

/**
 * Give each of some overlapping spans the lowest lane that is free, so that all can be underlined.
 * @template {Span & {lane?: number}} T
 * @param {T[]} spans
 */
export function intoLanes(spans) {
  const ends = new Array(LANES).fill(-1);
  for (const one of [...spans].sort((a, b) => a.start - b.start || b.stop - a.stop)) {
    let lane = ends.findIndex((end) => end <= one.start);
    if (lane < 0) lane = ends.indexOf(Math.min(...ends));
    one.lane = lane;
    ends[lane] = Math.max(ends[lane], one.stop);
  }
}

/**
 * Return the lowest lane that none of some spans, which overlap a new one, has.
 * @param {{lane?: number}[]} beside
 * @returns {number}
 */
export function freeLane(beside) {
  const taken = new Set(beside.map((one) => one.lane));
  for (let lane = 0; lane < LANES; lane++) if (!taken.has(lane)) return lane;
  return beside.length % LANES;
}
