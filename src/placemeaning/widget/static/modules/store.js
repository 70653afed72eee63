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
import { Points } from "./points.js";
import { freeLane, intoLanes, overlap } from "./spans.js";

const SURE = ["exact", "moved", "edited"];

export class Store {
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
