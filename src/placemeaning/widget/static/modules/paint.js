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
export class HighlightPainter extends Painter {
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
export class PiecePainter extends Painter {
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
