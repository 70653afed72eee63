/**
 * The bar at the side: where in the document codings, suggestions and memos are, and which part is seen.
 * @typedef {{length: number, codings: {start: number, stop: number, colour: string}[], suggestions: {start: number, stop: number, colour: string}[],
 *   memos: {start: number, stop: number, colour: string}[]}} MapMarks
 */
import { make } from "./dom.js";

const COLUMNS = { codings: [4, 10], suggestions: [17, 5], memos: [25, 4] };

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
    for (const [lane, [left, thick]] of Object.entries(COLUMNS)) {
      for (const { start, stop, colour } of marks[/** @type {keyof typeof COLUMNS} */ (lane)]) {
        pen.fillStyle = colour;
        pen.fillRect(left, start * tall, thick, Math.max(2, (stop - start) * tall));
      }
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
