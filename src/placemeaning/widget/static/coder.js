// Made by placemeaning.widget.build from static/modules. Change those, then run: python -m placemeaning.widget.build

// points.js

/** Positions. JavaScript counts UTF-16 units, the ledger counts code points; both are half-open. */
class Points {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} Where each pair of units that make one code point begins. */
    this.pairs = [];
    /** @type {number[]} The same, in code points. */
    this.points = [];
    this.length = text.length;
    for (const match of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) {
      this.points.push(match.index - this.pairs.length);
      this.pairs.push(match.index);
    }
  }

  /**
   * Return the code point at a UTF-16 unit.
   * @param {number} unit
   * @returns {number}
   */
  toPoint(unit) {
    const before = countBelow(this.pairs, unit - 1);
    if (unit < 0 || unit > this.length) throw new RangeError(`unit ${unit} lies outside a text of ${this.length}`);
    if (this.pairs[before] === unit - 1) throw new RangeError(`unit ${unit} lies inside a character`);
    return unit - before;
  }

  /**
   * Return the UTF-16 unit at a code point.
   * @param {number} point
   * @returns {number}
   */
  toUnit(point) {
    const unit = point + countBelow(this.points, point);
    if (point < 0 || unit > this.length) throw new RangeError(`code point ${point} lies outside the text`);
    return unit;
  }
}

/**
 * Return how many of some sorted numbers are less than a limit.
 * @param {number[]} sorted
 * @param {number} limit
 * @returns {number}
 */
function countBelow(sorted, limit) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

// spans.js

/**
 * Passages: words, sentences and turns in a text, in UTF-16 units, half-open.
 * @typedef {{start: number, stop: number}} Span
 */

const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’ʼ-][\p{L}\p{M}\p{N}_]+)*|\p{RI}\p{RI}|\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]*(?:\u200D\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]*)*/gu;
const STOP = /[.?!…]+["'”’»)\]]*(?=\s)|\n/g;
const SHORT =
  /(?:(?:^|[^\p{L}\p{N}])(?:dhr|mevr|mw|mr|mrs|ms|dr|drs|prof|ds|st|bijv|bv|enz|evt|nl|nr|ca|vs|etc|resp|incl|max|min|tel|ul|вул|буд|ім|див|напр)|(?:^|[^\p{L}\p{N}])[\p{L}\p{N}]|(?:[\p{L}\p{N}]\.)+[\p{L}\p{N}])\.$/iu;
/** How many underlines find room under a line of text. */
const LANES = 4;

/**
 * @param {Span} one
 * @param {Span} other
 */
function overlap(one, other) {
  return one.start < other.stop && other.start < one.stop;
}

/**
 * Return the words (and pictures) between two positions.
 * @param {string} text
 * @param {Span} within
 * @returns {Span[]}
 */
function words(text, within) {
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
function sentences(text, within) {
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
function trim(text, span) {
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
function whole(text, span) {
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
function indexAt(parts, at) {
  const index = parts.findIndex((one) => at < one.stop);
  return index < 0 ? parts.length - 1 : index;
}

/**
 * Give each of some overlapping spans the lowest lane that is free, so that all can be underlined.
 * @template {Span & {lane?: number}} T
 * @param {T[]} spans
 */
function intoLanes(spans) {
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
function freeLane(beside) {
  const taken = new Set(beside.map((one) => one.lane));
  for (let lane = 0; lane < LANES; lane++) if (!taken.has(lane)) return lane;
  return beside.length % LANES;
}

// moves.js

/**
 * Reading and selecting with the keyboard: each command turns the selection into another one.
 * @typedef {import("./spans.js").Span} Span
 * @typedef {{text: string, blocks: Span[]}} Sheet
 */

/**
 * @param {Sheet} sheet
 * @param {number} at
 */
function blockAt({ blocks }, at) {
  return Math.max(0, countBelow(blocks.map((block) => block.start), at + 1) - 1);
}

/**
 * The parts (words or sentences) of the blocks around a span, in order.
 * @param {Sheet} sheet
 * @param {Span} span
 * @param {(text: string, within: Span) => Span[]} parts
 */
function around(sheet, span, parts) {
  const [first, last] = [blockAt(sheet, span.start) - 1, blockAt(sheet, span.stop) + 1];
  return sheet.blocks.slice(Math.max(0, first), last + 1).flatMap((block) => parts(sheet.text, block));
}

/**
 * The smallest span over all parts that a span touches.
 * @param {Span[]} parts
 * @param {Span} span
 * @returns {Span}
 */
function over(parts, span) {
  const touched = parts.filter((part) => overlap(part, { start: span.start, stop: Math.max(span.stop, span.start + 1) }));
  if (!touched.length) return span;
  return { start: Math.min(span.start, touched[0].start), stop: Math.max(span.stop, touched[touched.length - 1].stop) };
}

/** @param {Span} one @param {Span} other */
function same(one, other) {
  return one.start === other.start && one.stop === other.stop;
}

/** @type {Record<string, (sheet: Sheet, span: Span) => Span | undefined>} */
const MOVES = {
  "next-word": (sheet, span) => around(sheet, span, words).find((word) => word.start >= Math.max(span.stop, span.start + 1)),
  "previous-word": (sheet, span) => around(sheet, span, words).filter((word) => word.stop <= span.start).pop(),
  "end-later": (sheet, span) => stopAt(span, around(sheet, span, words).find((word) => word.stop > span.stop)),
  "end-earlier": (sheet, span) => stopAt(span, around(sheet, span, words).filter((word) => word.stop <= span.stop && word.stop > span.start).slice(0, -1).pop()),
  "start-earlier": (sheet, span) => startAt(span, around(sheet, span, words).filter((word) => word.start < span.start).pop()),
  "start-later": (sheet, span) => startAt(span, around(sheet, span, words).find((word) => word.start > span.start && word.start < span.stop)),
  "more-sentence": (sheet, span) => stopAt(span, around(sheet, span, sentences).find((one) => one.stop > span.stop)),
  "less-sentence": (sheet, span) => stopAt(span, around(sheet, span, sentences).filter((one) => one.stop < span.stop && one.stop > span.start).pop()),
  grow: (sheet, span) => levels(sheet, span).find((bigger) => !same(bigger, span)),
  shrink: (sheet, span) => smaller(sheet, span),
  "next-turn": (sheet, span) => firstWord(sheet, sheet.blocks[blockAt(sheet, span.start) + 1]),
  "previous-turn": (sheet, span) => firstWord(sheet, sheet.blocks[blockAt(sheet, span.start) - 1]),
  "first-turn": (sheet) => firstWord(sheet, sheet.blocks[0]),
  "last-turn": (sheet) => firstWord(sheet, sheet.blocks[sheet.blocks.length - 1]),
};

/** @param {Span} span @param {Span | undefined} part */
function stopAt(span, part) {
  return part && { start: span.start, stop: part.stop };
}

/** @param {Span} span @param {Span | undefined} part */
function startAt(span, part) {
  return part && { start: part.start, stop: span.stop };
}

/**
 * The words, sentences and turns that a span touches: each at least as big as the one before.
 * @param {Sheet} sheet
 * @param {Span} span
 */
function levels(sheet, span) {
  return [over(around(sheet, span, words), span), over(around(sheet, span, sentences), span), over(sheet.blocks, span)];
}

/**
 * @param {Sheet} sheet
 * @param {Span} span
 */
function smaller(sheet, span) {
  const [, sentence] = levels(sheet, span);
  const firstSentence = around(sheet, span, sentences).find((one) => one.stop > span.start);
  const first = around(sheet, span, words).find((word) => word.start >= span.start);
  return firstSentence && !same(sentence, firstSentence) && !same(span, firstSentence) && span.stop > firstSentence.stop ? firstSentence : first;
}

/**
 * @param {Sheet} sheet
 * @param {Span | undefined} block
 */
function firstWord(sheet, block) {
  return block && (words(sheet.text, block)[0] ?? block);
}

/**
 * Return the selection after a command; the same one where there is nowhere to go, null where the command is no move.
 * @param {string} command
 * @param {Sheet} sheet
 * @param {Span | null} span the selection
 * @param {number} from where reading is, if nothing is selected
 * @returns {Span | null}
 */
function moved(command, sheet, span, from) {
  const move = MOVES[command];
  if (!move || !sheet.blocks.length) return null;
  if (span) return move(sheet, span) ?? span;
  const near = sheet.blocks[blockAt(sheet, from)];
  const found = words(sheet.text, near);
  const first = found[indexAt(found, from)] ?? near;
  return command.endsWith("-turn") ? (move(sheet, first) ?? first) : first;
}

// filter.js

/** Finding a code by what somebody types. */

/**
 * Return words as they are compared: lower case, without accents.
 * @param {string} words
 * @returns {string}
 */
function plain(words) {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’ʼ]/g, "'").trim();
}

/**
 * Return how well a name fits what was typed: 0 begins so, 1 a word in it does, 2 it has it inside, 3 its words begin so; -1 not at all.
 * @param {string} name
 * @param {string} typed
 * @returns {number}
 */
function fit(name, typed) {
  const [whole, part] = [plain(name), plain(typed)];
  if (!part || whole.startsWith(part)) return 0;
  const words = whole.split(/[\s-]+/);
  if (words.some((word) => word.startsWith(part))) return 1;
  if (whole.includes(part)) return 2;
  const pieces = part.split(/\s+/);
  return pieces.every((piece) => words.some((word) => word.startsWith(piece))) ? 3 : -1;
}

/**
 * Return the codes that fit what was typed, the best first. Labels count in every language, and so does the id.
 * @template {{id: string, label: Record<string, string>}} T
 * @param {T[]} codes
 * @param {string} typed
 * @returns {T[]}
 */
function filterCodes(codes, typed) {
  const scored = codes.map((code, order) => {
    const fits = [...Object.values(code.label), code.id].map((name) => fit(name, typed)).filter((score) => score >= 0);
    return { code, order, score: fits.length ? Math.min(...fits) : -1 };
  });
  return scored
    .filter((one) => one.score >= 0)
    .sort((a, b) => a.score - b.score || a.order - b.order)
    .map((one) => one.code);
}

/**
 * Return where words occur in a text, whatever the case; at most `limit` places.
 * @param {string} text
 * @param {string} wanted
 * @param {number} limit
 * @returns {import("./spans.js").Span[]}
 */
function occurrences(text, wanted, limit = 5000) {
  if (!wanted.trim()) return [];
  const pattern = wanted.normalize("NFC").replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  const found = [];
  for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
    found.push({ start: match.index, stop: match.index + match[0].length });
    if (found.length >= limit) break;
  }
  return found;
}

// keys.js

/** What a key does in the text. Letters are not among the commands: they begin the name of a code. */

/** @type {Record<string, string>} */
const PLAIN = {
  ArrowRight: "next-word", ArrowLeft: "previous-word", ArrowDown: "next-turn", ArrowUp: "previous-turn", Home: "first-turn", End: "last-turn",
  " ": "grow", Enter: "do", Delete: "remove", Backspace: "remove", Escape: "clear",
  F2: "change", F4: "memo", F6: "next-area", "/": "find", "?": "help", F1: "help",
  ".": "next-passage", ",": "previous-passage", ">": "next-suggestion", "<": "previous-suggestion", ";": "next-uncoded", ":": "previous-uncoded",
  "=": "same-code", "[": "start-earlier", "{": "start-later", "]": "end-later", "}": "end-earlier",
};
/** @type {Record<string, string>} */
const SHIFTED = {
  ArrowRight: "end-later", ArrowLeft: "end-earlier", ArrowDown: "more-sentence", ArrowUp: "less-sentence", " ": "shrink",
  Enter: "accept-all", Delete: "decline-all", Backspace: "decline-all", F6: "previous-area",
};
/** @type {Record<string, string>} */
const CONTROL = { z: "undo", y: "redo", f: "find", ArrowRight: "start-later", ArrowLeft: "start-earlier" };

/**
 * Return the command that a key stands for, or null: a name, `code:N` (N from 0), `explain:N` or `type:letter`.
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean, isComposing?: boolean}} event
 * @returns {string | null}
 */
function commandOf(event) {
  const { key, shiftKey } = event;
  if (event.isComposing || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return controlled(key, Boolean(shiftKey));
  if (/^[0-9]$/.test(key)) return `code:${(Number(key) + 9) % 10}`;
  if (shiftKey && SHIFTED[key]) return SHIFTED[key];
  const digit = /^Digit([0-9])$/.exec(event.code ?? "");
  if (shiftKey && digit) return `explain:${(Number(digit[1]) + 9) % 10}`;
  if (PLAIN[key]) return PLAIN[key];
  return /^\p{L}$/u.test(key) ? `type:${key}` : null;
}

/**
 * @param {string} key
 * @param {boolean} shift
 * @returns {string | null}
 */
function controlled(key, shift) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (name === "z" && shift) return "redo";
  if (name.startsWith("Arrow") && !shift) return null;
  return CONTROL[name] ?? null;
}

/** The key list, as it is shown: [heading, [keys, name of the phrase that says what they do]…]. @type {[string, [string, string][]][]} */
const KEY_LIST = [
  ["keys-select", [
    ["← →", "key-word"], ["Space", "key-grow"], ["⇧ ← →", "key-end"], ["Ctrl ⇧ ← →", "key-start"], ["[ { ] }", "key-edges"], ["⇧ ↑ ↓", "key-sentence"], ["↑ ↓", "key-turn"],
    ["Home End", "key-ends"],
  ]],
  ["keys-code", [
    ["1 … 9 0", "key-digit"], ["A … Z", "key-letter"], ["⇧ 1 … 9", "key-explain"], ["Enter", "key-enter"], ["F2", "key-change"], ["Delete", "key-delete"], ["F4", "key-memo"],
  ]],
  ["keys-suggestions", [["> <", "key-suggestion"], ["Enter", "key-accept"], ["1 … ⇧ ←", "key-changed"], ["Delete", "key-decline"], ["⇧ Enter", "key-accept-all"], ["⇧ Delete", "key-decline-all"]]],
  ["keys-find", [[". ,", "key-passage"], ["; :", "key-uncoded"], ["=", "key-same"], ["/", "key-find"], ["F6", "key-area"]]],
  ["keys-rest", [["Ctrl Z", "key-undo"], ["Ctrl Y", "key-redo"], ["Esc", "key-clear"], ["?", "key-help"]]],
];

// colour.js

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
function readColour(words, index) {
  const hex = /^#[0-9a-f]{6}$/i.test(words ?? "") ? /** @type {string} */ (words) : SCHEME[index % SCHEME.length];
  return /** @type {Colour} */ ([1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
}

/** @param {Colour} colour */
function css(colour) {
  return `rgb(${colour.map(Math.round).join(" ")})`;
}

/**
 * @param {Colour} one
 * @param {Colour} other
 * @param {number} share of the first
 * @returns {Colour}
 */
function mix(one, other, share) {
  return /** @type {Colour} */ (one.map((value, i) => value * share + other[i] * (1 - share)));
}

/** @param {Colour} colour */
function luminance(colour) {
  const [r, g, b] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * Return the contrast of two colours as WCAG counts it, 1 to 21.
 * @param {Colour} one
 * @param {Colour} other
 */
function contrast(one, other) {
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
function standOut(colour, ground, least) {
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
function shades(colour, ground, ink) {
  let share = luminance(ground) > 0.4 ? 0.2 : 0.34;
  while (share < 0.5 && contrast(mix(colour, ground, share), ground) < 1.2) share += 0.03;
  while (share > 0.05 && contrast(ink, mix(colour, ground, share)) < 7) share -= 0.03;
  const tint = mix(colour, ground, share);
  return { tint, line: standOut(standOut(colour, tint, 3), ground, 3.2) };
}

// styles.js

/** The look of every highlight, for the theme that is on. */

/** @type {Record<string, {ground: import("./colour.js").Colour, ink: import("./colour.js").Colour}>} */
const THEMES = { light: { ground: [255, 255, 255], ink: [29, 33, 38] }, dark: { ground: [24, 26, 30], ink: [228, 230, 233] } };

/**
 * Return the style sheet of the highlights and swatches.
 * @param {{codes: import("./store.js").Code[], theme: string, selector: (name: string) => string, root: string}} how
 */
function styleSheet({ codes, theme, selector, root }) {
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
function lineColour(code, index, theme) {
  const { ground, ink } = THEMES[theme];
  return css(shades(readColour(code?.colour, index), ground, ink).line);
}

/**
 * Return the theme of the notebook around an element: `light` or `dark`.
 * @param {Document} page
 */
function themeOf(page) {
  const { body, documentElement: html } = page;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "true" ? "light" : "dark";
  if (body.classList.contains("vscode-dark") || (body.classList.contains("vscode-high-contrast") && !body.classList.contains("vscode-high-contrast-light"))) return "dark";
  if (body.classList.contains("vscode-light") || html.getAttribute("theme") === "light") return "light";
  if (html.getAttribute("theme") === "dark") return "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

// phrases.js

/** What the page says, in Dutch and English: [nl, en]. */

/** @type {Record<string, [string, string]>} */
const PHRASES = {
  text: ["Transcript", "Transcript"],
  "text-help": ["Pijltjes kiezen woorden, een cijfer geeft een code, ? toont alle toetsen.", "Arrows select words, a digit gives a code, ? shows all keys."],
  documents: ["Documenten", "Documents"],
  "choose-document": ["Ander document kiezen", "Choose another document"],
  progress: ["{coded} van {turns} beurten · {codings} coderingen", "{coded} of {turns} turns · {codings} codings"],
  find: ["Zoeken in de tekst", "Search in the text"],
  found: ["{index} van {count}", "{index} of {count}"],
  "found-none": ["niet gevonden", "not found"],
  "next-uncoded": ["Volgende ongecodeerde beurt", "Next uncoded turn"],
  "next-suggestion": ["Volgende suggestie", "Next suggestion"],
  "next-passage": ["Volgende passage", "Next passage"],
  uncoded: ["ongecodeerd", "uncoded"],
  suggestion: ["suggestie", "suggestion"],
  passage: ["passage", "passage"],
  jump: ["Spring naar de volgende", "Jump to the next"],
  undo: ["Ongedaan maken", "Undo"],
  redo: ["Opnieuw doen", "Redo"],
  help: ["Toetsen", "Keys"],
  language: ["In English", "In het Nederlands"],
  saved: ["Opgeslagen", "Saved"],
  saving: ["Opslaan…", "Saving…"],
  waiting: ["Niet opgeslagen: {count} wacht", "Not saved: {count} waiting"],
  "waiting-why": [
    "De kernel antwoordt niet (bezig, gestopt of opnieuw gestart). Niets raakt kwijt zolang deze pagina open blijft: {count} handeling(en) worden opgeslagen zodra de kernel terug is. Na een herstart: voer de cel opnieuw uit.",
    "The kernel does not answer (busy, stopped or restarted). Nothing is lost while this page stays open: {count} action(s) will be saved as soon as the kernel is back. After a restart: run the cell again.",
  ],
  "not-written": ["Er kon niet worden opgeslagen; het wordt hier bewaard en opnieuw geprobeerd. {problem}", "It could not be saved; it is kept here and tried again. {problem}"],
  refused: ["Dat ging niet. {problem}", "That was not done. {problem}"],
  left: ["Niet alles ging terug. {problem}", "Not everything went back. {problem}"],
  "text-changed": ["De tekst is intussen veranderd; hij staat er nu opnieuw. Doe dit nog eens.", "The text was changed in the meantime; it is shown anew. Please do this again."],
  "step-gone": ["Er is intussen iets anders gedaan, dus er is niets teruggenomen. Kijk, en druk nog eens.", "Something else was done in the meantime, so nothing was taken back. Look, and press again."],
  "suggestion-gone": ["Deze suggestie is er niet meer: de tekst of de trefwoorden zijn veranderd.", "This suggestion is not made any more: the text or its keywords were changed."],
  "codings-gone": ["Een van deze coderingen geldt niet meer. Kijk nog eens, en neem over wat er staat.", "One of these codings does not hold any more. Look again, and take over those that do."],
  loading: ["De tekst wordt opgehaald…", "Fetching the text…"],
  "no-answer": ["De kernel antwoordt niet. Voer de cel opnieuw uit.", "The kernel does not answer. Run the cell again."],
  empty: ["Dit document heeft nog geen tekst.", "This document has no text yet."],
  map: ["Overzicht: waar coderingen, suggesties en memo's staan", "Overview: where codings, suggestions and memos are"],
  side: ["Passage en codeboek", "Passage and codebook"],
  "at-passage": ["Passage", "Passage"],
  "nothing-here": ["Selecteer woorden, of klik op een gecodeerde passage.", "Select words, or click a coded passage."],
  "not-coded": ["Nog geen code. Druk een cijfer of typ de naam van een code.", "No code yet. Press a digit or type the name of a code."],
  words: ["{count} woorden", "{count} words"],
  word: ["1 woord", "1 word"],
  codebook: ["Codeboek", "Codebook"],
  "new-code": ["Nieuwe code", "New code"],
  "new-code-named": ["Nieuwe code „{name}”", "New code “{name}”"],
  "in-vivo": ["Deze woorden als code: „{name}”", "These words as a code: “{name}”"],
  definition: ["Definitie", "Definition"],
  include: ["Wel", "Include"],
  exclude: ["Niet", "Exclude"],
  examples: ["Voorbeelden", "Examples"],
  label: ["Naam", "Name"],
  change: ["Code wijzigen", "Change code"],
  withdraw: ["Intrekken", "Withdraw"],
  memo: ["Memo", "Memo"],
  "memo-passage": ["Memo bij deze passage", "Memo on this passage"],
  "memo-document": ["Memo bij dit document", "Memo on this document"],
  "memo-code": ["Memo bij de code „{name}”", "Memo on the code “{name}”"],
  "edit-definition": ["Definitie wijzigen", "Change definition"],
  "next-of-code": ["Volgende passage", "Next passage"],
  place: ["Plek", "Place"],
  voice: ["Stem", "Voice"],
  "as-document": ["als het document", "as the document"],
  "as-turn": ["als de spreker", "as the speaker"],
  resident: ["bewoner", "resident"],
  professional: ["professional", "professional"],
  researcher: ["onderzoeker", "researcher"],
  interviewer: ["interviewer", "interviewer"],
  respondent: ["respondent", "respondent"],
  observer: ["observator", "observer"],
  edges: ["Grenzen", "Edges"],
  start: ["Begin", "Start"],
  end: ["Einde", "End"],
  "start-earlier": ["Begin een woord eerder", "Start a word earlier"],
  "start-later": ["Begin een woord later", "Start a word later"],
  "end-earlier": ["Einde een woord eerder", "End a word earlier"],
  "end-later": ["Einde een woord later", "End a word later"],
  "keep-edges": ["Grenzen bewaren", "Keep these edges"],
  "edges-changed": ["Nieuwe grenzen. Enter bewaart ze, Esc laat ze zoals ze waren.", "New edges. Enter keeps them, Esc leaves them as they were."],
  suggested: ["Suggestie", "Suggestion"],
  because: ["vanwege „{matched}”", "because of “{matched}”"],
  accept: ["Overnemen", "Accept"],
  decline: ["Afwijzen", "Decline"],
  "accept-all": ["Alle {count} overnemen", "Accept all {count}"],
  "decline-all": ["Alle {count} afwijzen", "Decline all {count}"],
  "accept-all-of": ["Alle suggesties „{keyword}” voor „{code}” overnemen?", "Accept all suggestions “{keyword}” for “{code}”?"],
  "decline-all-of": ["Alle suggesties „{keyword}” voor „{code}” afwijzen?", "Decline all suggestions “{keyword}” for “{code}”?"],
  "one-step": ["Dit is één stap: Ctrl-Z maakt alles samen ongedaan.", "This is one step: Ctrl-Z takes back all of it."],
  "from-suggestion": ["uit een suggestie", "from a suggestion"],
  by: ["door {coder}", "by {coder}"],
  adopt: ["Ook zo coderen", "Code it so too"],
  "adopt-agreed": ["Overnemen waar allen het eens zijn ({count})", "Take over what they agree on ({count})"],
  "adopt-all-of": ["Deze coderingen overnemen als {by}?", "Take over these codings as {by}?"],
  others: ["Naast elkaar: {names}", "Side by side: {names}"],
  "unsure-codings": ["{count} codering(en) hebben geen zekere plek meer in de tekst; project.check() toont ze.", "{count} coding(s) have no certain position in the text any more; project.check() lists them."],
  close: ["Sluiten", "Close"],
  cancel: ["Annuleren", "Cancel"],
  save: ["Opslaan", "Save"],
  palette: ["Code kiezen", "Choose a code"],
  "palette-hint": ["Typ de eerste letters, in welke taal ook", "Type the first letters, in any language"],
  "palette-none": ["Geen code past.", "No code fits."],
  "say-coded": ["{code}: opgeslagen", "{code}: saved"],
  "say-withdrawn": ["Ingetrokken", "Withdrawn"],
  "say-changed": ["Gewijzigd", "Changed"],
  "say-undone": ["Ongedaan gemaakt", "Undone"],
  "say-redone": ["Opnieuw gedaan", "Done again"],
  "say-elsewhere": ["Dit was in {document}", "This was in {document}"],
  "say-memo": ["Memo opgeslagen", "Memo saved"],
  "say-memo-gone": ["Memo weggehaald", "Memo taken away"],
  "say-accepted": ["Overgenomen", "Accepted"],
  "say-declined": ["Afgewezen", "Declined"],
  "say-code-added": ["Nieuwe code in het codeboek", "New code in the codebook"],
  "say-defined": ["Codeboek gewijzigd", "Codebook changed"],
  "say-nothing": ["Er is niets om ongedaan te maken", "There is nothing to undo"],
  "say-nothing-redo": ["Er is niets om opnieuw te doen", "There is nothing to redo"],
  "say-select": ["Selecteer eerst woorden", "Select words first"],
  "say-no-more": ["Geen volgende", "No next one"],
  "say-no-code": ["Code {number} bestaat niet", "There is no code {number}"],
  "say-selected": ["Geselecteerd: {words}", "Selected: {words}"],
  "say-outside": ["Elders is iets veranderd; het staat er nu bij", "Something changed elsewhere; it is shown now"],
  "say-own-only": ["Deze codering is van {coder}", "This coding is by {coder}"],
  document: ["Document", "Document"],
  done: ["klaar", "done"],
  section: ["Kopje", "Heading"],
  turn: ["Beurt", "Turn"],
  "keys-select": ["Lezen en selecteren", "Reading and selecting"],
  "keys-code": ["Coderen", "Coding"],
  "keys-suggestions": ["Suggesties", "Suggestions"],
  "keys-find": ["De weg vinden", "Finding the way"],
  "keys-rest": ["Verder", "Further"],
  Space: ["Spatie", "Space"],
  "key-word": ["volgend of vorig woord", "next or previous word"],
  "key-grow": ["groter: woord, zin, beurt (met ⇧ kleiner)", "bigger: word, sentence, turn (with ⇧ smaller)"],
  "key-end": ["einde een woord verder of terug", "end a word further or back"],
  "key-start": ["begin een woord verder of terug", "start a word further or back"],
  "key-edges": ["grenzen van selectie of passage", "edges of selection or passage"],
  "key-sentence": ["een zin erbij of eraf", "a sentence more or less"],
  "key-turn": ["volgende of vorige beurt", "next or previous turn"],
  "key-ends": ["eerste of laatste beurt", "first or last turn"],
  "key-digit": ["geef deze code", "give this code"],
  "key-letter": ["zoek een code op naam", "find a code by name"],
  "key-explain": ["wat de code betekent", "what the code means"],
  "key-enter": ["kies code · bewaar grenzen", "choose code · keep edges"],
  "key-change": ["andere code voor deze passage", "another code for this passage"],
  "key-delete": ["trek codering in", "withdraw coding"],
  "key-memo": ["memo schrijven", "write a memo"],
  "key-accept": ["neem over", "accept"],
  "key-changed": ["andere grenzen of code, dan overnemen", "other edges or code, then accept"],
  "key-decline": ["wijs af", "decline"],
  "key-accept-all": ["alle van deze regel overnemen", "accept all of this rule"],
  "key-decline-all": ["alle van deze regel afwijzen", "decline all of this rule"],
  "key-passage": ["volgende of vorige passage", "next or previous passage"],
  "key-suggestion": ["volgende of vorige", "next or previous"],
  "key-uncoded": ["volgende of vorige ongecodeerde beurt", "next or previous uncoded turn"],
  "key-same": ["volgende passage met dezelfde code", "next passage with the same code"],
  "key-find": ["zoeken in de tekst", "search in the text"],
  "key-undo": ["ongedaan maken", "undo"],
  "key-redo": ["opnieuw doen", "redo"],
  "key-area": ["naar het volgende deel van het scherm", "to the next part of the screen"],
  "key-clear": ["loslaten", "let go"],
  "key-help": ["deze lijst", "this list"],
};

/**
 * Return the function that says a phrase in a language.
 * @param {string} language
 * @returns {(name: string, values?: Record<string, any>) => string}
 */
function phrasesIn(language) {
  const index = language === "nl" ? 0 : 1;
  return (name, values = {}) => {
    const phrase = PHRASES[name]?.[index] ?? name;
    return phrase.replace(/\{(\w+)\}/g, (_, field) => String(values[field] ?? ""));
  };
}

// queue.js

/**
 * Actions on their way to the disk. One is sent at a time and kept until the kernel says that it is saved; what gets no answer is sent
 * again with the same id, so that it is not done twice.
 * @typedef {{id: string, type: string, sentAt?: number, [field: string]: any}} Action
 */

/** Milliseconds without an answer after which an action counts as not saved, and is sent again. */
const PATIENCE = 4000;
const RETRY = 2500;

class Queue {
  /**
   * @param {{send: (action: Action) => void, prepare?: (action: Action) => Action | null, changed: () => void, now?: () => number,
   *   later?: (what: () => void, ms: number) => any}} world
   */
  constructor({ send, prepare = (action) => action, changed, now = () => Date.now(), later = (what, ms) => setTimeout(what, ms) }) {
    /** @type {Action[]} */
    this.items = [];
    this.problem = "";
    this.world = { send, prepare, changed, now, later };
    this.ticking = false;
    this.closed = false;
  }

  /** Return `saved`, `saving`, or `waiting` where there has been no answer for too long or the disk refused. */
  get state() {
    if (!this.items.length) return "saved";
    const since = this.items[0].since;
    return this.problem || (since !== undefined && this.world.now() - since > PATIENCE) ? "waiting" : "saving";
  }

  /** @param {Action} action */
  add(action) {
    this.items.push(action);
    this.pump();
  }

  /** Send the first action, if it was not sent or its answer is overdue. */
  pump() {
    while (this.items.length && !this.items[0].ready) {
      const ready = this.world.prepare(this.items[0]);
      if (ready) this.items[0] = { ...ready, ready: true, since: this.world.now() };
      else this.items.shift();
    }
    const head = this.items[0];
    if (head && !this.closed && (head.sentAt === undefined || this.world.now() - head.sentAt >= RETRY)) {
      head.sentAt = this.world.now();
      const { ready, since, sentAt, ...message } = head;
      try {
        this.world.send(/** @type {Action} */ (message));
      } catch (error) {
        this.problem = this.problem || String(error);
      }
    }
    this.world.changed();
    this.tick();
  }

  tick() {
    if (this.ticking || this.closed || !this.items.length) return;
    this.ticking = true;
    this.world.later(() => {
      this.ticking = false;
      this.pump();
    }, 500);
  }

  /**
   * The kernel answered: the action is on the disk, or was refused for good.
   * @param {string} id
   * @returns {Action | undefined}
   */
  answered(id) {
    const index = this.items.findIndex((one) => one.id === id);
    if (index < 0) return undefined;
    this.problem = "";
    const [done] = this.items.splice(index, 1);
    this.pump();
    return done;
  }

  /**
   * The kernel could not write: keep everything and try again.
   * @param {string} id
   * @param {string} problem
   */
  kept(id, problem) {
    if (this.items.some((one) => one.id === id)) this.problem = problem;
    this.world.changed();
  }

  /** Give up what is not saved, for another page to save. */
  giveUp() {
    const left = this.items.map(({ sentAt, since, ...action }) => ({ ...action, since: this.world.now() }));
    this.items = [];
    return left;
  }
}

/**
 * What pages on this browser tab have not saved, by study and coder: a page that closes leaves it here, the next one saves it.
 * @returns {Map<string, Action[]>}
 */
function leftBehind() {
  const key = Symbol.for("placemeaning.coder.unsaved");
  const world = /** @type {any} */ (globalThis);
  world[key] ??= new Map();
  return world[key];
}

// store.js

/**
 * What the page knows. Positions are turned into UTF-16 units when they come in.
 * @typedef {{id: string, start: number, stop: number, code: string, coder: string, place: string | null, voice: string | null, memo: string,
 *   suggested: boolean, status: string, lane: number}} Coding
 * @typedef {{id: string, start: number, stop: number, code: string, rule: string, keyword: string, matched: string, from: number, to: number}} Offer
 * @typedef {{id: string, label: Record<string, string>, parent: string | null, definition: string, include: string, exclude: string,
 *   examples: string[], colour: string | null, codable: boolean}} Code
 * @typedef {{start: number, stop: number, kind: string, speaker: string | null, role: string | null, seconds: number | null,
 *   place: string | null, voice: string | null}} Block
 */

const SURE = ["exact", "moved", "edited"];

class Store {
  constructor() {
    /** @type {Map<string, Coding>} */
    this.codings = new Map();
    /** @type {Coding[]} Those whose position is sure. */
    this.sure = [];
    /** @type {Map<string, number>} How often each code was given by this coder. */
    this.counts = new Map();
    /** @type {Map<string, Offer>} */
    this.suggestions = new Map();
    /** @type {Map<string, {about: string, coder: string, words: string}>} */
    this.memos = new Map();
    /** @type {Code[]} */
    this.codes = [];
    /** @type {Block[]} */
    this.blocks = [];
    /** @type {any} */
    this.document = { id: "", text: "", title: "", digest: "", language: "nl", places: [] };
    /** @type {string | null} */
    this.undo = null;
    /** @type {string | null} */
    this.redo = null;
    this.by = "";
    /** @type {string[]} */
    this.show = [];
    /** @type {[string, string][]} */
    this.places = [];
    this.points = new Points("");
    this.study = "";
    this.suggests = true;
    /** @type {string[]} */
    this.languages = ["nl"];
  }

  get text() {
    return this.document.text;
  }

  /** @param {any} message `everything` */
  load(message) {
    const { document, book } = message;
    this.document = document;
    this.points = new Points(document.text);
    Object.assign(this, { by: message.by, show: message.show, places: message.places, study: message.study, suggests: message.suggests, undo: message.undo, redo: message.redo });
    this.codes = book.codes;
    this.languages = book.languages;
    this.blocks = document.blocks.map((/** @type {any[]} */ row) => this.block(row));
    this.codings = new Map(message.codings.map((/** @type {any[]} */ row) => [row[0], this.coding(row)]));
    this.suggestions = new Map(message.suggestions.map((/** @type {any[]} */ row) => [row[0], this.offer(row)]));
    this.memos = new Map(message.memos.map((/** @type {any[]} */ row) => [row[0], { about: row[1], coder: row[2], words: row[3] }]));
    this.sure = [...this.codings.values()].filter((one) => SURE.includes(one.status));
    this.counts = new Map();
    for (const one of this.own()) this.count(one, 1);
    intoLanes(this.sure);
  }

  /** @param {Coding} one @param {number} change */
  count(one, change) {
    if (one.coder === this.by) this.counts.set(one.code, (this.counts.get(one.code) ?? 0) + change);
  }

  /** @param {string} id @param {Coding[]} drop where it is remembered */
  remove(id, drop) {
    const old = this.codings.get(id);
    if (!old) return;
    drop.push(old);
    this.codings.delete(id);
    const at = this.sure.indexOf(old);
    if (at < 0) return;
    this.sure.splice(at, 1);
    this.count(old, -1);
  }

  /**
   * Take in a difference.
   * @param {any} message `change`
   * @returns {{put: Coding[], drop: Coding[], suggestions: boolean, memos: boolean}} what must be painted again
   */
  change(message) {
    /** @type {Coding[]} */
    const drop = [];
    for (const id of message.codings?.drop ?? []) this.remove(id, drop);
    const put = (message.codings?.put ?? []).map((/** @type {any[]} */ row) => this.put(row, drop));
    this.table(this.suggestions, message.suggestions, (row) => this.offer(row));
    this.table(this.memos, message.memos, (row) => ({ about: row[1], coder: row[2], words: row[3] }));
    if ("undo" in message) this.undo = message.undo;
    if ("redo" in message) this.redo = message.redo;
    return { put, drop, suggestions: Boolean(message.suggestions), memos: Boolean(message.memos) };
  }

  /**
   * @param {any[]} row
   * @param {Coding[]} drop
   */
  put(row, drop) {
    const made = this.coding(row);
    this.remove(made.id, drop);
    made.lane = freeLane(this.sure.filter((one) => overlap(one, made)));
    this.codings.set(made.id, made);
    if (SURE.includes(made.status)) {
      this.sure.push(made);
      this.count(made, 1);
    }
    return made;
  }

  /**
   * @param {Map<string, any>} table
   * @param {any} difference
   * @param {(row: any[]) => any} make
   */
  table(table, difference, make) {
    for (const id of difference?.drop ?? []) table.delete(id);
    for (const row of difference?.put ?? []) table.set(row[0], make(row));
  }

  /** @param {any[]} row */
  coding(row) {
    const [id, start, stop, code, coder, place, voice, memo, suggested, status] = row;
    return { id, start: this.unit(start), stop: this.unit(stop), code, coder, place, voice, memo, suggested, status, lane: 0 };
  }

  /** @param {any[]} row */
  offer(row) {
    const [id, start, stop, code, rule, keyword, matched, from, to] = row;
    return { id, start: this.unit(start), stop: this.unit(stop), code, rule, keyword, matched, from: this.unit(from), to: this.unit(to) };
  }

  /** @param {any[]} row */
  block([start, stop, kind, speaker, role, seconds, place, voice]) {
    return { start: this.unit(start), stop: this.unit(stop), kind, speaker, role, seconds, place, voice };
  }

  /** @param {number} point */
  unit(point) {
    return this.points.toUnit(point);
  }

  /** Codings whose position is sure: one's own and those of others who are shown. */
  shown() {
    return this.sure;
  }

  own() {
    return this.sure.filter((one) => one.coder === this.by);
  }

  /** How many codings are on words that are not found any more, or not with certainty. */
  get unsure() {
    return this.codings.size - this.sure.length;
  }

  /** @param {string} id */
  code(id) {
    return this.codes.find((one) => one.id === id);
  }

  /** Codes that can be given, in the order of the codebook: the first ten have digits. */
  codable() {
    return this.codes.filter((one) => one.codable);
  }

  /**
   * @param {string} about
   * @returns {string}
   */
  memoOn(about) {
    return this.memos.get(`${this.by}/${about}`)?.words ?? "";
  }

  /** The memo on a coding, by its own coder: the latest note on it, or the memo that it was made with. @param {Coding} one */
  memoOf(one) {
    return this.memos.get(`${one.coder}/${one.id}`)?.words ?? one.memo;
  }

  /**
   * Everything at a passage: codings first (the shortest first), then suggestions.
   * @param {import("./spans.js").Span} span
   * @returns {({kind: "coding"} & Coding | {kind: "suggestion"} & Offer)[]}
   */
  at(span) {
    const wide = { start: span.start, stop: Math.max(span.stop, span.start + 1) };
    /** @param {import("./spans.js").Span} a @param {import("./spans.js").Span} b */
    const order = (a, b) => a.stop - a.start - (b.stop - b.start) || a.start - b.start;
    const codings = this.shown().filter((one) => overlap(one, wide)).sort(order);
    const offers = [...this.suggestions.values()].filter((one) => overlap(one, wide)).sort(order);
    return [...codings.map((one) => ({ ...one, kind: /** @type {const} */ ("coding") })), ...offers.map((one) => ({ ...one, kind: /** @type {const} */ ("suggestion") }))];
  }

  /** @param {string} name */
  placeName(name) {
    return this.places.find(([id]) => id === name)?.[1] ?? name;
  }

  /** Codings of others that two or more shown coders agree on, one of each agreement: same code, overlapping words; not yet one's own. */
  agreed() {
    const others = this.shown().filter((one) => one.coder !== this.by).sort((a, b) => a.start - b.start || a.stop - b.stop);
    /** @type {Coding[]} */
    const found = [];
    for (const one of others) {
      const twin = others.some((other) => other.coder !== one.coder && other.code === one.code && overlap(one, other));
      const known = [...found, ...this.own()].some((other) => other.code === one.code && overlap(one, other));
      if (twin && !known) found.push(one);
    }
    return found;
  }
}

// dom.js

/** Making elements. Words go in as text and never as markup. */

/**
 * Return a new element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [about] attributes; `class`, `text`, and `on…` for listeners
 * @param {(Node | string | null | undefined | false)[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
function make(tag, about = {}, children = []) {
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
function button(text, press, about = {}) {
  return make("button", { type: "button", class: "pm-button", text, onclick: press, ...about });
}

/**
 * Return seconds as a clock: 75 is 01:15.
 * @param {number | null} seconds
 */
function clock(seconds) {
  if (seconds === null) return "";
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60].map((part) => String(part).padStart(2, "0"));
  return (parts[0] === "00" ? parts.slice(1) : parts).join(":");
}

/**
 * Return words cut to a length, between whole characters.
 * @param {string} words
 * @param {number} length
 */
function shorten(words, length) {
  const characters = Array.from(words.replace(/\s+/g, " ").trim());
  return characters.length <= length ? characters.join("") : `${characters.slice(0, length - 1).join("").trimEnd()}…`;
}

// paint.js

/**
 * Painting passages without touching the document: CSS highlights where the browser has them; where not, only the turns that changed are
 * made again. A highlight has a name, and the look of each name is one rule in a style sheet of the page.
 * @typedef {{name: string, span: import("./spans.js").Span}} Mark
 * @typedef {import("./page.js").Page} Page
 */

/** Whether the browser has CSS highlights. */
function hasHighlights() {
  return typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function" && typeof StaticRange === "function";
}

/** Keeps all marks, and paints those on the blocks that are near what is seen; so the length of a text does not matter. */
class Painter {
  /**
   * @param {Page} page
   * @param {string} prefix what the names begin with, so that two pages do not share them
   */
  constructor(page, prefix) {
    this.page = page;
    this.prefix = prefix;
    /** @type {Map<string, Mark>} */
    this.marks = new Map();
    /** @type {Map<number, Set<string>>} The keys of the marks on each block. */
    this.onBlock = new Map();
    /** @type {Set<number>} The blocks that are near what is seen. */
    this.near = new Set();
  }

  /**
   * @param {string} key
   * @param {Mark} mark
   */
  put(key, mark) {
    this.drop(key);
    for (const index of this.register(key, mark)) this.touch(index);
  }

  /**
   * @param {string} key
   * @param {Mark} mark
   */
  register(key, mark) {
    this.marks.set(key, mark);
    const blocks = this.page.blocksIn(mark.span);
    for (const index of blocks) {
      const keys = this.onBlock.get(index);
      if (keys) keys.add(key);
      else this.onBlock.set(index, new Set([key]));
    }
    return blocks;
  }

  /** @param {string} key */
  drop(key) {
    const old = this.marks.get(key);
    if (!old) return;
    this.marks.delete(key);
    for (const index of this.page.blocksIn(old.span)) {
      this.onBlock.get(index)?.delete(key);
      this.touch(index);
    }
  }

  /** @param {Iterable<[string, Mark]>} marks */
  all(marks) {
    this.marks.clear();
    this.onBlock.clear();
    for (const [key, mark] of marks) this.register(key, mark);
    for (const index of this.near) this.touch(index);
  }

  /** @param {number} index of a block that comes near or goes away @param {boolean} near */
  show(index, near) {
    if (near === this.near.has(index)) return;
    if (near) this.near.add(index);
    else this.near.delete(index);
    this.paint(index);
  }

  /** Forget what is painted: there is another text. */
  clear() {
    for (const index of [...this.near]) this.show(index, false);
    this.marks.clear();
    this.onBlock.clear();
  }

  /** @param {number} index */
  touch(index) {
    if (this.near.has(index)) this.paint(index);
  }

  /** @param {number} index @returns {Mark[]} the marks to paint there: none where it is not near */
  marksOn(index) {
    if (!this.near.has(index)) return [];
    return [...(this.onBlock.get(index) ?? [])].map((key) => /** @type {Mark} */ (this.marks.get(key)));
  }

  /** @param {number} _index */
  paint(_index) {}

  close() {}
}

/** Paints with the CSS Custom Highlight API. */
class HighlightPainter extends Painter {
  /**
   * @param {Page} page
   * @param {string} prefix
   */
  constructor(page, prefix) {
    super(page, prefix);
    /** @type {Map<string, Highlight>} */
    this.highlights = new Map();
    /** @type {Map<number, [Highlight, AbstractRange][]>} */
    this.painted = new Map();
  }

  /**
   * @param {string} name
   * @returns {Highlight}
   */
  highlight(name) {
    let found = this.highlights.get(name);
    if (!found) {
      found = new Highlight();
      found.priority = priority(name);
      this.highlights.set(name, found);
      CSS.highlights.set(this.prefix + name, found);
    }
    return found;
  }

  /** @param {number} index */
  paint(index) {
    for (const [highlight, range] of this.painted.get(index) ?? []) highlight.delete(range);
    this.painted.delete(index);
    const marks = this.marksOn(index);
    if (!marks.length) return;
    this.painted.set(index, marks.map(({ name, span }) => {
      const highlight = this.highlight(name);
      const range = this.page.rangeIn(index, span);
      highlight.add(range);
      return [highlight, range];
    }));
  }

  /** @param {string} name the selector of a highlight */
  selector(name) {
    return `::highlight(${this.prefix}${name})`;
  }

  close() {
    for (const name of this.highlights.keys()) CSS.highlights.delete(this.prefix + name);
  }
}

/** Paints by making the words of a turn again, in pieces, wherever a mark on it changed. */
class PiecePainter extends Painter {
  /**
   * @param {Page} page
   * @param {string} prefix
   */
  constructor(page, prefix) {
    super(page, prefix);
    /** @type {Set<number>} */
    this.stale = new Set();
  }

  /** @param {number} index of a block that is to be made again before the next picture */
  paint(index) {
    if (!this.stale.size) queueMicrotask(() => this.flush());
    this.stale.add(index);
  }

  flush() {
    for (const index of this.stale) if (this.page.blocks[index]) this.draw(index);
    this.stale.clear();
  }

  /** @param {number} index */
  draw(index) {
    const block = this.page.blocks[index];
    const marks = this.marksOn(index);
    const cuts = new Set([block.start, block.stop]);
    for (const { span } of marks) for (const at of [span.start, span.stop]) if (at > block.start && at < block.stop) cuts.add(at);
    const sorted = [...cuts].sort((a, b) => a - b);
    this.page.replaceWords(index, sorted.slice(0, -1).map((start, i) => this.piece({ start, stop: sorted[i + 1] }, marks)));
  }

  /**
   * @param {import("./spans.js").Span} span
   * @param {Mark[]} marks
   */
  piece(span, marks) {
    const names = new Set(marks.filter((mark) => overlap(mark.span, span)).map((mark) => mark.name));
    const here = [...names].sort((a, b) => priority(b) - priority(a)).slice(0, NESTED);
    /** @type {Node} */
    let node = document.createTextNode(this.page.text.slice(span.start, span.stop));
    for (const name of here) {
      const around = document.createElement("span");
      around.className = `pm-mark ${this.prefix}${name}`;
      around.append(node);
      node = around;
    }
    return node;
  }

  /** @param {string} name */
  selector(name) {
    return `.${this.prefix}${name}`;
  }
}

/** How many looks one piece of words can have. */
const NESTED = 6;
/** The looks from bottom to top: suggestions, other coders, own codes, words that fired, then what is being done. */
const LAYERS = [/^s$/, /^o\d/, /^c\d/, /^k$/, /^find$/, /^found$/, /^pending$/, /^focus$/, /^cursor$/, /^draft$/];

/**
 * Return which of two overlapping highlights lies on top.
 * @param {string} name
 */
function priority(name) {
  return LAYERS.findIndex((layer) => layer.test(name)) * 10 + Number(/l(\d)$/.exec(name)?.[1] ?? 0);
}

// page.js

/**
 * The sheet with the words: one element a turn, with one text node that is never changed; and the way between positions and nodes.
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./store.js").Block} Block
 */

/** How many turns the browser lays out or leaves alone together. */
const CHUNK = 12;

class Page {
  /** @param {(name: string, values?: Record<string, any>) => string} say */
  constructor(say) {
    this.say = say;
    /** @type {Block[]} */
    this.blocks = [];
    /** @type {number[]} */
    this.starts = [];
    this.text = "";
    /** @type {HTMLElement[]} */
    this.elements = [];
    /** @type {HTMLElement[]} */
    this.words = [];
    /** @type {HTMLElement[]} */
    this.chunks = [];
    this.sheet = make("div", { class: "pm-sheet" });
  }

  /**
   * Show a text.
   * @param {string} text
   * @param {Block[]} blocks
   * @param {string} language
   */
  load(text, blocks, language) {
    this.text = text;
    this.blocks = blocks;
    this.starts = blocks.map((block) => block.start);
    this.elements = [];
    this.words = [];
    this.chunks = [];
    const patterns = new Map();
    for (let index = 0; index < blocks.length; index += CHUNK) this.chunks.push(this.chunk(index, patterns));
    this.sheet.lang = language;
    this.sheet.replaceChildren(...(blocks.length ? this.chunks : [make("p", { class: "pm-empty", text: this.say("empty") })]));
  }

  /**
   * @param {number} first
   * @param {Map<string, HTMLElement>} patterns
   */
  chunk(first, patterns) {
    const blocks = this.blocks.slice(first, first + CHUNK);
    const lines = blocks.reduce((sum, block) => sum + 1 + Math.floor((block.stop - block.start) / 68), 0);
    const chunk = document.createElement("div");
    chunk.className = "pm-chunk";
    chunk.style.containIntrinsicBlockSize = `auto ${(lines * 1.95 + blocks.length * 0.84).toFixed(1)}rem`;
    chunk.append(...blocks.map((block, i) => this.block(block, first + i, patterns)));
    return chunk;
  }

  /** The blocks of a chunk. @param {number} chunk @returns {number[]} */
  blocksOf(chunk) {
    const first = chunk * CHUNK;
    return Array.from({ length: Math.min(CHUNK, this.blocks.length - first) }, (_, i) => first + i);
  }

  /**
   * @param {Block} block
   * @param {number} index
   * @param {Map<string, HTMLElement>} patterns elements to copy, by kind and role
   */
  block(block, index, patterns) {
    const key = `${block.kind} ${block.role}`;
    if (!patterns.has(key)) patterns.set(key, this.pattern(block));
    const element = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (patterns.get(key)).cloneNode(true));
    const who = /** @type {HTMLElement} */ (element.firstChild);
    const words = /** @type {HTMLElement} */ (who.nextSibling);
    if (block.speaker) /** @type {HTMLElement} */ (who.children[0]).textContent = block.speaker;
    if (block.speaker?.toLowerCase() === who.children[2].textContent?.toLowerCase()) who.children[2].textContent = "";
    if (block.seconds !== null) /** @type {HTMLElement} */ (who.children[1]).textContent = clock(block.seconds);
    words.textContent = this.text.slice(block.start, block.stop);
    element.setAttribute("data-block", String(index));
    this.elements.push(element);
    this.words.push(words);
    return element;
  }

  /** @param {Block} block */
  pattern(block) {
    const role = block.role ?? "none";
    const who = make("div", { class: "pm-who" }, [
      make("span", { class: "pm-speaker" }), make("span", { class: "pm-time" }), make("span", { class: "pm-role", text: block.role ? this.say(block.role) : "" }),
    ]);
    const words = make("div", { class: "pm-words", dir: "auto" });
    return make("div", { class: `pm-block pm-${block.kind} pm-${role}` }, [who, words]);
  }

  /**
   * The blocks that a span touches.
   * @param {Span} span
   * @returns {number[]}
   */
  blocksIn(span) {
    const found = [];
    for (let index = Math.max(0, countBelow(this.starts, span.start + 1) - 1); index < this.blocks.length; index++) {
      if (this.blocks[index].start >= span.stop) break;
      if (this.blocks[index].stop > span.start) found.push(index);
    }
    return found;
  }

  /**
   * The block at a position, or the nearest one before it.
   * @param {number} at
   */
  blockAt(at) {
    return Math.max(0, countBelow(this.starts, at + 1) - 1);
  }

  /**
   * A range over the words of a span in one block: labels and times are left out.
   * @param {number} index
   * @param {Span} span
   * @returns {StaticRange}
   */
  rangeIn(index, span) {
    const block = this.blocks[index];
    const [startContainer, startOffset] = this.spot(index, Math.max(span.start, block.start));
    const [endContainer, endOffset] = this.spot(index, Math.min(span.stop, block.stop));
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  /**
   * The node and offset of a position in a block.
   * @param {number} index
   * @param {number} at
   * @returns {[Node, number]}
   */
  spot(index, at) {
    const words = this.words[index];
    let left = at - this.blocks[index].start;
    const only = words.firstChild;
    if (only && only === words.lastChild && only.nodeType === 3) return [only, left];
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    /** @type {Node | null} */
    let last = null;
    while (walker.nextNode()) {
      last = walker.currentNode;
      const length = last.nodeValue?.length ?? 0;
      if (left <= length) return [last, left];
      left -= length;
    }
    return [last ?? words, last?.nodeValue?.length ?? 0];
  }

  /**
   * A live range over a span, for its rectangles or the browser's selection.
   * @param {Span} span
   */
  range(span) {
    const range = document.createRange();
    const blocks = this.blocksIn(span);
    if (!blocks.length) return range;
    const [first, last] = [blocks[0], blocks[blocks.length - 1]];
    range.setStart(...this.spot(first, Math.max(span.start, this.blocks[first].start)));
    range.setEnd(...this.spot(last, Math.min(span.stop, this.blocks[last].stop)));
    return range;
  }

  /**
   * The position of a node and offset; null outside the sheet.
   * @param {Node | null} node
   * @param {number} offset
   * @returns {number | null}
   */
  position(node, offset) {
    if (!node || !this.sheet.contains(node)) return null;
    const element = node.nodeType === 1 ? /** @type {Element} */ (node) : node.parentElement;
    const words = element?.closest(".pm-words");
    const owner = element?.closest(".pm-block");
    const index = Number(/** @type {HTMLElement | null} */ (owner)?.dataset.block ?? Number.NaN);
    if (words && words.contains(node)) {
      const before = document.createRange();
      before.setStart(words, 0);
      before.setEnd(node, offset);
      return this.blocks[index].start + before.toString().length;
    }
    if (owner) return this.beside(owner, node, offset, index);
    const next = /** @type {HTMLElement | null | undefined} */ (element?.children[offset]?.closest(".pm-block") ?? element?.children[offset]?.querySelector(".pm-block"));
    return next ? this.blocks[Number(next.dataset.block)]?.start ?? null : this.text.length;
  }

  /**
   * The position of a spot in a block's margins: before its words or after them.
   * @param {Element} owner
   * @param {Node} node
   * @param {number} offset
   * @param {number} index
   */
  beside(owner, node, offset, index) {
    const spot = document.createRange();
    spot.setStart(node, offset);
    const before = spot.comparePoint(/** @type {Node} */ (owner.querySelector(".pm-words")), 0) > 0;
    return before ? this.blocks[index].start : this.blocks[index].stop;
  }

  /**
   * The position under the pointer, or null.
   * @param {number} x
   * @param {number} y
   */
  under(x, y) {
    const any = /** @type {any} */ (document);
    if (any.caretPositionFromPoint) {
      const spot = any.caretPositionFromPoint(x, y);
      return spot ? this.position(spot.offsetNode, spot.offset) : null;
    }
    const range = any.caretRangeFromPoint?.(x, y);
    return range ? this.position(range.startContainer, range.startOffset) : null;
  }

  /**
   * Put pieces in the place of a block's words (for browsers without highlights).
   * @param {number} index
   * @param {Node[]} pieces
   */
  replaceWords(index, pieces) {
    this.words[index].replaceChildren(...pieces);
  }

  /**
   * Scroll so that a position can be seen, without moving the notebook around it.
   * @param {HTMLElement} scroller
   * @param {Span} span
   */
  reveal(scroller, span) {
    const element = this.elements[this.blockAt(span.start)];
    if (!element) return;
    const box = scroller.getBoundingClientRect();
    const see = () => {
      const rect = this.range({ start: span.start, stop: Math.max(span.stop, span.start + 1) }).getClientRects()[0] ?? element.getBoundingClientRect();
      if (rect.top < box.top + 30 || rect.bottom > box.bottom - 50) scroller.scrollTop += rect.top - box.top - box.height / 3;
    };
    const rough = element.getBoundingClientRect();
    if (rough.bottom < box.top || rough.top > box.bottom) scroller.scrollTop += rough.top - box.top - box.height / 3;
    see();
    requestAnimationFrame(see);
  }
}

// map.js

/**
 * The bar at the side: where in the document codings, suggestions and memos are, and which part is seen.
 * @typedef {{length: number, codings: {start: number, stop: number, colour: string, lane: number}[], suggestions: {start: number, stop: number, colour: string}[],
 *   memos: {start: number, stop: number, colour: string}[]}} MapMarks
 */

/** Where each kind is drawn, and how wide: codings in as many columns as lie on top of each other somewhere. */
const LEFT = 4;
const WIDE = 15;
const SUGGESTIONS = [22, 5];
const MEMOS = [33, 3];

class Minimap {
  /** @param {{go: (share: number) => void, title: string, marks: () => MapMarks}} world */
  constructor({ go, title, marks }) {
    this.canvas = make("canvas");
    this.view = make("div", { class: "pm-view" });
    this.element = make("div", { class: "pm-map", "aria-hidden": "true", title }, [this.canvas, this.view]);
    this.marks = marks;
    this.waiting = false;
    const jump = (/** @type {PointerEvent} */ event) => {
      const box = this.element.getBoundingClientRect();
      if (event.buttons & 1) go((event.clientY - box.top) / box.height);
    };
    this.element.addEventListener("pointerdown", jump);
    this.element.addEventListener("pointermove", jump);
  }

  /** Draw again when there is time for it. */
  draw() {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.paint();
    }, 120);
  }

  paint() {
    const { clientWidth: width, clientHeight: height } = this.element;
    const scale = globalThis.devicePixelRatio || 1;
    const pen = this.canvas.getContext("2d");
    if (!width || !height || !pen) return;
    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    pen.scale(scale, scale);
    const marks = this.marks();
    const tall = height / Math.max(1, marks.length);
    const columns = 1 + marks.codings.reduce((most, one) => Math.max(most, one.lane), 0);
    const wide = (WIDE - (columns - 1)) / columns;
    for (const { start, stop, colour, lane } of marks.codings) {
      pen.fillStyle = colour;
      pen.fillRect(LEFT + lane * (wide + 1), start * tall, wide, Math.max(3, (stop - start) * tall));
    }
    for (const { start, stop, colour } of marks.suggestions) {
      pen.strokeStyle = colour;
      pen.strokeRect(SUGGESTIONS[0] + 0.5, Math.round(start * tall) + 0.5, SUGGESTIONS[1], Math.max(2, Math.round((stop - start) * tall)));
    }
    for (const { start, colour } of marks.memos) {
      pen.fillStyle = colour;
      pen.beginPath();
      pen.arc(MEMOS[0], start * tall + MEMOS[1], MEMOS[1], 0, 7);
      pen.fill();
    }
  }

  /**
   * Show which part of the text is seen.
   * @param {number} from share of the text
   * @param {number} to
   */
  see(from, to) {
    this.view.style.top = `${from * 100}%`;
    this.view.style.height = `${Math.max(1, (to - from) * 100)}%`;
  }
}

// look.js

/**
 * What is seen of what is known: the words, the passages on them, their names in the margin, the overview.
 * @typedef {import("./store.js").Coding} Coding
 * @typedef {import("./spans.js").Span} Span
 */

/** How many names a turn has in its margin: about as many as it has lines. */
const LABELS = [3, 8];
let pages = 0;

class Look {
  /**
   * @param {{store: import("./store.js").Store, scroller: HTMLElement, say: (name: string, values?: Record<string, any>) => string,
   *   label: (code: string) => string, act: (name: string, value?: any) => void, theme: string, plain: boolean}} world
   */
  constructor({ store, scroller, say, label, act, theme, plain }) {
    Object.assign(this, { store, scroller, label, act });
    this.store = store;
    this.scroller = scroller;
    this.label = label;
    this.act = act;
    this.theme = theme;
    this.number = ++pages;
    this.page = new Page(say);
    this.painter = hasHighlights() && !plain ? new HighlightPainter(this.page, `pm${this.number}-`) : new PiecePainter(this.page, `pm${this.number}-`);
    this.style = make("style");
    this.handles = [-1, 1].map((side) => make("div", { class: `pm-handle pm-handle-${side < 0 ? "start" : "stop"}`, hidden: true, "aria-hidden": "true" }));
    this.overlay = make("div", { class: "pm-overlay" }, this.handles);
    this.map = new Minimap({ go: (share) => this.go(share), title: say("map"), marks: () => this.marksOnMap() });
    this.observer = new IntersectionObserver((entries) => this.seen(entries), { root: scroller, rootMargin: "500px 0px" });
    scroller.append(this.page.sheet, this.overlay);
    /** @type {Span | null} The passage that has handles. */
    this.edges = null;
    this.scrolled = false;
    scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.resizer = new ResizeObserver(() => this.resized());
    this.resizer.observe(scroller);
  }

  /** Show everything anew. */
  load() {
    const { store, page } = this;
    this.painter.clear();
    page.load(store.text, store.blocks, store.document.language);
    this.restyle(this.theme);
    this.observer.disconnect();
    this.paintAll();
    this.showAround();
    page.chunks.forEach((chunk, index) => {
      chunk.dataset.chunk = String(index);
      this.observer.observe(chunk);
    });
  }

  /** Paint what is on the screen now; the observer does the rest a moment later. */
  showAround() {
    const [from, to] = [0, this.scroller.clientHeight].map((down) => this.page.blockAt(this.positionAt(this.scroller.scrollTop + down)));
    for (let index = from; index <= Math.min(to + 1, this.page.blocks.length - 1); index++) this.near(index, true);
  }

  /** @param {number} index @param {boolean} near */
  near(index, near) {
    const before = this.painter.near.has(index);
    this.painter.show(index, near);
    if (near && !before) this.names(index);
  }

  paintAll() {
    this.painter.all(this.passages());
    this.map.draw();
    this.onScroll();
  }

  /** @returns {Generator<[string, import("./paint.js").Mark]>} */
  *passages() {
    for (const one of this.store.shown()) yield [one.id, this.mark(one)];
    for (const one of this.store.suggestions.values()) yield* this.offerMarks(one);
  }

  /** @param {Coding} one */
  mark(one) {
    const index = this.store.codes.findIndex((code) => code.id === one.code);
    return { name: `${one.coder === this.store.by ? "c" : "o"}${Math.max(0, index)}l${one.lane}`, span: one };
  }

  /**
   * @param {import("./store.js").Offer} one
   * @returns {[string, import("./paint.js").Mark][]}
   */
  offerMarks(one) {
    return [[one.id, { name: "s", span: one }], [`${one.id} fired`, { name: "k", span: { start: one.from, stop: one.to } }]];
  }

  /**
   * Show a difference.
   * @param {{put: Coding[], drop: Coding[], suggestions: boolean, memos: boolean}} difference
   * @param {Map<string, import("./store.js").Offer>} before the suggestions as they were
   */
  change({ put, drop, suggestions, memos }, before) {
    for (const one of drop) this.painter.drop(one.id);
    for (const one of put) if (["exact", "moved", "edited"].includes(one.status)) this.painter.put(one.id, this.mark(one));
    if (suggestions) this.changeSuggestions(before);
    for (const index of this.painter.near) if (memos || [...put, ...drop].some((one) => overlap(one, this.page.blocks[index]))) this.names(index);
    this.map.draw();
  }

  /** @param {Map<string, import("./store.js").Offer>} before */
  changeSuggestions(before) {
    const now = this.store.suggestions;
    for (const id of before.keys()) if (!now.has(id)) for (const key of [id, `${id} fired`]) this.painter.drop(key);
    for (const [id, one] of now) if (!before.has(id)) for (const [key, mark] of this.offerMarks(one)) this.painter.put(key, mark);
  }

  /**
   * Show or take away one of the marks of what is being done: cursor, focus, draft, found…
   * @param {string} name
   * @param {Span | null} span
   * @param {string} [key]
   */
  set(name, span, key = name) {
    if (span && span.start < span.stop) this.painter.put(key, { name, span });
    else this.painter.drop(key);
  }

  /** @param {string} theme */
  restyle(theme) {
    this.theme = theme;
    this.style.textContent = styleSheet({ codes: this.store.codes, theme, selector: (name) => this.painter.selector(name), root: ".pm" });
    this.map.draw();
  }

  /** @param {IntersectionObserverEntry[]} entries */
  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      for (const index of this.page.blocksOf(Number(/** @type {HTMLElement} */ (target).dataset.chunk))) this.near(index, isIntersecting);
    }
  }

  /** Write the names of the codings of a block into its margin. @param {number} index */
  names(index) {
    const block = this.page.blocks[index];
    const element = this.page.elements[index];
    if (!block || !element) return;
    const keys = [...(this.painter.onBlock.get(index) ?? [])];
    const here = keys.flatMap((key) => this.store.codings.get(key) ?? []).sort((a, b) => a.start - b.start || a.stop - b.stop);
    const room = Math.min(LABELS[1], Math.max(LABELS[0], Math.floor((block.stop - block.start) / 90)));
    const names = here.slice(0, room).map((one) => this.name(one, one.start < block.start));
    if (here.length > room) names.push(make("span", { class: "pm-more", text: `+ ${here.length - room}` }));
    const margin = element.querySelector(".pm-margin");
    if (margin) margin.replaceChildren(...names);
    else if (names.length) element.append(make("div", { class: "pm-margin" }, names));
  }

  /** @param {Coding} one @param {boolean} goesOn whether it began in an earlier turn */
  name(one, goesOn) {
    const own = one.coder === this.store.by;
    const index = this.store.codes.findIndex((code) => code.id === one.code);
    const memo = this.store.memoOf(one);
    const words = `${goesOn ? "… " : ""}${this.label(one.code)}${own ? "" : ` · ${one.coder}`}`;
    const about = [shorten(words, 80), memo].filter(Boolean).join("\n");
    return make("span", { class: `pm-name pm-swatch-${index} ${own ? "pm-own" : "pm-theirs"}`, title: about, onclick: () => this.act("focus", { kind: "coding", id: one.id }) }, [
      make("span", { text: words }), memo ? make("span", { class: "pm-has-memo", text: "✎", title: memo }) : "",
    ]);
  }

  marksOnMap() {
    const { store } = this;
    const { ink, ground } = THEMES[this.theme];
    const faint = css(mix(ink, ground, 0.55));
    const colours = store.codes.map((code, index) => lineColour(code, index, this.theme));
    const colourOf = new Map(store.codes.map((code, index) => [code.id, colours[index]]));
    const codings = store.shown().map((one) => ({ start: one.start, stop: one.stop, colour: colourOf.get(one.code) ?? faint, lane: one.lane }));
    const suggestions = [...store.suggestions.values()].map((one) => ({ start: one.start, stop: one.stop, colour: faint }));
    const memos = store.shown().filter((one) => store.memoOf(one)).map((one) => ({ start: one.start, stop: one.start, colour: css(ink) }));
    return { length: store.text.length, codings, suggestions, memos };
  }

  resized() {
    this.map.draw();
    this.onScroll();
    this.place();
  }

  onScroll() {
    if (this.scrolled) return;
    this.scrolled = true;
    requestAnimationFrame(() => {
      this.scrolled = false;
      const { scrollTop, clientHeight } = this.scroller;
      const length = Math.max(1, this.store.text.length);
      this.map.see(this.positionAt(scrollTop) / length, this.positionAt(scrollTop + clientHeight) / length);
    });
  }

  /** The position of the words at a height in the sheet. @param {number} top */
  positionAt(top) {
    const { elements, blocks, chunks } = this.page;
    const box = this.scroller.getBoundingClientRect();
    const down = (/** @type {HTMLElement} */ element) => element.getBoundingClientRect().top - box.top + this.scroller.scrollTop;
    let low = 0;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (down(chunks[middle]) <= top) low = middle + 1;
      else high = middle;
    }
    const inside = chunks.length ? this.page.blocksOf(Math.max(0, low - 1)) : [];
    const index = inside.filter((one) => down(elements[one]) <= top).pop() ?? inside[0];
    if (index === undefined) return 0;
    const share = Math.min(1, Math.max(0, (top - down(elements[index])) / Math.max(1, elements[index].offsetHeight)));
    return blocks[index].start + share * (blocks[index].stop - blocks[index].start);
  }

  /** @param {number} share */
  go(share) {
    const at = Math.floor(Math.min(1, Math.max(0, share)) * this.store.text.length);
    const index = Math.max(0, countBelow(this.page.starts, at + 1) - 1);
    const element = this.page.elements[index];
    const box = this.scroller.getBoundingClientRect();
    if (element) this.scroller.scrollTop += element.getBoundingClientRect().top - box.top - box.height / 3;
  }

  /** Put the handles at the edges of a passage; without one, take them away. @param {Span | null} [span] */
  place(span = this.edges) {
    this.edges = span;
    const rects = span ? [...this.page.range(span).getClientRects()].filter((rect) => rect.width || rect.height) : [];
    const box = this.overlay.getBoundingClientRect();
    const [first, last] = [rects[0], rects[rects.length - 1]];
    this.handles.forEach((handle, side) => {
      handle.hidden = !first;
      if (!first) return;
      const rect = side ? last : first;
      Object.assign(handle.style, { left: `${(side ? rect.right : rect.left) - box.left}px`, top: `${rect.top - box.top}px`, height: `${rect.height}px` });
    });
  }

  close() {
    this.observer.disconnect();
    this.resizer.disconnect();
    this.painter.close();
  }
}

// side.js

/**
 * The panel beside the text: the passage in hand with all that is on it, and the codebook.
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./store.js").Code} Code
 * @typedef {{kind: "coding" | "suggestion", id: string}} Focus
 */

class Side {
  /**
   * @param {{store: Store, say: (name: string, values?: Record<string, any>) => string, label: (code: string) => string, act: (name: string, value?: any) => void}} world
   */
  constructor(world) {
    this.world = world;
    const { say } = world;
    this.passage = make("section", { class: "pm-passage", "aria-label": say("at-passage") });
    this.list = make("ol", { class: "pm-codes" });
    this.details = make("section", { class: "pm-details", tabindex: "0", "aria-label": say("definition") });
    this.agreed = make("div", { class: "pm-agreed" });
    this.notice = make("p", { class: "pm-notice", hidden: true });
    const head = make("div", { class: "pm-head" }, [
      make("h3", { text: say("codebook") }), button(`+ ${say("new-code")}`, () => world.act("new-code"), { class: "pm-button pm-quiet" }),
    ]);
    const book = make("section", { class: "pm-book", "aria-label": say("codebook") }, [head, this.list]);
    this.above = make("div", { class: "pm-above" }, [this.notice, this.passage, this.agreed]);
    this.element = make("aside", { class: "pm-side", "aria-label": say("side"), tabindex: "-1" }, [this.above, book, this.details]);
    this.explained = "";
    /** @type {Code[] | null} The codebook that the list shows. */
    this.shownCodes = null;
  }

  /** Show the codebook, with how often each code is used here. */
  codebook() {
    const { store, label, act } = this.world;
    if (this.shownCodes === store.codes) return this.recount();
    this.shownCodes = store.codes;
    const digits = new Map(store.codable().slice(0, 10).map((code, index) => [code.id, String((index + 1) % 10)]));
    const entries = store.codes.map((code) => {
      const index = store.codes.indexOf(code);
      const parts = [
        make("kbd", { text: digits.get(code.id) ?? "", hidden: !digits.has(code.id) }), make("span", { class: `pm-swatch pm-swatch-${index}` }),
        make("span", { class: "pm-label", text: label(code.id) }), make("span", { class: "pm-count", "data-count": code.id }),
      ];
      const entry = make("button", { type: "button", class: `pm-code${code.codable ? "" : " pm-group"}`, "data-code": code.id, onclick: () => act("use", code.id) }, parts);
      entry.addEventListener("pointerdown", (event) => event.preventDefault());
      entry.addEventListener("pointerenter", () => this.explain(code.id));
      entry.addEventListener("focus", () => this.explain(code.id));
      return make("li", { class: code.parent ? "pm-child" : "" }, [entry]);
    });
    this.list.replaceChildren(...entries);
    if (!store.code(this.explained)) this.explained = store.codes[0]?.id ?? "";
    this.explain(this.explained);
    return this.recount();
  }

  recount() {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("[data-count]"))) {
      element.textContent = String(this.world.store.counts.get(element.dataset.count ?? "") || "");
    }
  }

  /** @param {string} id Show what a code means. */
  explain(id) {
    const { store, say, label, act } = this.world;
    const code = store.code(id);
    this.explained = id;
    if (!code) return this.details.replaceChildren();
    const others = Object.values(code.label).filter((name) => name !== label(id)).join(" · ");
    const memo = store.memoOn(id);
    return this.details.replaceChildren(
      make("h4", {}, [make("span", { class: `pm-swatch pm-swatch-${store.codes.indexOf(code)}` }), make("span", { text: label(id) })]),
      others ? make("p", { class: "pm-other-labels", text: others }) : "",
      make("p", { text: code.definition }), ...this.fields(code),
      memo ? make("p", { class: "pm-memo", text: memo }) : "",
      make("div", { class: "pm-buttons" }, [
        button(say("next-of-code"), () => act("next-of-code", id)), button(say("edit-definition"), () => act("edit-code", id)), button(say("memo"), () => act("memo-code", id)),
      ]),
    );
  }

  /** @param {Code} code */
  fields(code) {
    const { say } = this.world;
    const texts = /** @type {const} */ (["include", "exclude"]).filter((name) => code[name]).map((name) => field(say(name), [make("p", { text: code[name] })]));
    if (code.examples.length) texts.push(field(say("examples"), [make("ul", {}, code.examples.map((one) => make("li", { text: one })))]));
    return texts;
  }

  /** Scroll the panel, and nothing around it, to what is chosen. @param {HTMLElement | null} chosen */
  bringIntoSight(chosen) {
    const [box, item] = [this.above.getBoundingClientRect(), chosen?.getBoundingClientRect()];
    this.above.scrollTop += item ? Math.min(item.top - box.top - 8, Math.max(0, item.bottom - box.bottom + 4)) : -this.above.scrollTop;
  }

  /**
   * Show what is at the passage in hand.
   * @param {{span: import("./spans.js").Span | null, focus: Focus | null, draft: boolean, words: string, count: number}} state
   */
  show(state) {
    const name = this.passage.contains(document.activeElement) && nameOf(/** @type {HTMLElement} */ (document.activeElement));
    this.showPassage(state);
    if (name) this.focusOn(name);
  }

  /** Give the focus to what has a name in the passage that is shown anew: what is chosen first, else the panel. @param {string} name */
  focusOn(name) {
    const all = /** @type {HTMLElement[]} */ ([...this.passage.querySelectorAll(".pm-chosen :is(button, select)"), ...this.passage.querySelectorAll("button")]);
    (all.find((one) => nameOf(one) === name) ?? all[0] ?? this.element).focus({ preventScroll: true });
  }

  /** @param {{span: import("./spans.js").Span | null, focus: Focus | null, draft: boolean, words: string, count: number}} state */
  showPassage({ span, focus, draft, words, count }) {
    const { store, say } = this.world;
    const unsure = store.unsure;
    this.notice.hidden = !unsure;
    this.notice.textContent = unsure ? say("unsure-codings", { count: unsure }) : "";
    if (!span) {
      this.passage.replaceChildren(make("h3", { text: say("at-passage") }), make("p", { class: "pm-hint", text: say("nothing-here") }));
      return;
    }
    const found = store.at(span);
    const items = found.map((one) => (one.kind === "coding" ? this.coding(one, focus, draft) : this.suggestion(one, focus, draft)));
    const size = count === 1 ? say("word") : say("words", { count });
    this.passage.replaceChildren(
      make("div", { class: "pm-head" }, [make("h3", { text: say("at-passage") }), words ? make("span", { class: "pm-size", text: size }) : ""]),
      words ? make("blockquote", { dir: "auto", text: `“${shorten(words, 120)}”` }) : "",
      items.length ? make("ul", { class: "pm-found" }, items) : make("p", { class: "pm-hint", text: say("not-coded") }),
    );
    this.bringIntoSight(/** @type {HTMLElement | null} */ (this.passage.querySelector(".pm-chosen")));
  }

  /**
   * @param {import("./store.js").Coding} one
   * @param {Focus | null} focus
   * @param {boolean} draft
   */
  coding(one, focus, draft) {
    const { store, say, label, act } = this.world;
    const chosen = focus?.id === one.id;
    const own = one.coder === store.by;
    const about = [own ? "" : say("by", { coder: one.coder }), one.suggested ? say("from-suggestion") : "", one.place ? store.placeName(one.place) : "", one.voice ? say(one.voice) : ""];
    const memo = store.memoOf(one);
    /** @type {(Node | string)[]} */
    const body = [make("p", { class: "pm-about", text: about.filter(Boolean).join(" · ") }), memo ? make("p", { class: "pm-memo", text: memo }) : ""];
    if (chosen && own) body.push(...this.tools(one, draft));
    if (chosen && !own) body.push(make("div", { class: "pm-buttons" }, [button(say("adopt"), () => act("do"), { class: "pm-button pm-main" })]));
    return this.item(one.code, { kind: "coding", id: one.id }, chosen, own ? "pm-own" : "pm-theirs", label(one.code), body);
  }

  /**
   * @param {import("./store.js").Coding} one
   * @param {boolean} draft
   */
  tools(one, draft) {
    const { say, act } = this.world;
    return [
      make("div", { class: "pm-buttons" }, [
        draft ? button(say("keep-edges"), () => act("do"), { class: "pm-button pm-main" }) : "",
        button(say("change"), () => act("change"), { title: "F2" }), button(say("memo"), () => act("memo"), { title: "F4" }), button(say("withdraw"), () => act("remove"), { title: "Delete" }),
      ]),
      this.edges(),
      make("div", { class: "pm-pair" }, [
        this.choice(say("place"), "place", one.place, say("as-document"), this.world.store.places),
        this.choice(say("voice"), "voice", one.voice, say("as-turn"), ["resident", "professional", "researcher"].map((name) => [name, say(name)])),
      ]),
    ];
  }

  edges() {
    const { say, act } = this.world;
    const one = (/** @type {string} */ name, /** @type {string} */ sign) => button(sign, () => act(name), { "aria-label": say(name), title: say(name), class: "pm-button pm-edge-button" });
    return make("div", { class: "pm-row", role: "group", "aria-label": say("edges") }, [
      make("span", { text: say("start") }), one("start-earlier", "←"), one("start-later", "→"), make("span", { class: "pm-end", text: say("end") }), one("end-earlier", "←"), one("end-later", "→"),
    ]);
  }

  /**
   * @param {string} name
   * @param {string} field
   * @param {string | null} value
   * @param {string} usual
   * @param {string[][]} choices
   */
  choice(name, field, value, usual, choices) {
    const options = choices.map(([id, text]) => make("option", { value: id, text, selected: id === value }));
    const first = make("option", { value: "", text: usual, selected: !value });
    const select = make("select", { onchange: () => this.world.act(`set-${field}`, select.value) }, [first, ...options]);
    return make("label", { class: "pm-choice" }, [make("span", { text: name }), select]);
  }

  /**
   * @param {import("./store.js").Offer} one
   * @param {Focus | null} focus
   * @param {boolean} draft
   */
  suggestion(one, focus, draft) {
    const { store, say, label, act } = this.world;
    const chosen = focus?.id === one.id;
    const count = [...store.suggestions.values()].filter((other) => sameRule(one, other)).length;
    const body = [make("p", { class: "pm-about", text: `${say("suggested")} · ${say("because", { matched: one.matched })}` })];
    if (chosen) {
      body.push(make("div", { class: "pm-buttons" }, [
        button(say("accept"), () => act("do"), { class: "pm-button pm-main", title: "Enter" }), button(say("decline"), () => act("remove"), { title: "Delete" }),
        count > 1 ? button(say("accept-all", { count }), () => act("accept-all"), { title: "Shift Enter" }) : "",
        count > 1 ? button(say("decline-all", { count }), () => act("decline-all"), { title: "Shift Delete" }) : "",
      ]), this.edges());
    }
    return this.item(one.code, { kind: "suggestion", id: one.id }, chosen, "pm-offered", label(one.code), draft && chosen ? [...body, make("p", { class: "pm-about", text: say("edges-changed") })] : body);
  }

  /**
   * @param {string} code
   * @param {Focus} focus
   * @param {boolean} chosen
   * @param {string} look
   * @param {string} text
   * @param {(Node | string)[]} body
   */
  item(code, focus, chosen, look, text, body) {
    const { store, act } = this.world;
    const index = store.codes.findIndex((one) => one.id === code);
    const head = make("button", { type: "button", class: "pm-item", "aria-pressed": String(chosen), onclick: () => act("focus", focus) }, [
      make("span", { class: `pm-swatch pm-swatch-${index} ${look}` }), make("span", { class: "pm-label", text }),
    ]);
    return make("li", { class: chosen ? "pm-chosen" : "" }, [head, ...body]);
  }

  /** Show what the shown coders agree on, for a coder who brings them together. */
  agreement() {
    const { store, say, act } = this.world;
    if (!store.show.length) return this.agreed.replaceChildren();
    const count = store.agreed().length;
    const names = store.show.join(", ");
    return this.agreed.replaceChildren(
      make("p", { text: say("others", { names }) }),
      store.show.length > 1 && count ? button(say("adopt-agreed", { count }), () => act("adopt-agreed")) : "",
    );
  }
}

/** What a button or a choice of the passage is known by. @param {HTMLElement} element */
function nameOf(element) {
  return element.getAttribute("aria-label") ?? (element.localName === "select" ? element.parentElement?.firstChild?.textContent : element.textContent) ?? "";
}

/**
 * @param {string} name
 * @param {Node[]} children
 */
function field(name, children) {
  return make("div", { class: "pm-field" }, [make("h5", { text: name }), ...children]);
}

/**
 * Return whether two suggestions were made by the same keywords for the same code.
 * @param {import("./store.js").Offer} one
 * @param {import("./store.js").Offer} other
 */
function sameRule(one, other) {
  return one.code === other.code && one.rule === other.rule;
}

// dialogs.js

/**
 * The dialogs: choosing a code, a memo, a list to confirm, a code's definition, the documents, the keys.
 * @typedef {import("./store.js").Code} Code
 * @typedef {(name: string, values?: Record<string, any>) => string} Say
 */

let numbers = 0;

class Dialogs {
  /**
   * @param {HTMLElement} root
   * @param {Say} say
   * @param {() => void} closed what to do when a dialog was closed: give the focus back
   */
  constructor(root, say, closed) {
    this.root = root;
    this.say = say;
    this.closed = closed;
  }

  /**
   * Open a dialog, with a heading and a way out.
   * @param {string} title
   * @param {(Node | string)[]} children
   * @param {{look?: string, heading?: boolean}} [options]
   */
  open(title, children, { look = "", heading = true } = {}) {
    const head = make("div", { class: "pm-head" }, [make("h3", { text: title }), button("×", () => dialog.close(), { class: "pm-button pm-quiet", "aria-label": this.say("close") })]);
    const dialog = make("dialog", { class: `pm-dialog ${look}`, "aria-label": title }, [heading ? head : "", ...children]);
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.closed();
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    this.root.append(dialog);
    dialog.showModal();
    return dialog;
  }

  /**
   * Choose a code by the first letters of its name.
   * @param {{codes: Code[], label: (id: string) => string, typed: string, words: string, digit: (id: string) => string, index: (id: string) => number,
   *   choose: (code: string) => void, create: (name: string) => void, explain: (code: string) => void}} how
   */
  palette({ codes, label, typed, words, digit, index, choose, create, explain }) {
    const name = `pm-list-${++numbers}`;
    const input = make("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": name, "aria-autocomplete": "list", "aria-label": this.say("palette"), placeholder: this.say("palette-hint"), autocomplete: "off", spellcheck: "false" });
    const list = make("ul", { id: name, role: "listbox", "aria-label": this.say("palette"), class: "pm-options" });
    const about = make("p", { class: "pm-hint", "aria-live": "polite" });
    const dialog = this.open(this.say("palette"), [input, list, about], { look: "pm-palette", heading: false });
    /** @type {{run: () => void, code?: Code, element: HTMLElement}[]} */
    let options = [];
    let at = 0;
    const mark = () => {
      options.forEach(({ element }, i) => element.setAttribute("aria-selected", String(i === at)));
      options[at]?.element.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at]?.element.id ?? "");
      const code = options[at]?.code;
      about.textContent = code ? shorten(code.definition, 200) : options.length ? "" : this.say("palette-none");
      if (code) explain(code.id);
    };
    const run = (/** @type {number} */ i) => {
      const chosen = options[i];
      dialog.close();
      chosen?.run();
    };
    const fill = () => {
      const found = filterCodes(codes, input.value).map((code) => ({ run: () => choose(code.id), code, parts: this.optionParts(code, label, digit, index) }));
      const made = [];
      const wanted = input.value.trim();
      if (wanted) made.push({ run: () => create(wanted), parts: [make("span", { text: `+ ${this.say("new-code-named", { name: wanted })}` })] });
      else if (words) made.push({ run: () => create(words), parts: [make("span", { text: `+ ${this.say("in-vivo", { name: shorten(words, 60) })}` })] });
      options = [...found, ...made].map((one, i) => ({ ...one, element: make("li", { role: "option", id: `${name}-${i}`, "aria-selected": "false", onclick: () => run(i) }, one.parts) }));
      list.replaceChildren(...options.map((one) => one.element));
      at = 0;
      mark();
    };
    input.addEventListener("input", fill);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) at = (at + step + options.length) % Math.max(1, options.length);
      else if (event.key === "Enter" && !event.isComposing) run(at);
      if (step || event.key === "Enter") event.preventDefault();
      if (step) mark();
    });
    input.value = typed;
    fill();
    input.focus();
    input.setSelectionRange(typed.length, typed.length);
  }

  /**
   * @param {Code} code
   * @param {(id: string) => string} label
   * @param {(id: string) => string} digit
   * @param {(id: string) => number} index
   */
  optionParts(code, label, digit, index) {
    const others = Object.values(code.label).filter((name) => name !== label(code.id)).join(" · ");
    return [
      make("span", { class: `pm-swatch pm-swatch-${index(code.id)}` }),
      make("span", { class: "pm-said" }, [make("span", { class: "pm-label", text: label(code.id) }), make("span", { class: "pm-other-labels", text: others })]), make("kbd", { text: digit(code.id), hidden: !digit(code.id) }),
    ];
  }

  /**
   * Write a memo; without words, it takes away the one that was there.
   * @param {string} title
   * @param {string} words
   * @param {(words: string) => void} save
   */
  memo(title, words, save) {
    const area = make("textarea", { rows: "6", "aria-label": title, dir: "auto" });
    area.value = words;
    this.form(title, [area], () => area.value.trim() !== words && save(area.value.trim()), () => Boolean(area.value.trim() || words));
    area.focus();
  }

  /**
   * Write a code.
   * @param {{title: string, fields: [string, string][], save: (values: Record<string, string>) => void, needed: string[]}} how
   */
  code({ title, fields, save, needed }) {
    const inputs = fields.map(([name, value]) => {
      const input = name === "label" ? make("input", { type: "text", maxlength: "200" }) : make("textarea", { rows: name === "definition" ? "4" : "3" });
      input.value = value;
      return /** @type {const} */ ([name, input]);
    });
    const rows = inputs.map(([name, input]) => make("label", { class: "pm-field" }, [make("span", { text: this.say(name) }), input]));
    const values = () => Object.fromEntries(inputs.map(([name, input]) => [name, input.value.trim()]));
    this.form(title, rows, () => save(values()), () => needed.every((name) => values()[name]));
    const empty = inputs.find(([, input]) => !input.value) ?? inputs[0];
    empty[1].focus();
  }

  /**
   * A dialog with fields: Ctrl-Enter or the button saves.
   * @param {string} title
   * @param {HTMLElement[]} fields
   * @param {() => void} save
   * @param {() => boolean} complete
   */
  form(title, fields, save, complete) {
    const submit = make("button", { type: "submit", class: "pm-button pm-main", text: this.say("save") });
    const form = make("form", { method: "dialog" }, [...fields, make("div", { class: "pm-buttons" }, [submit, button(this.say("cancel"), () => dialog.close())])]);
    const dialog = this.open(title, [form]);
    const check = () => submit.toggleAttribute("disabled", !complete());
    form.addEventListener("input", check);
    form.addEventListener("submit", (event) => complete() ? save() : event.preventDefault());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && complete()) form.requestSubmit();
    });
    check();
  }

  /**
   * Ask before many things are done at once; the list is shown.
   * @param {{title: string, rows: string[][], yes: string, confirm: () => void}} how
   */
  confirm({ title, rows, yes, confirm }) {
    const items = rows.map(([words, about]) => make("li", {}, [make("q", { dir: "auto", text: shorten(words, 240) }), make("span", { class: "pm-about", text: about })]));
    const go = button(yes, () => {
      dialog.close();
      confirm();
    }, { class: "pm-button pm-main" });
    const dialog = this.open(title, [
      make("ol", { class: "pm-list", tabindex: "0", "aria-label": title }, items), make("p", { class: "pm-hint", text: this.say("one-step") }),
      make("div", { class: "pm-buttons" }, [go, button(this.say("cancel"), () => dialog.close())]),
    ]);
    go.focus();
  }

  /**
   * Choose a document.
   * @param {any[]} documents
   * @param {string} current
   * @param {(id: string) => void} choose
   */
  contents(documents, current, choose) {
    const filter = make("input", { type: "search", "aria-label": this.say("choose-document"), placeholder: this.say("choose-document") });
    const entries = documents.map((one) => {
      const share = one.turns ? one.coded / one.turns : 0;
      const entry = make("button", { type: "button", class: "pm-document", disabled: Boolean(one.problem), "aria-current": one.id === current ? "true" : null, onclick: () => {
        dialog.close();
        if (one.id !== current) choose(one.id);
      } }, [
        make("span", { class: "pm-label", text: one.title || one.id }), make("span", { class: "pm-about", text: one.problem ?? `${one.id} · ${this.say("progress", one)}` }),
        make("progress", { max: "1", value: String(share), "aria-label": this.say("progress", one) }),
      ]);
      return make("li", {}, [entry]);
    });
    filter.addEventListener("input", () => entries.forEach((entry) => entry.toggleAttribute("hidden", !(entry.textContent ?? "").toLowerCase().includes(filter.value.toLowerCase()))));
    const dialog = this.open(this.say("documents"), [filter, make("ul", { class: "pm-documents" }, entries)]);
    (dialog.querySelector("[aria-current]") ?? filter).scrollIntoView({ block: "nearest" });
    filter.focus();
  }

  /** Show what the keys do. */
  help() {
    const row = (/** @type {[string, string]} */ [keys, phrase]) => make("div", {}, [
      make("dt", {}, keys.split(" ").map((key) => (key === "…" ? " … " : make("kbd", { text: this.say(key) })))), make("dd", { text: this.say(phrase) }),
    ]);
    const groups = KEY_LIST.map(([heading, keys]) => make("section", {}, [make("h4", { text: this.say(heading) }), make("dl", {}, keys.map(row))]));
    this.open(this.say("help"), [make("div", { class: "pm-keys", tabindex: "0", role: "group", "aria-label": this.say("help") }, groups)], { look: "pm-wide" }).querySelector("button")?.focus();
  }
}

// frame.js

/** The frame: the bar above, the text, the overview, the panel, and the line that screen readers hear. */

const JUMPS = ["next-uncoded", "next-suggestion", "next-passage"];
const JUMP_NAMES = { "next-uncoded": "uncoded", "next-suggestion": "suggestion", "next-passage": "passage" };

class Frame {
  /** @param {(name: string, values?: Record<string, any>) => string} say @param {(name: string, value?: any) => void} act */
  constructor(say, act) {
    this.say = say;
    this.called = make("span", { class: "pm-called" });
    this.title = make("button", { type: "button", class: "pm-button pm-title", onclick: () => act("contents") }, [this.called, make("span", { text: "▾", "aria-hidden": "true" })]);
    this.memo = button(say("memo"), () => act("memo-document"), { title: say("memo-document"), "aria-label": say("memo-document"), class: "pm-button pm-quiet" });
    this.search = make("input", { type: "search", class: "pm-search", placeholder: say("find"), "aria-label": say("find") });
    this.hits = make("span", { class: "pm-hits", "aria-live": "polite" });
    this.status = make("span", { class: "pm-status", role: "status" });
    this.undo = button("↶", () => act("undo"), { "aria-label": say("undo"), title: `${say("undo")} (Ctrl-Z)` });
    this.redo = button("↷", () => act("redo"), { "aria-label": say("redo"), title: `${say("redo")} (Ctrl-Y)` });
    this.jumps = JUMPS.map((name) => button(say(JUMP_NAMES[/** @type {keyof typeof JUMP_NAMES} */ (name)]), () => act(name), { "aria-label": say(name), title: say(name), class: "pm-button pm-quiet" }));
    const jumps = make("div", { class: "pm-jumps", role: "group", "aria-label": say("jump") }, [
      make("span", { class: "pm-jump-sign", text: "↓", "aria-hidden": "true" }),
      ...this.jumps,
    ]);
    this.language = button(say("language"), () => act("language"), { class: "pm-button pm-quiet" });
    const more = make("div", { class: "pm-tools" }, [
      this.undo, this.redo, this.memo,
      this.language,
      button("?", () => act("help"), { "aria-label": say("help"), title: say("help") }),
    ]);
    this.bar = make("div", { class: "pm-bar", role: "toolbar", "aria-label": say("document") }, [
      this.title, this.status, more, make("div", { class: "pm-ways" }, [make("div", { class: "pm-find" }, [this.search, this.hits]), jumps]),
    ]);
    this.trouble = make("p", { class: "pm-trouble", role: "alert", hidden: true });
    this.hint = make("span", { class: "pm-hidden", id: `pm-hint-${Math.random().toString(36).slice(2)}`, text: say("text-help") });
    this.text = make("div", { class: "pm-text", tabindex: "0", role: "textbox", "aria-readonly": "true", "aria-multiline": "true", "aria-label": say("text"), "aria-describedby": this.hint.id });
    this.live = make("div", { class: "pm-hidden", "aria-live": "polite" });
    this.body = make("div", { class: "pm-body" }, [this.text]);
    this.element = make("div", { class: "pm-frame" }, [this.bar, this.trouble, this.body, this.hint, this.live]);
    this.search.addEventListener("input", () => act("search", this.search.value));
    this.search.addEventListener("keydown", (event) => this.searchKey(event, act));
  }

  /** Show which document this is. @param {string} title */
  name(title) {
    this.called.textContent = title;
    this.title.title = `${title}\n${this.say("choose-document")}`;
    this.text.setAttribute("aria-label", `${this.say("text")}: ${title}`);
  }

  /** Show whether the document has a memo, and what it says. @param {string} words */
  showMemo(words) {
    this.memo.textContent = words ? `${this.say("memo")} ✎` : this.say("memo");
    this.memo.title = [this.say("memo-document"), words].filter(Boolean).join("\n");
  }

  /** @param {KeyboardEvent} event @param {(name: string, value?: any) => void} act */
  searchKey(event, act) {
    const step = { Enter: event.shiftKey ? -1 : 1, F3: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) act("next-hit", step);
    else if (event.key === "Escape") act("end-search");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} words Let screen readers hear it. */
  announce(words) {
    this.live.textContent = "";
    this.live.textContent = words;
  }

  /** @param {import("./queue.js").Queue} queue */
  showStatus({ state, items, problem }) {
    const count = items.length;
    const words = this.say(state, { count });
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.dataset.state = state;
    const trouble = state !== "waiting" ? "" : problem ? this.say("not-written", { problem }) : this.say("waiting-why", { count });
    if (this.trouble.textContent !== trouble) this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
  }
}

// hand.js

/**
 * What the person has in hand: the words that are selected, the passage that is looked at, edges that are being changed; by mouse and by key.
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./side.js").Focus} Focus
 */

class Hand {
  /** @type {import("./frame.js").Frame} */
  frame;
  /** @type {import("./look.js").Look} */
  look;
  /** @type {import("./side.js").Side} */
  side;
  /** @type {import("./dialogs.js").Dialogs} */
  dialogs;
  /** @type {(name: string, values?: Record<string, any>) => string} */
  say;
  /** @type {import("./queue.js").Queue} */
  queue;
  /** @type {string | undefined} The message that asks what changed outside, while it has no answer. */
  looking;
  /** @type {string | undefined} The message that asked for the list of documents. */
  contents;
  /** @type {() => void} */
  onSelection;
  /** @type {(event: BeforeUnloadEvent) => void} */
  onLeave;
  /** @type {any} */
  selecting;
  /** @type {any} */
  telling;
  /** @type {string} Of the text that is shown. */
  digest = "";

  constructor() {
    this.store = new Store();
    this.language = "en";
    /** @type {Span | null} */
    this.cursor = null;
    /** @type {Focus | null} */
    this.focus = null;
    /** @type {Span | null} */
    this.draft = null;
    this.spot = 0;
    this.pointer = false;
  }

  /** Carry out a command. @param {string} _name @param {any} [_value] */
  act(_name, _value) {}

  // what is in hand

  get span() {
    return this.draft ?? this.cursor;
  }

  /** The coding or suggestion in hand. @returns {any} */
  get item() {
    return this.focus && (this.store.codings.get(this.focus.id) ?? this.store.suggestions.get(this.focus.id));
  }

  get mine() {
    return this.focus?.kind === "coding" && this.item?.coder === this.store.by;
  }

  /** @param {string} id */
  label(id) {
    const code = this.store.code(id);
    return code ? (code.label[this.language] ?? Object.values(code.label)[0] ?? id) : id;
  }

  /** @param {Span | null} cursor @param {{reveal?: boolean, quiet?: boolean, read?: boolean}} [how] `read`: it is the browser's selection (of a touch screen, without the focus) */
  setCursor(cursor, { reveal = true, quiet = false, read = false } = {}) {
    this.cursor = cursor;
    this.draft = null;
    if (cursor) this.spot = cursor.start;
    this.look.set("draft", null);
    this.look.set("cursor", cursor);
    if (cursor && reveal) this.look.page.reveal(this.frame.text, cursor);
    if (cursor && !quiet) this.frame.announce(this.say("say-selected", { words: shorten(this.store.text.slice(cursor.start, cursor.stop), 200) }));
    if (!read || this.frame.text.contains(document.activeElement)) this.showNative(cursor);
  }

  /** Let the browser's own selection be the same, so that copying copies it and no older one comes back. @param {Span | null} span */
  showNative(span) {
    const selection = getSelection();
    clearTimeout(this.selecting);
    if (!selection) return;
    if (!span || !this.frame.text.contains(document.activeElement)) return this.frame.text.contains(selection.anchorNode) ? selection.removeAllRanges() : undefined;
    const range = this.look.page.range(span);
    if (range.startContainer !== document) selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }

  /** @param {Focus | null} focus @param {{reveal?: boolean}} [how] */
  setFocus(focus, { reveal = false } = {}) {
    this.focus = focus;
    const item = this.item;
    if (focus && item) this.hold(item, reveal);
    this.look.set("focus", item ?? null);
    this.look.place(this.mine || (item && focus?.kind === "suggestion") ? item : null);
    if (item) this.side.explain(item.code);
  }

  /** Take a passage in hand without painting over its colours. @param {Span} item @param {boolean} reveal */
  hold({ start, stop }, reveal) {
    this.setCursor(null);
    this.cursor = { start, stop };
    this.spot = start;
    if (reveal) this.look.page.reveal(this.frame.text, this.cursor);
  }

  /** Copy what is in hand. @param {ClipboardEvent} event */
  copy(event) {
    if (!this.span || !getSelection()?.isCollapsed) return;
    event.clipboardData?.setData("text/plain", this.store.text.slice(this.span.start, this.span.stop));
    event.preventDefault();
  }

  refresh() {
    const span = this.span;
    const text = span ? this.store.text.slice(span.start, span.stop) : "";
    this.side.show({ span, focus: this.focus, draft: Boolean(this.draft), words: text, count: span ? words(this.store.text, span).length : 0 });
    this.side.codebook();
    this.side.agreement();
    this.frame.showMemo(this.store.memoOn(this.store.document.id));
  }

  showStatus() {
    this.frame?.showStatus(this.queue);
    this.frame?.undo.toggleAttribute("disabled", !this.store.undo);
    this.frame?.redo.toggleAttribute("disabled", !this.store.redo);
  }

  // the pointer

  /** @param {PointerEvent} event */
  released(event) {
    this.pointer = false;
    if (!this.readSelection()) this.click(event);
  }

  /** Take over what was selected in the text; false where nothing is. */
  readSelection() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return false;
    const range = selection.getRangeAt(0);
    const [start, stop] = [this.look.page.position(range.startContainer, range.startOffset), this.look.page.position(range.endContainer, range.endOffset)];
    if (start === null || stop === null) return false;
    const span = trim(this.store.text, whole(this.store.text, { start, stop }));
    if (span.start >= span.stop) return false;
    if (this.cursor && span.start === this.cursor.start && span.stop === this.cursor.stop) return true;
    this.focus = null;
    this.look.set("focus", null);
    this.look.place(null);
    this.setCursor(span, { reveal: false, read: true });
    this.refresh();
    return true;
  }

  /** @param {PointerEvent} event */
  click(event) {
    const at = this.look.page.under(event.clientX, event.clientY);
    if (at === null || event.target instanceof Element && event.target.closest(".pm-margin, .pm-handle")) return;
    this.spot = at;
    const found = this.store.at({ start: at, stop: at + 1 });
    const index = found.findIndex((one) => one.id === this.focus?.id);
    const next = found[(index + 1) % Math.max(1, found.length)];
    this.look.set("cursor", null);
    if (next) this.setFocus({ kind: next.kind, id: next.id });
    else this.letGo();
    this.refresh();
  }

  letGo() {
    this.setFocus(null);
    this.setCursor(null);
  }

  /** @param {HTMLElement} handle @param {number} side 0 the start, 1 the stop */
  draggable(handle, side) {
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
      handle.dataset.dragged = "true";
    });
    handle.addEventListener("pointermove", (event) => handle.dataset.dragged && this.drag(event, side));
    handle.addEventListener("pointerup", (event) => {
      event.stopPropagation();
      delete handle.dataset.dragged;
      if (this.draft && this.mine) this.act("do");
    });
  }

  /** @param {PointerEvent} event @param {number} side */
  drag(event, side) {
    this.look.overlay.style.visibility = "hidden";
    const at = this.look.page.under(event.clientX, event.clientY);
    this.look.overlay.style.visibility = "";
    const from = this.draft ?? this.item;
    if (at === null || !from) return;
    const block = this.look.page.blocks[this.look.page.blockAt(at)];
    const near = words(this.store.text, block);
    const edges = near.map((word) => (side ? word.stop : word.start));
    const edge = edges.reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best), edges[0] ?? at);
    this.setDraft(side ? { start: from.start, stop: Math.max(edge, from.start + 1) } : { start: Math.min(edge, from.stop - 1), stop: from.stop });
  }

  /** @param {Span} span */
  setDraft(span) {
    this.draft = trim(this.store.text, span);
    this.look.set("draft", this.draft);
    this.look.place(this.draft);
    this.look.page.reveal(this.frame.text, this.draft);
    this.frame.announce(`${this.say("edges-changed")} ${shorten(this.store.text.slice(this.draft.start, this.draft.stop), 200)}`);
    this.refresh();
  }

  /** @param {Span} next */
  move(next) {
    this.focus = null;
    this.look.set("focus", null);
    this.look.place(null);
    this.setCursor(next);
    this.refresh();
  }

  /** @param {string} name */
  edge(name) {
    const span = this.draft ?? this.item;
    this.setDraft(moved(name, { text: this.store.text, blocks: this.look.page.blocks }, span, span.start) ?? span);
  }
}

// finder.js

/**
 * Finding one's way: the next passage, suggestion or uncoded turn, words that are searched, the parts of the screen.
 * @typedef {import("./spans.js").Span} Span
 */

class Finder extends Hand {
  constructor() {
    super();
    /** @type {{spans: Span[], at: number}} */
    this.hits = { spans: [], at: -1 };
  }

  /** Go to the next of some passages, in either direction. @param {any[]} items sorted @param {number} step @param {(item: any) => void} take */
  next(items, step, take) {
    const at = items.findIndex((one) => one.id !== undefined && one.id === this.focus?.id);
    const here = this.cursor?.start ?? this.spot;
    const index = at >= 0 ? at + step : step > 0 ? items.findIndex((one) => one.start >= here) : items.findLastIndex((one) => one.start < here);
    const found = items[index];
    if (found) take(found);
    else this.frame.announce(this.say("say-no-more"));
    if (found) this.refresh();
  }

  /** @param {any[]} items @param {"coding" | "suggestion"} kind @param {number} step */
  nextItem(items, kind, step) {
    const sorted = items.sort((a, b) => a.start - b.start || a.stop - b.stop || (a.id < b.id ? -1 : 1));
    this.next(sorted, step, (one) => {
      this.setFocus({ kind, id: one.id }, { reveal: true });
      this.frame.announce(`${kind === "suggestion" ? `${this.say("suggested")}, ` : ""}${this.label(one.code)}: ${shorten(this.store.text.slice(one.start, one.stop), 200)}${one.matched ? ` (${this.say("because", { matched: one.matched })})` : ""}`);
    });
  }

  /** @param {number} step */
  nextUncoded(step) {
    const own = this.store.own();
    const here = this.look.page.blockAt(this.cursor?.start ?? this.spot);
    const open = this.look.page.blocks.map((block, index) => ({ start: block.start, stop: block.stop, block, index }))
      .filter(({ block, index }) => block.kind === "turn" && block.role !== "interviewer" && (step > 0 ? index > here : index < here) && !own.some((one) => overlap(one, block)));
    const found = step > 0 ? open[0] : open[open.length - 1];
    if (!found) return this.frame.announce(this.say("say-no-more"));
    return this.move(words(this.store.text, found)[0] ?? found);
  }

  /** @param {string} wanted */
  search(wanted) {
    for (const key of this.hits.spans.keys()) this.look.set("find", null, `find ${key}`);
    this.look.set("found", null);
    this.hits = { spans: occurrences(this.store.text, wanted).filter((span) => this.look.page.blocksIn(span).length), at: -1 };
    this.hits.spans.forEach((span, key) => this.look.set("find", span, `find ${key}`));
    this.frame.hits.textContent = wanted.trim() && !this.hits.spans.length ? this.say("found-none") : "";
    if (this.hits.spans.length) this.nextHit(1);
  }

  /** @param {number} step */
  nextHit(step) {
    const { spans } = this.hits;
    if (!spans.length) return;
    this.hits.at = (this.hits.at + step + spans.length) % spans.length;
    const span = spans[this.hits.at];
    this.spot = span.start;
    this.look.set("found", span);
    this.look.page.reveal(this.frame.text, span);
    this.frame.hits.textContent = this.say("found", { index: this.hits.at + 1, count: spans.length });
  }

  endSearch() {
    const found = this.hits.spans[this.hits.at];
    this.frame.search.value = "";
    this.search("");
    this.frame.text.focus({ preventScroll: true });
    if (found) this.move(found);
  }

  /** Go to the next part of the screen: the title, the text, the passage in hand, the codebook. @param {number} step */
  area(step) {
    const { frame, side } = this;
    const parts = [[frame.title, frame.title], [frame.text, frame.text], [side.passage.querySelector("button"), side.passage], [side.list.querySelector("button"), side.element]];
    const there = /** @type {HTMLElement[][]} */ (parts.filter(([target]) => target));
    const at = there.findIndex(([, place]) => place.contains(document.activeElement));
    there[(at + step + there.length) % there.length][0].focus();
  }
}

// commands.js

/** What each command does, by key or by button. @typedef {import("./coder.js").Coder} Coder */

const EDGES = ["start-earlier", "start-later", "end-earlier", "end-later"];

/** @type {Record<string, (coder: Coder, value: any) => void>} */
const DOES = {
  code: (coder, value) => {
    const code = coder.store.codable()[Number(value)];
    if (code) coder.give(code.id);
    else coder.frame.announce(coder.say("say-no-code", { number: (Number(value) + 1) % 10 }));
  },
  explain: (coder, value) => {
    const code = coder.store.codable()[Number(value)];
    if (!code) return;
    coder.side.explain(code.id);
    coder.frame.announce(`${coder.label(code.id)}: ${code.definition}`);
  },
  use: (coder, id) => {
    coder.side.explain(id);
    if (coder.span && coder.store.code(id)?.codable) coder.give(id);
  },
  type: (coder, letter) => coder.palette(letter, (code) => coder.give(code)),
  do: (coder) => {
    const one = coder.item;
    if (!coder.focus || !one) return coder.span ? coder.palette("", (code) => coder.give(code)) : coder.frame.announce(coder.say("say-select"));
    if (coder.focus.kind === "suggestion") return coder.accept();
    if (!coder.mine) return coder.do("adopt", { codings: [one.id] }, one);
    if (!coder.draft) return coder.palette("", (code) => coder.give(code));
    const draft = coder.draft;
    coder.draft = null;
    coder.look.set("draft", null);
    return coder.do("move", { coding: one.id, ...coder.points(draft) }, draft);
  },
  remove: (coder) => {
    const one = coder.item;
    if (!one) return;
    if (coder.focus?.kind === "suggestion") coder.do("decline", { suggestion: one.id });
    else if (coder.mine) coder.do("withdraw", { coding: one.id });
    else coder.tell(coder.say("say-own-only", { coder: one.coder }));
  },
  change: (coder) => {
    const one = coder.item;
    if (coder.focus?.kind === "suggestion") coder.palette("", (code) => coder.accept(code));
    else if (coder.mine) coder.palette("", (code) => code !== one.code && coder.do("recode", { coding: one.id, code }));
  },
  "set-place": (coder, place) => coder.mine && coder.do("recode", { coding: coder.item.id, place }),
  "set-voice": (coder, voice) => coder.mine && coder.do("recode", { coding: coder.item.id, voice }),
  memo: (coder) => (coder.focus?.kind === "coding" ? coder.memo(coder.focus.id, coder.say("memo-passage")) : coder.memo(coder.store.document.id, coder.say("memo-document"))),
  "memo-document": (coder) => coder.memo(coder.store.document.id, coder.say("memo-document")),
  "memo-code": (coder, id) => coder.memo(id, coder.say("memo-code", { name: coder.label(id) })),
  undo: (coder) => coder.do("undo", {}),
  redo: (coder) => coder.do("redo", {}),
  clear: (coder) => {
    if (coder.draft) coder.setFocus(coder.focus);
    else coder.letGo();
    coder.refresh();
  },
  focus: (coder, focus) => {
    coder.frame.text.focus({ preventScroll: true });
    coder.setFocus(focus, { reveal: true });
    coder.refresh();
  },
  "accept-all": (coder) => coder.all("accept-all"),
  "decline-all": (coder) => coder.all("decline-all"),
  "adopt-agreed": (coder) => coder.adoptAgreed(),
  "next-passage": (coder) => coder.nextItem([...coder.store.shown()], "coding", 1),
  "previous-passage": (coder) => coder.nextItem([...coder.store.shown()], "coding", -1),
  "next-suggestion": (coder) => coder.nextItem([...coder.store.suggestions.values()], "suggestion", 1),
  "previous-suggestion": (coder) => coder.nextItem([...coder.store.suggestions.values()], "suggestion", -1),
  "next-uncoded": (coder) => coder.nextUncoded(1),
  "previous-uncoded": (coder) => coder.nextUncoded(-1),
  "same-code": (coder) => coder.act("next-of-code", coder.item?.code ?? coder.side.explained),
  "next-of-code": (coder, code) => coder.nextItem(coder.store.shown().filter((one) => one.code === code), "coding", 1),
  find: (coder) => coder.frame.search.select(),
  search: (coder, words) => coder.search(words),
  "next-hit": (coder, step) => coder.nextHit(step),
  "end-search": (coder) => coder.endSearch(),
  help: (coder) => coder.dialogs.help(),
  contents: (coder) => { coder.contents = coder.ask("contents"); },
  language: (coder) => coder.switchLanguage(),
  "next-area": (coder) => coder.area(1),
  "previous-area": (coder) => coder.area(-1),
  "new-code": (coder) => coder.newCode(""),
  "edit-code": (coder, id) => {
    const code = coder.store.code(id);
    if (!code) return;
    const fields = /** @type {[string, string][]} */ ([["definition", code.definition], ["include", code.include], ["exclude", code.exclude]]);
    coder.dialogs.code({ title: `${coder.say("edit-definition")}: ${coder.label(id)}`, fields, needed: ["definition"], save: (values) => coder.do("define", { code: id, ...values }) });
  },
};

// coder.js

/** The coder: what the person does becomes messages, what the kernel answers becomes what is seen. */

const LOOK_EVERY = 2000;
const HELLO_AGAIN = 5000;

/**
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./side.js").Focus} Focus
 */

class Coder extends Finder {
  /** @param {any} model @param {HTMLElement} element */
  constructor(model, element) {
    super();
    this.model = model;
    this.view = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");
    this.numbers = 0;
    this.language = model.get("interface") || "en";
    this.root = make("div", { class: "pm", "data-lm-suppress-shortcuts": "true", "data-view": this.view });
    this.queue = new Queue({ send: (action) => this.send(action), prepare: (action) => this.prepare(action), changed: () => this.showStatus() });
    /** @type {Map<string, Span | null>} Where the person was when they did what is not saved yet. */
    this.places = new Map();
    this.loaded = false;
    this.asked = 0;
    this.hear = this.hear.bind(this);
    model.on("msg:custom", this.hear);
    element.append(this.root);
    Object.assign(this.root, { coder: this });
    this.build();
    this.watch();
    this.hello();
  }

  // the page

  build() {
    const say = phrasesIn(this.language);
    this.say = say;
    const act = (/** @type {string} */ name, /** @type {any} */ value) => this.act(name, value);
    const label = (/** @type {string} */ id) => this.label(id);
    this.look?.close();
    this.frame = new Frame(say, act);
    this.look = new Look({ store: this.store, scroller: this.frame.text, say, label, act, theme: themeOf(document), plain: Boolean(/** @type {any} */ (globalThis).__placemeaningPlain) });
    this.side = new Side({ store: this.store, say, label, act });
    this.dialogs = new Dialogs(this.root, say, () => this.frame.text.focus({ preventScroll: true }));
    this.frame.body.append(this.look.map.element, this.side.element);
    this.root.replaceChildren(this.look.style, this.frame.element);
    this.root.lang = this.language;
    this.root.dataset.theme = this.look.theme;
    this.listen(this.frame.text);
    if (!this.loaded) this.look.page.sheet.append(make("p", { class: "pm-empty", text: say("loading") }));
    this.showStatus();
  }

  /** @param {HTMLElement} text */
  listen(text) {
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("copy", (event) => this.copy(event));
    text.addEventListener("pointerdown", () => { this.pointer = true; });
    text.addEventListener("pointerup", (event) => setTimeout(() => this.released(event)));
    this.look.handles.forEach((handle, side) => this.draggable(handle, side));
  }

  /** Watch the theme, the selection (of a touch screen, too), and what happens outside. */
  watch() {
    this.themes = new MutationObserver(() => this.retheme());
    this.root.addEventListener("keydown", (event) => this.keyAnywhere(event));
    for (const one of [document.body, document.documentElement]) this.themes.observe(one, { attributes: true, attributeFilter: ["data-jp-theme-light", "class", "theme"] });
    this.onSelection = () => {
      clearTimeout(this.selecting);
      this.selecting = setTimeout(() => !this.pointer && this.readSelection(), 200);
    };
    document.addEventListener("selectionchange", this.onSelection);
    this.onLeave = (event) => {
      if (this.queue.items.length) event.preventDefault();
    };
    addEventListener("beforeunload", this.onLeave);
    this.timer = setInterval(() => this.lookAround(), LOOK_EVERY);
  }

  retheme() {
    const theme = themeOf(document);
    if (theme === this.look.theme) return;
    this.root.dataset.theme = theme;
    this.look.restyle(theme);
  }

  close() {
    clearInterval(this.timer);
    this.themes?.disconnect();
    document.removeEventListener("selectionchange", this.onSelection);
    removeEventListener("beforeunload", this.onLeave);
    this.model.off("msg:custom", this.hear);
    this.queue.closed = true;
    const left = this.queue.giveUp();
    if (left.length) leftBehind().set(this.key_(), [...(leftBehind().get(this.key_()) ?? []), ...left]);
    this.look.close();
  }

  /** Whose unsaved actions these are. */
  key_() {
    return `${this.store.study} ${this.store.by}`;
  }

  // messages

  /** @param {Record<string, any>} message */
  send(message) {
    this.model.send({ view: this.view, ...message });
  }

  /** @param {string} type @param {Record<string, any>} [fields] */
  ask(type, fields = {}) {
    const id = `${this.view}-${++this.numbers}`;
    this.send({ type, id, ...fields });
    return id;
  }

  hello() {
    if (this.loaded || this.queue.closed) return;
    if (this.asked++ && !this.loaded) this.frame.announce(this.say("no-answer"));
    try {
      this.ask("hello");
    } catch {
      this.frame.announce(this.say("no-answer"));
    }
    setTimeout(() => this.hello(), HELLO_AGAIN);
  }

  lookAround() {
    if (!this.loaded || this.looking || document.hidden || !this.root.isConnected) return;
    try {
      this.looking = this.ask("look");
    } catch {
      this.looking = undefined;
    }
    setTimeout(() => { this.looking = undefined; }, 15000);
  }

  /** @param {any} message */
  hear(message) {
    const type = message?.type;
    if (type === "everything" && [null, this.view].includes(message.view)) this.load(message);
    else if (type === "change" && this.loaded) this.change(message);
    else if (type === "saved") this.saved(message);
    else if (type === "refused") this.refused(message);
    else if (type === "contents" && message.for === this.contents) this.dialogs.contents(message.documents, this.store.document.id, (id) => this.open(id));
    else if (type === "seen" && message.for === this.looking) this.looking = undefined;
  }

  /** @param {any} message */
  load(message) {
    const first = !this.loaded;
    const other = message.document.id !== this.store.document.id;
    this.store.load(message);
    this.loaded = true;
    if (other || message.document.digest !== this.digest) Object.assign(this, { cursor: null, focus: null, draft: null, spot: 0 });
    this.digest = message.document.digest;
    this.look.load();
    this.head();
    if (other) this.frame.text.scrollTop = 0;
    this.refresh();
    if (first) this.takeOver();
    this.showStatus();
  }

  /** Say in the bar which document this is; who codes without suggestions has no way to the next one. */
  head() {
    this.frame.name(this.store.document.title || this.store.document.id);
    this.frame.jumps[1].hidden = !this.store.suggests;
  }

  /** Save what an earlier page could not. */
  takeOver() {
    const left = leftBehind().get(this.key_()) ?? [];
    leftBehind().delete(this.key_());
    for (const action of left) this.queue.add(action);
  }

  /** @param {any} message */
  change(message) {
    const before = new Map(this.store.suggestions);
    this.look.change(this.store.change(message), before);
    if (this.focus && !this.store.codings.has(this.focus.id) && !this.store.suggestions.has(this.focus.id)) this.setFocus(null);
    if (message.memos) this.side.explain(this.side.explained);
    if (!this.queue.items.length) this.frame.announce(this.say("say-outside"));
    this.refresh();
  }

  /** @param {any} message */
  saved(message) {
    const action = this.queue.answered(message.for);
    if (!action) return;
    this.look.set("pending", null, `pending ${action.id}`);
    if (message.coding && this.store.codings.has(message.coding) && this.stillAt(action.id)) this.setFocus({ kind: "coding", id: message.coding });
    this.places.delete(action.id);
    this.frame.announce(this.told(action, message));
    this.refresh();
    if (message.sentence) this.tell(this.say("left", { problem: message.sentence }));
  }

  /** Whether the person is still where they were when they did something; somebody quick is further on. @param {string} action */
  stillAt(action) {
    const then = this.places.get(action);
    return then !== undefined && then?.start === this.cursor?.start && then?.stop === this.cursor?.stop;
  }

  /** What to say about an action that is done. @param {any} action @param {any} message */
  told(action, message) {
    const names = { withdraw: "say-withdrawn", recode: "say-changed", move: "say-changed", undo: "say-undone", redo: "say-redone", memo: "say-memo", accept: "say-accepted", "accept-all": "say-accepted", decline: "say-declined", "decline-all": "say-declined", "add-code": "say-code-added", define: "say-defined" };
    if (["undo", "redo"].includes(action.type) && message.where && message.where !== this.store.document.id) {
      return `${this.say(action.type === "undo" ? "say-undone" : "say-redone")}. ${this.say("say-elsewhere", { document: message.where })}`;
    }
    if (action.type === "memo" && !action.words) return this.say("say-memo-gone");
    const name = names[/** @type {keyof typeof names} */ (action.type)];
    return name ? this.say(name) : this.say("say-coded", { code: this.label(action.code ?? this.store.codings.get(message.coding)?.code ?? "") });
  }

  /** @param {any} message */
  refused(message) {
    if (message.kept) return this.queue.kept(message.for, message.sentence);
    const action = this.queue.answered(message.for);
    if (action) this.look.set("pending", null, `pending ${action.id}`);
    this.tell(message.reason ? this.say(message.reason) : this.say("refused", { problem: message.sentence }));
  }

  /** @param {string} words Say it for all to see, for a while. */
  tell(words) {
    this.frame.announce(words);
    this.side.notice.hidden = false;
    this.side.notice.textContent = words;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.refresh(), 8000);
  }

  /** @param {string} type @param {Record<string, any>} fields @param {Span} [span] of what will be seen */
  do(type, fields, span) {
    const id = `${this.view}-${++this.numbers}`;
    this.places.set(id, this.cursor);
    if (span) this.look.set("pending", span, `pending ${id}`);
    this.queue.add({ type, id, document: this.store.document.id, digest: this.store.document.digest, ...fields });
  }

  /** Undo and redo speak of the step that is the last one once all before it is saved. @param {any} action */
  prepare(action) {
    if (!["undo", "redo"].includes(action.type) || action.step) return action;
    const step = action.type === "undo" ? this.store.undo : this.store.redo;
    if (!step) this.frame.announce(this.say(action.type === "undo" ? "say-nothing" : "say-nothing-redo"));
    return step ? { ...action, step } : null;
  }

  // keys and commands

  /** @param {KeyboardEvent} event */
  key(event) {
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    const [name, value] = command.split(/:(.*)/s);
    this.act(name, value);
  }

  /** Undo, areas and help work wherever the focus is, but for fields that are written in. @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog")) return;
    const command = commandOf(event);
    if (command && ["undo", "redo", "next-area", "previous-area", "help", "find"].includes(command)) this.key(event);
  }

  /** @param {string} name @param {any} [value] */
  act(name, value) {
    if (!this.loaded && !["help", "language"].includes(name)) return;
    if (EDGES.includes(name) && this.focus && (this.mine || this.focus.kind === "suggestion")) return this.edge(name);
    const next = moved(name, { text: this.store.text, blocks: this.look.page.blocks }, this.cursor, this.spot);
    if (next) return this.move(next);
    const does = /** @type {any} */ (DOES)[name];
    if (does) does(this, value);
  }

  /** @param {Span} span */
  points({ start, stop }) {
    return { start: this.store.points.toPoint(start), stop: this.store.points.toPoint(stop) };
  }

  /** Give a code to what is in hand. @param {string} code */
  give(code) {
    if (this.focus?.kind === "suggestion") return this.accept(code);
    const span = this.span;
    if (!span) return this.frame.announce(this.say("say-select"));
    return this.do("code", { code, ...this.points(span) }, span);
  }

  /** @param {string} [code] */
  accept(code) {
    const one = this.item;
    const changed = this.draft ? this.points(this.draft) : {};
    this.do("accept", { suggestion: one.id, ...(code && code !== one.code ? { code } : {}), ...changed }, this.draft ?? one);
    this.draft = null;
    this.look.set("draft", null);
  }

  /** @param {string} typed @param {(code: string) => void} choose */
  palette(typed, choose) {
    const span = this.span;
    const codes = this.store.codable();
    this.dialogs.palette({
      codes, typed, choose, label: (id) => this.label(id), words: span ? this.store.text.slice(span.start, span.stop) : "",
      digit: (id) => { const at = codes.findIndex((code) => code.id === id); return at < 10 ? String((at + 1) % 10) : ""; },
      index: (id) => this.store.codes.findIndex((code) => code.id === id), explain: (id) => this.side.explain(id), create: (name) => this.newCode(name),
    });
  }

  /** @param {string} name */
  newCode(name) {
    const span = this.span;
    const fields = /** @type {[string, string][]} */ ([["label", shorten(name, 100)], ["definition", ""]]);
    const language = this.store.languages.includes(this.language) ? this.language : this.store.languages[0];
    this.dialogs.code({ title: this.say("new-code"), fields, needed: ["label", "definition"], save: ({ label, definition }) =>
      this.do("add-code", { label, definition, language, ...(span ? this.points(span) : {}) }, span ?? undefined) });
  }

  /** @param {string} id */
  open(id) {
    this.ask("open", { document: id });
  }

  /** @param {"accept-all" | "decline-all"} type */
  all(type) {
    const one = this.item;
    if (this.focus?.kind !== "suggestion" || !one) return;
    const same = [...this.store.suggestions.values()].filter((other) => sameRule(one, other)).sort((a, b) => a.start - b.start);
    this.dialogs.confirm({
      title: this.say(`${type}-of`, { keyword: one.keyword, code: this.label(one.code) }), yes: this.say(type, { count: same.length }),
      rows: same.map((other) => [this.store.text.slice(other.start, other.stop), this.say("because", { matched: other.matched })]),
      confirm: () => this.do(type, { suggestions: same.map((other) => other.id) }),
    });
  }

  adoptAgreed() {
    const agreed = this.store.agreed();
    this.dialogs.confirm({
      title: this.say("adopt-all-of", { by: this.store.by }), yes: this.say("adopt-agreed", { count: agreed.length }),
      rows: agreed.map((one) => [this.store.text.slice(one.start, one.stop), this.label(one.code)]),
      confirm: () => this.do("adopt", { codings: agreed.map((one) => one.id) }),
    });
  }

  /** @param {string} about @param {string} title */
  memo(about, title) {
    this.dialogs.memo(title, this.mine && this.item?.id === about ? this.store.memoOf(this.item) : this.store.memoOn(about), (text) => this.do("memo", { about, words: text }));
  }

  switchLanguage() {
    this.language = this.language === "nl" ? "en" : "nl";
    this.model.set("interface", this.language);
    this.model.save_changes();
    this.build();
    this.frame.language.focus();
    if (!this.loaded) return;
    this.look.load();
    this.head();
    this.setFocus(this.focus);
    this.refresh();
  }
}

export default {
  /** @param {{model: any, el: HTMLElement}} world */
  render({ model, el }) {
    const coder = new Coder(model, el);
    return () => coder.close();
  },
};
