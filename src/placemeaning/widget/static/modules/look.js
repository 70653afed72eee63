/**
 * What is seen of what is known: the words, the passages on them, their names in the margin, the overview.
 * @typedef {import("./store.js").Coding} Coding
 * @typedef {import("./spans.js").Span} Span
 */
import { make, shorten } from "./dom.js";
import { Minimap } from "./map.js";
import { Page } from "./page.js";
import { HighlightPainter, PiecePainter, hasHighlights } from "./paint.js";
import { countBelow } from "./points.js";
import { overlap } from "./spans.js";
import { THEMES, lineColour, styleSheet } from "./styles.js";
import { css, mix } from "./colour.js";

/** How many names a turn has in its margin: about as many as it has lines. */
const LABELS = [3, 8];
let pages = 0;

export class Look {
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
