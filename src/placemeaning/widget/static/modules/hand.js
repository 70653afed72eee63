/**
 * What the person has in hand: the words that are selected, the passage that is looked at, edges that are being changed; by mouse and by key.
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./side.js").Focus} Focus
 */
import { shorten } from "./dom.js";
import { moved } from "./moves.js";
import { trim, whole, words } from "./spans.js";
import { Store } from "./store.js";

export class Hand {
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
