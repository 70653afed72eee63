/**
 * Reading and selecting with the keyboard: each command turns the selection into another one.
 * @typedef {import("./spans.js").Span} Span
 * @typedef {{text: string, blocks: Span[]}} Sheet
 */
import { countBelow } from "./points.js";
import { indexAt, overlap, sentences, words } from "./spans.js";

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
export function moved(command, sheet, span, from) {
  const move = MOVES[command];
  if (!move || !sheet.blocks.length) return null;
  if (span) return move(sheet, span) ?? span;
  const near = sheet.blocks[blockAt(sheet, from)];
  const found = words(sheet.text, near);
  const first = found[indexAt(found, from)] ?? near;
  return command.endsWith("-turn") ? (move(sheet, first) ?? first) : first;
}
