/**
 * Painting passages without touching the document: CSS highlights where the browser has them; where not, only the turns that changed are
 * made again. A highlight has a name, and the look of each name is one rule in a style sheet of the page.
 * @typedef {{name: string, span: import("./spans.js").Span}} Mark
 * @typedef {import("./page.js").Page} Page
 */
import { overlap } from "./spans.js";

/** Whether the browser has CSS highlights. */
export function hasHighlights() {
  return typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function" && typeof StaticRange === "function";
}

/** Paints with the CSS Custom Highlight API. */
export class HighlightPainter {
  /**
   * @param {Page} page
   * @param {string} prefix what the names begin with, so that two pages do not share them
   */
  constructor(page, prefix) {
    this.page = page;
    this.prefix = prefix;
    /** @type {Map<string, Highlight>} */
    this.highlights = new Map();
    /** @type {Map<string, {highlight: Highlight, ranges: AbstractRange[]}>} */
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

  /**
   * @param {string} key
   * @param {Mark} mark
   */
  put(key, { name, span }) {
    this.drop(key);
    const highlight = this.highlight(name);
    const ranges = this.page.ranges(span);
    for (const range of ranges) highlight.add(range);
    this.painted.set(key, { highlight, ranges });
  }

  /** @param {string} key */
  drop(key) {
    const old = this.painted.get(key);
    if (!old) return;
    for (const range of old.ranges) old.highlight.delete(range);
    this.painted.delete(key);
  }

  /** @param {Iterable<[string, Mark]>} marks */
  all(marks) {
    for (const highlight of this.highlights.values()) highlight.clear();
    this.painted.clear();
    for (const [key, mark] of marks) this.put(key, mark);
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
export class PiecePainter {
  /**
   * @param {Page} page
   * @param {string} prefix
   */
  constructor(page, prefix) {
    this.page = page;
    this.prefix = prefix;
    /** @type {Map<string, Mark>} */
    this.marks = new Map();
    /** @type {Map<number, Set<string>>} The keys of the marks on each block. */
    this.onBlock = new Map();
    /** @type {Set<number>} */
    this.stale = new Set();
  }

  /**
   * @param {string} key
   * @param {Mark} mark
   */
  put(key, mark) {
    this.drop(key);
    this.marks.set(key, mark);
    for (const index of this.page.blocksIn(mark.span)) {
      if (!this.onBlock.has(index)) this.onBlock.set(index, new Set());
      this.onBlock.get(index)?.add(key);
      this.touch(index);
    }
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
    for (const index of this.onBlock.keys()) this.touch(index);
    this.marks.clear();
    this.onBlock.clear();
    for (const [key, mark] of marks) this.put(key, mark);
  }

  /** @param {number} index of a block that is to be made again before the next picture */
  touch(index) {
    if (!this.stale.size) queueMicrotask(() => this.flush());
    this.stale.add(index);
  }

  flush() {
    for (const index of this.stale) this.draw(index);
    this.stale.clear();
  }

  /** @param {number} index */
  draw(index) {
    const block = this.page.blocks[index];
    const marks = [...(this.onBlock.get(index) ?? [])].map((key) => /** @type {Mark} */ (this.marks.get(key)));
    const cuts = new Set([block.start, block.stop]);
    for (const { span } of marks) for (const at of [span.start, span.stop]) if (at > block.start && at < block.stop) cuts.add(at);
    const sorted = [...cuts].sort((a, b) => a - b);
    const pieces = sorted.slice(0, -1).map((start, i) => this.piece({ start, stop: sorted[i + 1] }, marks));
    this.page.replaceWords(index, pieces);
  }

  /**
   * @param {import("./spans.js").Span} span
   * @param {Mark[]} marks
   */
  piece(span, marks) {
    const words = document.createTextNode(this.page.text.slice(span.start, span.stop));
    const here = marks.filter((mark) => overlap(mark.span, span)).sort((a, b) => priority(a.name) - priority(b.name));
    /** @type {Node} */
    let node = words;
    for (const { name } of here) {
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

  close() {}
}

/** The looks from bottom to top: suggestions, other coders, own codes, words that fired, then what is being done. */
const LAYERS = [/^s$/, /^o\d/, /^c\d/, /^k$/, /^find$/, /^found$/, /^pending$/, /^focus$/, /^cursor$/, /^draft$/];

/**
 * Return which of two overlapping highlights lies on top.
 * @param {string} name
 */
function priority(name) {
  return LAYERS.findIndex((layer) => layer.test(name)) * 10 + Number(/l(\d)$/.exec(name)?.[1] ?? 0);
}
