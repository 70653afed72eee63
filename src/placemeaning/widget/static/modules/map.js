/**
 * The bar at the side: where in the document codings, suggestions and memos are, and which part is seen.
 * @typedef {{length: number, codings: {start: number, stop: number, colour: string, lane: number}[], suggestions: {start: number, stop: number, colour: string}[],
 *   memos: {start: number, stop: number, colour: string}[]}} MapMarks
 */
import { make } from "./dom.js";

/** Where each kind is drawn, and how wide: codings in as many columns as lie on top of each other somewhere. */
const LEFT = 4;
const WIDE = 15;
const SUGGESTIONS = [22, 5];
const MEMOS = [33, 3];

export class Minimap {
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
