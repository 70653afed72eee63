/**
 * The sheet with the words: one element a turn, with one text node that is never changed; and the way between positions and nodes.
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./store.js").Block} Block
 */
import { clock, make } from "./dom.js";
import { countBelow } from "./points.js";

/** How many turns the browser lays out or leaves alone together. */
const CHUNK = 12;

export class Page {
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
