/**
 * Finding one's way: the next passage, suggestion or uncoded turn, words that are searched, the parts of the screen.
 * @typedef {import("./spans.js").Span} Span
 */
import { shorten } from "./dom.js";
import { occurrences } from "./filter.js";
import { Hand } from "./hand.js";
import { overlap, words } from "./spans.js";

export class Finder extends Hand {
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
