/** The coder: what the person does becomes messages, what the kernel answers becomes what is seen. */
import { Dialogs } from "./dialogs.js";
import { make, shorten } from "./dom.js";
import { occurrences } from "./filter.js";
import { Frame } from "./frame.js";
import { commandOf } from "./keys.js";
import { Look } from "./look.js";
import { moved } from "./moves.js";
import { phrasesIn } from "./phrases.js";
import { Queue, leftBehind } from "./queue.js";
import { Side, sameRule } from "./side.js";
import { overlap, trim, whole, words } from "./spans.js";
import { Store } from "./store.js";
import { themeOf } from "./styles.js";

const LOOK_EVERY = 2000;
const HELLO_AGAIN = 5000;

/**
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./side.js").Focus} Focus
 */

class Coder {
  /** @param {any} model @param {HTMLElement} element */
  constructor(model, element) {
    this.model = model;
    this.view = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");
    this.numbers = 0;
    this.language = model.get("interface") || "en";
    this.store = new Store();
    this.root = make("div", { class: "pm", "data-lm-suppress-shortcuts": "true", "data-view": this.view });
    this.queue = new Queue({ send: (action) => this.send(action), prepare: (action) => this.prepare(action), changed: () => this.showStatus() });
    /** @type {Span | null} */
    this.cursor = null;
    /** @type {Focus | null} */
    this.focus = null;
    /** @type {Span | null} */
    this.draft = null;
    this.spot = 0;
    /** @type {{spans: Span[], at: number}} */
    this.hits = { spans: [], at: -1 };
    /** @type {Map<string, Span | null>} Where the person was when they did what is not saved yet. */
    this.places = new Map();
    this.loaded = false;
    this.asked = 0;
    this.pointer = false;
    this.hear = this.hear.bind(this);
    model.on("msg:custom", this.hear);
    element.append(this.root);
    this.build();
    this.watch();
    this.hello();
  }

  // the page

  build() {
    const say = phrasesIn(this.language);
    this.say = say;
    const act = (/** @type {string} */ name, /** @type {any} */ value) => this.act(name, value);
    const label = (/** @type {string} */ id) => this.label(id);
    this.look?.close();
    this.frame = new Frame(say, act);
    this.look = new Look({ store: this.store, scroller: this.frame.text, say, label, act, theme: themeOf(document), plain: Boolean(globalThis.__placemeaningPlain) });
    this.side = new Side({ store: this.store, say, label, act });
    this.dialogs = new Dialogs(this.root, say, () => this.frame.text.focus({ preventScroll: true }));
    this.frame.body.append(this.look.map.element, this.side.element);
    this.root.replaceChildren(this.look.style, this.frame.element);
    this.root.lang = this.language;
    this.root.dataset.theme = this.look.theme;
    this.listen(this.frame.text);
    if (!this.loaded) this.look.page.sheet.append(make("p", { class: "pm-empty", text: say("loading") }));
    this.showStatus();
  }

  /** @param {HTMLElement} text */
  listen(text) {
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("copy", (event) => this.copy(event));
    text.addEventListener("pointerdown", () => { this.pointer = true; });
    text.addEventListener("pointerup", (event) => setTimeout(() => this.released(event)));
    this.look.handles.forEach((handle, side) => this.draggable(handle, side));
    this.root.addEventListener("keydown", (event) => this.keyAnywhere(event));
  }

  /** Watch the theme, the selection (of a touch screen, too), and what happens outside. */
  watch() {
    this.themes = new MutationObserver(() => this.retheme());
    for (const one of [document.body, document.documentElement]) this.themes.observe(one, { attributes: true, attributeFilter: ["data-jp-theme-light", "class", "theme"] });
    this.onSelection = () => {
      clearTimeout(this.selecting);
      this.selecting = setTimeout(() => !this.pointer && this.readSelection(), 200);
    };
    document.addEventListener("selectionchange", this.onSelection);
    this.onLeave = (/** @type {BeforeUnloadEvent} */ event) => this.queue.items.length && event.preventDefault();
    addEventListener("beforeunload", this.onLeave);
    this.timer = setInterval(() => this.lookAround(), LOOK_EVERY);
  }

  retheme() {
    const theme = themeOf(document);
    if (theme === this.look.theme) return;
    this.root.dataset.theme = theme;
    this.look.restyle(theme);
  }

  close() {
    clearInterval(this.timer);
    this.themes?.disconnect();
    document.removeEventListener("selectionchange", this.onSelection);
    removeEventListener("beforeunload", this.onLeave);
    this.model.off("msg:custom", this.hear);
    this.queue.closed = true;
    const left = this.queue.giveUp();
    if (left.length) leftBehind().set(this.key_(), [...(leftBehind().get(this.key_()) ?? []), ...left]);
    this.look.close();
  }

  /** Whose unsaved actions these are. */
  key_() {
    return `${this.store.study} ${this.store.by}`;
  }

  // messages

  /** @param {Record<string, any>} message */
  send(message) {
    this.model.send({ view: this.view, ...message });
  }

  /** @param {string} type @param {Record<string, any>} [fields] */
  ask(type, fields = {}) {
    const id = `${this.view}-${++this.numbers}`;
    this.send({ type, id, ...fields });
    return id;
  }

  hello() {
    if (this.loaded || this.queue.closed) return;
    if (this.asked++ && !this.loaded) this.frame.announce(this.say("no-answer"));
    try {
      this.ask("hello");
    } catch {
      this.frame.announce(this.say("no-answer"));
    }
    setTimeout(() => this.hello(), HELLO_AGAIN);
  }

  lookAround() {
    if (!this.loaded || this.looking || document.hidden || !this.root.isConnected) return;
    try {
      this.looking = this.ask("look");
    } catch {
      this.looking = undefined;
    }
    setTimeout(() => { this.looking = undefined; }, 15000);
  }

  /** @param {any} message */
  hear(message) {
    const type = message?.type;
    if (type === "everything" && [null, this.view].includes(message.view)) this.load(message);
    else if (type === "change" && this.loaded) this.change(message);
    else if (type === "saved") this.saved(message);
    else if (type === "refused") this.refused(message);
    else if (type === "contents" && message.for === this.contents) this.dialogs.contents(message.documents, this.store.document.id, (id) => this.open(id));
    else if (type === "seen" && message.for === this.looking) this.looking = undefined;
  }

  /** @param {any} message */
  load(message) {
    const first = !this.loaded;
    const other = message.document.id !== this.store.document.id;
    this.store.load(message);
    this.loaded = true;
    if (other || message.document.digest !== this.digest) Object.assign(this, { cursor: null, focus: null, draft: null, spot: 0 });
    this.digest = message.document.digest;
    this.look.load();
    this.frame.title.textContent = `${message.document.title || message.document.id} ▾`;
    this.frame.text.setAttribute("aria-label", `${this.say("text")}: ${message.document.title || message.document.id}`);
    if (other) this.frame.text.scrollTop = 0;
    this.refresh();
    if (first) this.takeOver();
    this.showStatus();
  }

  /** Save what an earlier page could not. */
  takeOver() {
    const left = leftBehind().get(this.key_()) ?? [];
    leftBehind().delete(this.key_());
    for (const action of left) this.queue.add(action);
  }

  /** @param {any} message */
  change(message) {
    const before = new Map(this.store.suggestions);
    this.look.change(this.store.change(message), before);
    if (this.focus && !this.store.codings.has(this.focus.id) && !this.store.suggestions.has(this.focus.id)) this.setFocus(null);
    if (!this.queue.items.length) this.frame.announce(this.say("say-outside"));
    this.refresh();
  }

  /** @param {any} message */
  saved(message) {
    const action = this.queue.answered(message.for);
    if (!action) return;
    this.look.set("pending", null, `pending ${action.id}`);
    if (message.coding && this.store.codings.has(message.coding) && this.stillAt(action.id)) this.setFocus({ kind: "coding", id: message.coding });
    this.places.delete(action.id);
    this.frame.announce(this.told(action, message));
    this.refresh();
  }

  /** Whether the person is still where they were when they did something; somebody quick is further on. @param {string} action */
  stillAt(action) {
    const then = this.places.get(action);
    return then !== undefined && then?.start === this.cursor?.start && then?.stop === this.cursor?.stop;
  }

  /** What to say about an action that is done. @param {any} action @param {any} message */
  told(action, message) {
    const names = { withdraw: "say-withdrawn", recode: "say-changed", move: "say-changed", undo: "say-undone", redo: "say-redone", memo: "say-memo", accept: "say-accepted", "accept-all": "say-accepted", decline: "say-declined", "decline-all": "say-declined", "add-code": "say-code-added", define: "say-defined" };
    if (["undo", "redo"].includes(action.type) && message.where && message.where !== this.store.document.id) {
      return `${this.say(action.type === "undo" ? "say-undone" : "say-redone")}. ${this.say("say-elsewhere", { document: message.where })}`;
    }
    const name = names[/** @type {keyof typeof names} */ (action.type)];
    return name ? this.say(name) : this.say("say-coded", { code: this.label(action.code ?? this.store.codings.get(message.coding)?.code ?? "") });
  }

  /** @param {any} message */
  refused(message) {
    if (message.kept) return this.queue.kept(message.for, message.sentence);
    const action = this.queue.answered(message.for);
    if (action) this.look.set("pending", null, `pending ${action.id}`);
    this.tell(message.sentence);
  }

  /** @param {string} words Say it for all to see, for a while. */
  tell(words) {
    this.frame.announce(words);
    this.side.notice.hidden = false;
    this.side.notice.textContent = words;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.refresh(), 8000);
  }

  /** @param {string} type @param {Record<string, any>} fields @param {Span} [span] of what will be seen */
  do(type, fields, span) {
    const id = `${this.view}-${++this.numbers}`;
    this.places.set(id, this.cursor);
    if (span) this.look.set("pending", span, `pending ${id}`);
    this.queue.add({ type, id, document: this.store.document.id, digest: this.store.document.digest, ...fields });
  }

  /** Undo and redo speak of the step that is the last one once all before it is saved. @param {any} action */
  prepare(action) {
    if (!["undo", "redo"].includes(action.type) || action.step) return action;
    const step = action.type === "undo" ? this.store.undo : this.store.redo;
    if (!step) this.frame.announce(this.say(action.type === "undo" ? "say-nothing" : "say-nothing-redo"));
    return step ? { ...action, step } : null;
  }

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

  /** @param {Span | null} cursor @param {{reveal?: boolean, quiet?: boolean}} [how] */
  setCursor(cursor, { reveal = true, quiet = false } = {}) {
    this.cursor = cursor;
    this.draft = null;
    if (cursor) this.spot = cursor.start;
    this.look.set("draft", null);
    this.look.set("cursor", cursor);
    if (cursor && reveal) this.look.page.reveal(this.frame.text, cursor);
    if (cursor && !quiet) this.frame.announce(this.say("say-selected", { words: shorten(this.store.text.slice(cursor.start, cursor.stop), 200) }));
    this.showNative(cursor);
  }

  /** Let the browser's own selection be the same, so that copying copies it. @param {Span | null} span */
  showNative(span) {
    const selection = getSelection();
    if (!selection || !this.frame.text.contains(document.activeElement)) return;
    if (!span) return this.frame.text.contains(selection.anchorNode) ? selection.removeAllRanges() : undefined;
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
    this.setCursor(span, { reveal: false });
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

  // keys and commands

  /** @param {KeyboardEvent} event */
  key(event) {
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    const [name, value] = command.split(/:(.*)/s);
    this.act(name, value);
  }

  /** Undo, areas and help work wherever the focus is, but for fields that are written in. @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog")) return;
    const command = commandOf(event);
    if (command && ["undo", "redo", "next-area", "previous-area", "help", "find"].includes(command)) this.key(event);
  }

  /** @param {string} name @param {any} [value] */
  act(name, value) {
    if (!this.loaded && !["help", "language"].includes(name)) return;
    if (EDGES.includes(name) && this.focus && (this.mine || this.focus.kind === "suggestion")) return this.edge(name);
    const next = moved(name, { text: this.store.text, blocks: this.look.page.blocks }, this.cursor, this.spot);
    if (next) return this.move(next);
    const does = /** @type {any} */ (DOES)[name];
    if (does) does(this, value);
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

  /** @param {Span} span */
  points({ start, stop }) {
    return { start: this.store.points.toPoint(start), stop: this.store.points.toPoint(stop) };
  }

  /** Give a code to what is in hand. @param {string} code */
  give(code) {
    if (this.focus?.kind === "suggestion") return this.accept(code);
    const span = this.span;
    if (!span) return this.frame.announce(this.say("say-select"));
    return this.do("code", { code, ...this.points(span) }, span);
  }

  /** @param {string} [code] */
  accept(code) {
    const one = this.item;
    const changed = this.draft ? this.points(this.draft) : {};
    this.do("accept", { suggestion: one.id, ...(code && code !== one.code ? { code } : {}), ...changed }, this.draft ?? one);
    this.draft = null;
    this.look.set("draft", null);
  }

  /** @param {string} typed @param {(code: string) => void} choose */
  palette(typed, choose) {
    const span = this.span;
    const codes = this.store.codable();
    this.dialogs.palette({
      codes, typed, choose, label: (id) => this.label(id), words: span ? this.store.text.slice(span.start, span.stop) : "",
      digit: (id) => { const at = codes.findIndex((code) => code.id === id); return at < 10 ? String((at + 1) % 10) : ""; },
      index: (id) => this.store.codes.findIndex((code) => code.id === id), explain: (id) => this.side.explain(id), create: (name) => this.newCode(name),
    });
  }

  /** @param {string} name */
  newCode(name) {
    const span = this.span;
    const fields = /** @type {[string, string][]} */ ([["label", shorten(name, 100)], ["definition", ""]]);
    const language = this.store.languages.includes(this.language) ? this.language : this.store.languages[0];
    this.dialogs.code({ title: this.say("new-code"), fields, needed: ["label", "definition"], save: ({ label, definition }) =>
      this.do("add-code", { label, definition, language, ...(span ? this.points(span) : {}) }, span ?? undefined) });
  }

  /** @param {string} id */
  open(id) {
    this.ask("open", { document: id });
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

  /** @param {"accept-all" | "decline-all"} type */
  all(type) {
    const one = this.item;
    if (this.focus?.kind !== "suggestion" || !one) return;
    const same = [...this.store.suggestions.values()].filter((other) => sameRule(one, other)).sort((a, b) => a.start - b.start);
    this.dialogs.confirm({
      title: this.say(`${type}-of`, { keyword: one.keyword, code: this.label(one.code) }), yes: this.say(type, { count: same.length }),
      rows: same.map((other) => [this.store.text.slice(other.start, other.stop), this.say("because", { matched: other.matched })]),
      confirm: () => this.do(type, { suggestions: same.map((other) => other.id) }),
    });
  }

  adoptAgreed() {
    const agreed = this.store.agreed();
    this.dialogs.confirm({
      title: this.say("adopt-all-of", { by: this.store.by }), yes: this.say("adopt-agreed", { count: agreed.length }),
      rows: agreed.map((one) => [this.store.text.slice(one.start, one.stop), this.label(one.code)]),
      confirm: () => this.do("adopt", { codings: agreed.map((one) => one.id) }),
    });
  }

  /** @param {string} about @param {string} title */
  memo(about, title) {
    this.dialogs.memo(title, this.store.memoOn(about) || (this.mine && this.item?.id === about ? this.item.memo : ""), (text) => this.do("memo", { about, words: text }));
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

  /** @param {number} step */
  area(step) {
    const areas = [this.frame.title, this.frame.text, this.side.list.querySelector("button") ?? this.side.element];
    const at = areas.findIndex((one) => one === document.activeElement || (one !== this.frame.title && one.closest("aside, .pm-text")?.contains(document.activeElement)));
    /** @type {HTMLElement} */ (areas[(at + step + areas.length) % areas.length]).focus();
  }

  switchLanguage() {
    this.language = this.language === "nl" ? "en" : "nl";
    this.model.set("interface", this.language);
    this.model.save_changes();
    this.build();
    if (!this.loaded) return;
    this.look.load();
    this.frame.title.textContent = `${this.store.document.title || this.store.document.id} ▾`;
    this.setFocus(this.focus);
    this.refresh();
  }
}

const EDGES = ["start-earlier", "start-later", "end-earlier", "end-later"];

/** @type {Record<string, (coder: Coder, value: any) => void>} */
const DOES = {
  code: (coder, value) => {
    const code = coder.store.codable()[Number(value)];
    if (code) coder.give(code.id);
    else coder.frame.announce(coder.say("say-no-code", { number: (Number(value) + 1) % 10 }));
  },
  explain: (coder, value) => {
    const code = coder.store.codable()[Number(value)];
    if (!code) return;
    coder.side.explain(code.id);
    coder.frame.announce(`${coder.label(code.id)}: ${code.definition}`);
  },
  use: (coder, id) => {
    coder.side.explain(id);
    if (coder.span && coder.store.code(id)?.codable) coder.give(id);
  },
  type: (coder, letter) => coder.palette(letter, (code) => coder.give(code)),
  do: (coder) => {
    const one = coder.item;
    if (!coder.focus || !one) return coder.span ? coder.palette("", (code) => coder.give(code)) : coder.frame.announce(coder.say("say-select"));
    if (coder.focus.kind === "suggestion") return coder.accept();
    if (!coder.mine) return coder.do("adopt", { codings: [one.id] }, one);
    if (!coder.draft) return coder.palette("", (code) => coder.give(code));
    const draft = coder.draft;
    coder.draft = null;
    coder.look.set("draft", null);
    return coder.do("move", { coding: one.id, ...coder.points(draft) }, draft);
  },
  remove: (coder) => {
    const one = coder.item;
    if (!one) return;
    if (coder.focus?.kind === "suggestion") coder.do("decline", { suggestion: one.id });
    else if (coder.mine) coder.do("withdraw", { coding: one.id });
    else coder.tell(coder.say("say-own-only", { coder: one.coder }));
  },
  change: (coder) => {
    const one = coder.item;
    if (coder.focus?.kind === "suggestion") coder.palette("", (code) => coder.accept(code));
    else if (coder.mine) coder.palette("", (code) => code !== one.code && coder.do("recode", { coding: one.id, code }));
  },
  "set-place": (coder, place) => coder.mine && coder.do("recode", { coding: coder.item.id, place }),
  "set-voice": (coder, voice) => coder.mine && coder.do("recode", { coding: coder.item.id, voice }),
  memo: (coder) => (coder.focus?.kind === "coding" ? coder.memo(coder.focus.id, coder.say("memo-passage")) : coder.memo(coder.store.document.id, coder.say("memo-document"))),
  "memo-document": (coder) => coder.memo(coder.store.document.id, coder.say("memo-document")),
  "memo-code": (coder, id) => coder.memo(id, coder.say("memo-code", { name: coder.label(id) })),
  undo: (coder) => coder.do("undo", {}),
  redo: (coder) => coder.do("redo", {}),
  clear: (coder) => {
    if (coder.draft) coder.setFocus(coder.focus);
    else coder.letGo();
    coder.refresh();
  },
  focus: (coder, focus) => {
    coder.frame.text.focus({ preventScroll: true });
    coder.setFocus(focus, { reveal: true });
    coder.refresh();
  },
  "accept-all": (coder) => coder.all("accept-all"),
  "decline-all": (coder) => coder.all("decline-all"),
  "adopt-agreed": (coder) => coder.adoptAgreed(),
  "next-passage": (coder) => coder.nextItem(coder.store.shown(), "coding", 1),
  "previous-passage": (coder) => coder.nextItem(coder.store.shown(), "coding", -1),
  "next-suggestion": (coder) => coder.nextItem([...coder.store.suggestions.values()], "suggestion", 1),
  "previous-suggestion": (coder) => coder.nextItem([...coder.store.suggestions.values()], "suggestion", -1),
  "next-uncoded": (coder) => coder.nextUncoded(1),
  "previous-uncoded": (coder) => coder.nextUncoded(-1),
  "same-code": (coder) => coder.act("next-of-code", coder.item?.code ?? coder.side.explained),
  "next-of-code": (coder, code) => coder.nextItem(coder.store.shown().filter((one) => one.code === code), "coding", 1),
  find: (coder) => coder.frame.search.select(),
  search: (coder, words) => coder.search(words),
  "next-hit": (coder, step) => coder.nextHit(step),
  "end-search": (coder) => coder.endSearch(),
  help: (coder) => coder.dialogs.help(),
  contents: (coder) => { coder.contents = coder.ask("contents"); },
  language: (coder) => coder.switchLanguage(),
  "next-area": (coder) => coder.area(1),
  "previous-area": (coder) => coder.area(-1),
  "new-code": (coder) => coder.newCode(""),
  "edit-code": (coder, id) => {
    const code = coder.store.code(id);
    if (!code) return;
    const fields = /** @type {[string, string][]} */ ([["definition", code.definition], ["include", code.include], ["exclude", code.exclude]]);
    coder.dialogs.code({ title: `${coder.say("edit-definition")}: ${coder.label(id)}`, fields, needed: ["definition"], save: (values) => coder.do("define", { code: id, ...values }) });
  },
};

export default {
  /** @param {{model: any, el: HTMLElement}} world */
  render({ model, el }) {
    const coder = new Coder(model, el);
    return () => coder.close();
  },
};
