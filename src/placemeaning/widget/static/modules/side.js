/**
 * The panel beside the text: the passage in hand with all that is on it, and the codebook.
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./store.js").Code} Code
 * @typedef {{kind: "coding" | "suggestion", id: string}} Focus
 */
import { button, make, shorten } from "./dom.js";

export class Side {
  /**
   * @param {{store: Store, say: (name: string, values?: Record<string, any>) => string, label: (code: string) => string, act: (name: string, value?: any) => void}} world
   */
  constructor(world) {
    this.world = world;
    const { say } = world;
    this.passage = make("section", { class: "pm-passage", "aria-label": say("at-passage") });
    this.list = make("ol", { class: "pm-codes" });
    this.details = make("section", { class: "pm-details", tabindex: "0", "aria-label": say("definition") });
    this.agreed = make("div", { class: "pm-agreed" });
    this.notice = make("p", { class: "pm-notice", hidden: true });
    const head = make("div", { class: "pm-head" }, [
      make("h3", { text: say("codebook") }), button(`+ ${say("new-code")}`, () => world.act("new-code"), { class: "pm-button pm-quiet" }),
    ]);
    const book = make("section", { class: "pm-book", "aria-label": say("codebook") }, [head, this.list]);
    this.above = make("div", { class: "pm-above" }, [this.notice, this.passage, this.agreed]);
    this.element = make("aside", { class: "pm-side", "aria-label": say("side"), tabindex: "-1" }, [this.above, book, this.details]);
    this.explained = "";
    /** @type {Code[] | null} The codebook that the list shows. */
    this.shownCodes = null;
  }

  /** Show the codebook, with how often each code is used here. */
  codebook() {
    const { store, label, act } = this.world;
    if (this.shownCodes === store.codes) return this.recount();
    this.shownCodes = store.codes;
    const digits = new Map(store.codable().slice(0, 10).map((code, index) => [code.id, String((index + 1) % 10)]));
    const entries = store.codes.map((code) => {
      const index = store.codes.indexOf(code);
      const parts = [
        make("kbd", { text: digits.get(code.id) ?? "", hidden: !digits.has(code.id) }), make("span", { class: `pm-swatch pm-swatch-${index}` }),
        make("span", { class: "pm-label", text: label(code.id) }), make("span", { class: "pm-count", "data-count": code.id }),
      ];
      const entry = make("button", { type: "button", class: `pm-code${code.codable ? "" : " pm-group"}`, "data-code": code.id, onclick: () => act("use", code.id) }, parts);
      entry.addEventListener("pointerdown", (event) => event.preventDefault());
      entry.addEventListener("pointerenter", () => this.explain(code.id));
      entry.addEventListener("focus", () => this.explain(code.id));
      return make("li", { class: code.parent ? "pm-child" : "" }, [entry]);
    });
    this.list.replaceChildren(...entries);
    if (!store.code(this.explained)) this.explained = store.codes[0]?.id ?? "";
    this.explain(this.explained);
    return this.recount();
  }

  recount() {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("[data-count]"))) {
      element.textContent = String(this.world.store.counts.get(element.dataset.count ?? "") || "");
    }
  }

  /** @param {string} id Show what a code means. */
  explain(id) {
    const { store, say, label, act } = this.world;
    const code = store.code(id);
    this.explained = id;
    if (!code) return this.details.replaceChildren();
    const others = Object.values(code.label).filter((name) => name !== label(id)).join(" · ");
    const memo = store.memoOn(id);
    return this.details.replaceChildren(
      make("h4", {}, [make("span", { class: `pm-swatch pm-swatch-${store.codes.indexOf(code)}` }), make("span", { text: label(id) })]),
      others ? make("p", { class: "pm-other-labels", text: others }) : "",
      make("p", { text: code.definition }), ...this.fields(code),
      memo ? make("p", { class: "pm-memo", text: memo }) : "",
      make("div", { class: "pm-buttons" }, [
        button(say("next-of-code"), () => act("next-of-code", id)), button(say("edit-definition"), () => act("edit-code", id)), button(say("memo"), () => act("memo-code", id)),
      ]),
    );
  }

  /** @param {Code} code */
  fields(code) {
    const { say } = this.world;
    const texts = /** @type {const} */ (["include", "exclude"]).filter((name) => code[name]).map((name) => field(say(name), [make("p", { text: code[name] })]));
    if (code.examples.length) texts.push(field(say("examples"), [make("ul", {}, code.examples.map((one) => make("li", { text: one })))]));
    return texts;
  }

  /** Scroll the panel, and nothing around it, to what is chosen. @param {HTMLElement | null} chosen */
  bringIntoSight(chosen) {
    const [box, item] = [this.above.getBoundingClientRect(), chosen?.getBoundingClientRect()];
    this.above.scrollTop += item ? Math.min(item.top - box.top - 8, Math.max(0, item.bottom - box.bottom + 4)) : -this.above.scrollTop;
  }

  /**
   * Show what is at the passage in hand.
   * @param {{span: import("./spans.js").Span | null, focus: Focus | null, draft: boolean, words: string, count: number}} state
   */
  show(state) {
    const name = this.passage.contains(document.activeElement) && nameOf(/** @type {HTMLElement} */ (document.activeElement));
    this.showPassage(state);
    if (name) this.focusOn(name);
  }

  /** Give the focus to what has a name in the passage that is shown anew: what is chosen first, else the panel. @param {string} name */
  focusOn(name) {
    const all = /** @type {HTMLElement[]} */ ([...this.passage.querySelectorAll(".pm-chosen :is(button, select)"), ...this.passage.querySelectorAll("button")]);
    (all.find((one) => nameOf(one) === name) ?? all[0] ?? this.element).focus({ preventScroll: true });
  }

  /** @param {{span: import("./spans.js").Span | null, focus: Focus | null, draft: boolean, words: string, count: number}} state */
  showPassage({ span, focus, draft, words, count }) {
    const { store, say } = this.world;
    const unsure = store.unsure;
    this.notice.hidden = !unsure;
    this.notice.textContent = unsure ? say("unsure-codings", { count: unsure }) : "";
    if (!span) {
      this.passage.replaceChildren(make("h3", { text: say("at-passage") }), make("p", { class: "pm-hint", text: say("nothing-here") }));
      return;
    }
    const found = store.at(span);
    const items = found.map((one) => (one.kind === "coding" ? this.coding(one, focus, draft) : this.suggestion(one, focus, draft)));
    const size = count === 1 ? say("word") : say("words", { count });
    this.passage.replaceChildren(
      make("div", { class: "pm-head" }, [make("h3", { text: say("at-passage") }), words ? make("span", { class: "pm-size", text: size }) : ""]),
      words ? make("blockquote", { dir: "auto", text: `“${shorten(words, 120)}”` }) : "",
      items.length ? make("ul", { class: "pm-found" }, items) : make("p", { class: "pm-hint", text: say("not-coded") }),
    );
    this.bringIntoSight(/** @type {HTMLElement | null} */ (this.passage.querySelector(".pm-chosen")));
  }

  /**
   * @param {import("./store.js").Coding} one
   * @param {Focus | null} focus
   * @param {boolean} draft
   */
  coding(one, focus, draft) {
    const { store, say, label, act } = this.world;
    const chosen = focus?.id === one.id;
    const own = one.coder === store.by;
    const about = [own ? "" : say("by", { coder: one.coder }), one.suggested ? say("from-suggestion") : "", one.place ? store.placeName(one.place) : "", one.voice ? say(one.voice) : ""];
    const memo = store.memoOf(one);
    /** @type {(Node | string)[]} */
    const body = [make("p", { class: "pm-about", text: about.filter(Boolean).join(" · ") }), memo ? make("p", { class: "pm-memo", text: memo }) : ""];
    if (chosen && own) body.push(...this.tools(one, draft));
    if (chosen && !own) body.push(make("div", { class: "pm-buttons" }, [button(say("adopt"), () => act("do"), { class: "pm-button pm-main" })]));
    return this.item(one.code, { kind: "coding", id: one.id }, chosen, own ? "pm-own" : "pm-theirs", label(one.code), body);
  }

  /**
   * @param {import("./store.js").Coding} one
   * @param {boolean} draft
   */
  tools(one, draft) {
    const { say, act } = this.world;
    return [
      make("div", { class: "pm-buttons" }, [
        draft ? button(say("keep-edges"), () => act("do"), { class: "pm-button pm-main" }) : "",
        button(say("change"), () => act("change"), { title: "F2" }), button(say("memo"), () => act("memo"), { title: "F4" }), button(say("withdraw"), () => act("remove"), { title: "Delete" }),
      ]),
      this.edges(),
      make("div", { class: "pm-pair" }, [
        this.choice(say("place"), "place", one.place, say("as-document"), this.world.store.places),
        this.choice(say("voice"), "voice", one.voice, say("as-turn"), ["resident", "professional", "researcher"].map((name) => [name, say(name)])),
      ]),
    ];
  }

  edges() {
    const { say, act } = this.world;
    const one = (/** @type {string} */ name, /** @type {string} */ sign) => button(sign, () => act(name), { "aria-label": say(name), title: say(name), class: "pm-button pm-edge-button" });
    return make("div", { class: "pm-row", role: "group", "aria-label": say("edges") }, [
      make("span", { text: say("start") }), one("start-earlier", "←"), one("start-later", "→"), make("span", { class: "pm-end", text: say("end") }), one("end-earlier", "←"), one("end-later", "→"),
    ]);
  }

  /**
   * @param {string} name
   * @param {string} field
   * @param {string | null} value
   * @param {string} usual
   * @param {string[][]} choices
   */
  choice(name, field, value, usual, choices) {
    const options = choices.map(([id, text]) => make("option", { value: id, text, selected: id === value }));
    const first = make("option", { value: "", text: usual, selected: !value });
    const select = make("select", { onchange: () => this.world.act(`set-${field}`, select.value) }, [first, ...options]);
    return make("label", { class: "pm-choice" }, [make("span", { text: name }), select]);
  }

  /**
   * @param {import("./store.js").Offer} one
   * @param {Focus | null} focus
   * @param {boolean} draft
   */
  suggestion(one, focus, draft) {
    const { store, say, label, act } = this.world;
    const chosen = focus?.id === one.id;
    const count = [...store.suggestions.values()].filter((other) => sameRule(one, other)).length;
    const body = [make("p", { class: "pm-about", text: `${say("suggested")} · ${say("because", { matched: one.matched })}` })];
    if (chosen) {
      body.push(make("div", { class: "pm-buttons" }, [
        button(say("accept"), () => act("do"), { class: "pm-button pm-main", title: "Enter" }), button(say("decline"), () => act("remove"), { title: "Delete" }),
        count > 1 ? button(say("accept-all", { count }), () => act("accept-all"), { title: "Shift Enter" }) : "",
        count > 1 ? button(say("decline-all", { count }), () => act("decline-all"), { title: "Shift Delete" }) : "",
      ]), this.edges());
    }
    return this.item(one.code, { kind: "suggestion", id: one.id }, chosen, "pm-offered", label(one.code), draft && chosen ? [...body, make("p", { class: "pm-about", text: say("edges-changed") })] : body);
  }

  /**
   * @param {string} code
   * @param {Focus} focus
   * @param {boolean} chosen
   * @param {string} look
   * @param {string} text
   * @param {(Node | string)[]} body
   */
  item(code, focus, chosen, look, text, body) {
    const { store, act } = this.world;
    const index = store.codes.findIndex((one) => one.id === code);
    const head = make("button", { type: "button", class: "pm-item", "aria-pressed": String(chosen), onclick: () => act("focus", focus) }, [
      make("span", { class: `pm-swatch pm-swatch-${index} ${look}` }), make("span", { class: "pm-label", text }),
    ]);
    return make("li", { class: chosen ? "pm-chosen" : "" }, [head, ...body]);
  }

  /** Show what the shown coders agree on, for a coder who brings them together. */
  agreement() {
    const { store, say, act } = this.world;
    if (!store.show.length) return this.agreed.replaceChildren();
    const count = store.agreed().length;
    const names = store.show.join(", ");
    return this.agreed.replaceChildren(
      make("p", { text: say("others", { names }) }),
      store.show.length > 1 && count ? button(say("adopt-agreed", { count }), () => act("adopt-agreed")) : "",
    );
  }
}

/** What a button or a choice of the passage is known by. @param {HTMLElement} element */
function nameOf(element) {
  return element.getAttribute("aria-label") ?? (element.localName === "select" ? element.parentElement?.firstChild?.textContent : element.textContent) ?? "";
}

/**
 * @param {string} name
 * @param {Node[]} children
 */
function field(name, children) {
  return make("div", { class: "pm-field" }, [make("h5", { text: name }), ...children]);
}

/**
 * Return whether two suggestions were made by the same keywords for the same code.
 * @param {import("./store.js").Offer} one
 * @param {import("./store.js").Offer} other
 */
export function sameRule(one, other) {
  return one.code === other.code && one.rule === other.rule;
}
