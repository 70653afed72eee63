/** The frame: the bar above, the text, the overview, the panel, and the line that screen readers hear. */
import { button, make } from "./dom.js";

const JUMPS = ["next-uncoded", "next-suggestion", "next-passage"];
const JUMP_NAMES = { "next-uncoded": "uncoded", "next-suggestion": "suggestion", "next-passage": "passage" };

export class Frame {
  /** @param {(name: string, values?: Record<string, any>) => string} say @param {(name: string, value?: any) => void} act */
  constructor(say, act) {
    this.say = say;
    this.called = make("span", { class: "pm-called" });
    this.title = make("button", { type: "button", class: "pm-button pm-title", onclick: () => act("contents") }, [this.called, make("span", { text: "▾", "aria-hidden": "true" })]);
    this.memo = button(say("memo"), () => act("memo-document"), { title: say("memo-document"), "aria-label": say("memo-document"), class: "pm-button pm-quiet" });
    this.search = make("input", { type: "search", class: "pm-search", placeholder: say("find"), "aria-label": say("find") });
    this.hits = make("span", { class: "pm-hits", "aria-live": "polite" });
    this.status = make("span", { class: "pm-status", role: "status" });
    this.undo = button("↶", () => act("undo"), { "aria-label": say("undo"), title: `${say("undo")} (Ctrl-Z)` });
    this.redo = button("↷", () => act("redo"), { "aria-label": say("redo"), title: `${say("redo")} (Ctrl-Y)` });
    this.jumps = JUMPS.map((name) => button(say(JUMP_NAMES[/** @type {keyof typeof JUMP_NAMES} */ (name)]), () => act(name), { "aria-label": say(name), title: say(name), class: "pm-button pm-quiet" }));
    const jumps = make("div", { class: "pm-jumps", role: "group", "aria-label": say("jump") }, [
      make("span", { class: "pm-jump-sign", text: "↓", "aria-hidden": "true" }),
      ...this.jumps,
    ]);
    this.language = button(say("language"), () => act("language"), { class: "pm-button pm-quiet" });
    const more = make("div", { class: "pm-tools" }, [
      this.undo, this.redo, this.memo,
      this.language,
      button("?", () => act("help"), { "aria-label": say("help"), title: say("help") }),
    ]);
    this.bar = make("div", { class: "pm-bar", role: "toolbar", "aria-label": say("document") }, [
      this.title, this.status, more, make("div", { class: "pm-ways" }, [make("div", { class: "pm-find" }, [this.search, this.hits]), jumps]),
    ]);
    this.trouble = make("p", { class: "pm-trouble", role: "alert", hidden: true });
    this.hint = make("span", { class: "pm-hidden", id: `pm-hint-${Math.random().toString(36).slice(2)}`, text: say("text-help") });
    this.text = make("div", { class: "pm-text", tabindex: "0", role: "textbox", "aria-readonly": "true", "aria-multiline": "true", "aria-label": say("text"), "aria-describedby": this.hint.id });
    this.live = make("div", { class: "pm-hidden", "aria-live": "polite" });
    this.body = make("div", { class: "pm-body" }, [this.text]);
    this.element = make("div", { class: "pm-frame" }, [this.bar, this.trouble, this.body, this.hint, this.live]);
    this.search.addEventListener("input", () => act("search", this.search.value));
    this.search.addEventListener("keydown", (event) => this.searchKey(event, act));
  }

  /** Show which document this is. @param {string} title */
  name(title) {
    this.called.textContent = title;
    this.title.title = `${title}\n${this.say("choose-document")}`;
    this.text.setAttribute("aria-label", `${this.say("text")}: ${title}`);
  }

  /** Show whether the document has a memo, and what it says. @param {string} words */
  showMemo(words) {
    this.memo.textContent = words ? `${this.say("memo")} ✎` : this.say("memo");
    this.memo.title = [this.say("memo-document"), words].filter(Boolean).join("\n");
  }

  /** @param {KeyboardEvent} event @param {(name: string, value?: any) => void} act */
  searchKey(event, act) {
    const step = { Enter: event.shiftKey ? -1 : 1, F3: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) act("next-hit", step);
    else if (event.key === "Escape") act("end-search");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} words Let screen readers hear it. */
  announce(words) {
    this.live.textContent = "";
    this.live.textContent = words;
  }

  /** @param {import("./queue.js").Queue} queue */
  showStatus({ state, items, problem }) {
    const count = items.length;
    const words = this.say(state, { count });
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.dataset.state = state;
    const trouble = state !== "waiting" ? "" : problem ? this.say("not-written", { problem }) : this.say("waiting-why", { count });
    if (this.trouble.textContent !== trouble) this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
  }
}
