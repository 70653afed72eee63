/** The coder: what the person does becomes messages, what the kernel answers becomes what is seen. */
import { DOES, EDGES } from "./commands.js";
import { Dialogs } from "./dialogs.js";
import { make, shorten } from "./dom.js";
import { Frame } from "./frame.js";
import { commandOf } from "./keys.js";
import { Look } from "./look.js";
import { Finder } from "./finder.js";
import { moved } from "./moves.js";
import { phrasesIn } from "./phrases.js";
import { Queue, leftBehind } from "./queue.js";
import { Side, sameRule } from "./side.js";
import { words } from "./spans.js";
import { themeOf } from "./styles.js";

const LOOK_EVERY = 2000;
const HELLO_AGAIN = 5000;

/**
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./side.js").Focus} Focus
 */

export class Coder extends Finder {
  /** @param {any} model @param {HTMLElement} element */
  constructor(model, element) {
    super();
    this.model = model;
    this.view = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");
    this.numbers = 0;
    this.language = model.get("interface") || "en";
    this.root = make("div", { class: "pm", "data-lm-suppress-shortcuts": "true", "data-view": this.view });
    this.queue = new Queue({ send: (action) => this.send(action), prepare: (action) => this.prepare(action), changed: () => this.showStatus() });
    /** @type {Map<string, Span | null>} Where the person was when they did what is not saved yet. */
    this.places = new Map();
    this.loaded = false;
    this.asked = 0;
    this.hear = this.hear.bind(this);
    model.on("msg:custom", this.hear);
    element.append(this.root);
    Object.assign(this.root, { coder: this });
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
    this.look = new Look({ store: this.store, scroller: this.frame.text, say, label, act, theme: themeOf(document), plain: Boolean(/** @type {any} */ (globalThis).__placemeaningPlain) });
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
  }

  /** Watch the theme, the selection (of a touch screen, too), and what happens outside. */
  watch() {
    this.themes = new MutationObserver(() => this.retheme());
    this.root.addEventListener("keydown", (event) => this.keyAnywhere(event));
    for (const one of [document.body, document.documentElement]) this.themes.observe(one, { attributes: true, attributeFilter: ["data-jp-theme-light", "class", "theme"] });
    this.onSelection = () => {
      clearTimeout(this.selecting);
      this.selecting = setTimeout(() => !this.pointer && this.readSelection(), 200);
    };
    document.addEventListener("selectionchange", this.onSelection);
    this.onLeave = (event) => {
      if (this.queue.items.length) event.preventDefault();
    };
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
    this.head();
    if (other) this.frame.text.scrollTop = 0;
    this.refresh();
    if (first) this.takeOver();
    this.showStatus();
  }

  /** Say in the bar which document this is; who codes without suggestions has no way to the next one. */
  head() {
    this.frame.name(this.store.document.title || this.store.document.id);
    this.frame.jumps[1].hidden = !this.store.suggests;
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
    if (message.memos) this.side.explain(this.side.explained);
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
    if (message.sentence) this.tell(this.say("left", { problem: message.sentence }));
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
    if (action.type === "memo" && !action.words) return this.say("say-memo-gone");
    const name = names[/** @type {keyof typeof names} */ (action.type)];
    return name ? this.say(name) : this.say("say-coded", { code: this.label(action.code ?? this.store.codings.get(message.coding)?.code ?? "") });
  }

  /** @param {any} message */
  refused(message) {
    if (message.kept) return this.queue.kept(message.for, message.sentence);
    const action = this.queue.answered(message.for);
    if (action) this.look.set("pending", null, `pending ${action.id}`);
    this.tell(message.reason ? this.say(message.reason) : this.say("refused", { problem: message.sentence }));
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
    this.dialogs.memo(title, this.mine && this.item?.id === about ? this.store.memoOf(this.item) : this.store.memoOn(about), (text) => this.do("memo", { about, words: text }));
  }

  switchLanguage() {
    this.language = this.language === "nl" ? "en" : "nl";
    this.model.set("interface", this.language);
    this.model.save_changes();
    this.build();
    this.frame.language.focus();
    if (!this.loaded) return;
    this.look.load();
    this.head();
    this.setFocus(this.focus);
    this.refresh();
  }
}

export default {
  /** @param {{model: any, el: HTMLElement}} world */
  render({ model, el }) {
    const coder = new Coder(model, el);
    return () => coder.close();
  },
};
