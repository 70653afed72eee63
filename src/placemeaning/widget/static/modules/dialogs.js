/**
 * The dialogs: choosing a code, a memo, a list to confirm, a code's definition, the documents, the keys.
 * @typedef {import("./store.js").Code} Code
 * @typedef {(name: string, values?: Record<string, any>) => string} Say
 */
import { button, make, shorten } from "./dom.js";
import { filterCodes } from "./filter.js";
import { KEY_LIST } from "./keys.js";

let numbers = 0;

export class Dialogs {
  /**
   * @param {HTMLElement} root
   * @param {Say} say
   * @param {() => void} closed what to do when a dialog was closed: give the focus back
   */
  constructor(root, say, closed) {
    this.root = root;
    this.say = say;
    this.closed = closed;
  }

  /**
   * Open a dialog, with a heading and a way out.
   * @param {string} title
   * @param {(Node | string)[]} children
   * @param {{look?: string, heading?: boolean}} [options]
   */
  open(title, children, { look = "", heading = true } = {}) {
    const head = make("div", { class: "pm-head" }, [make("h3", { text: title }), button("×", () => dialog.close(), { class: "pm-button pm-quiet", "aria-label": this.say("close") })]);
    const dialog = make("dialog", { class: `pm-dialog ${look}`, "aria-label": title }, [heading ? head : "", ...children]);
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.closed();
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    this.root.append(dialog);
    dialog.showModal();
    return dialog;
  }

  /**
   * Choose a code by the first letters of its name.
   * @param {{codes: Code[], label: (id: string) => string, typed: string, words: string, digit: (id: string) => string, index: (id: string) => number,
   *   choose: (code: string) => void, create: (name: string) => void, explain: (code: string) => void}} how
   */
  palette({ codes, label, typed, words, digit, index, choose, create, explain }) {
    const name = `pm-list-${++numbers}`;
    const input = make("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": name, "aria-autocomplete": "list", "aria-label": this.say("palette"), placeholder: this.say("palette-hint"), autocomplete: "off", spellcheck: "false" });
    const list = make("ul", { id: name, role: "listbox", "aria-label": this.say("palette"), class: "pm-options" });
    const about = make("p", { class: "pm-hint", "aria-live": "polite" });
    const dialog = this.open(this.say("palette"), [input, list, about], { look: "pm-palette", heading: false });
    /** @type {{run: () => void, code?: Code, element: HTMLElement}[]} */
    let options = [];
    let at = 0;
    const mark = () => {
      options.forEach(({ element }, i) => element.setAttribute("aria-selected", String(i === at)));
      options[at]?.element.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at]?.element.id ?? "");
      const code = options[at]?.code;
      about.textContent = code ? shorten(code.definition, 200) : options.length ? "" : this.say("palette-none");
      if (code) explain(code.id);
    };
    const run = (/** @type {number} */ i) => {
      const chosen = options[i];
      dialog.close();
      chosen?.run();
    };
    const fill = () => {
      const found = filterCodes(codes, input.value).map((code) => ({ run: () => choose(code.id), code, parts: this.optionParts(code, label, digit, index) }));
      const made = [];
      const wanted = input.value.trim();
      if (wanted) made.push({ run: () => create(wanted), parts: [make("span", { text: `+ ${this.say("new-code-named", { name: wanted })}` })] });
      else if (words) made.push({ run: () => create(words), parts: [make("span", { text: `+ ${this.say("in-vivo", { name: shorten(words, 60) })}` })] });
      options = [...found, ...made].map((one, i) => ({ ...one, element: make("li", { role: "option", id: `${name}-${i}`, "aria-selected": "false", onclick: () => run(i) }, one.parts) }));
      list.replaceChildren(...options.map((one) => one.element));
      at = 0;
      mark();
    };
    input.addEventListener("input", fill);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) at = (at + step + options.length) % Math.max(1, options.length);
      else if (event.key === "Enter" && !event.isComposing) run(at);
      if (step || event.key === "Enter") event.preventDefault();
      if (step) mark();
    });
    input.value = typed;
    fill();
    input.focus();
    input.setSelectionRange(typed.length, typed.length);
  }

  /**
   * @param {Code} code
   * @param {(id: string) => string} label
   * @param {(id: string) => string} digit
   * @param {(id: string) => number} index
   */
  optionParts(code, label, digit, index) {
    const others = Object.values(code.label).filter((name) => name !== label(code.id)).join(" · ");
    return [
      make("span", { class: `pm-swatch pm-swatch-${index(code.id)}` }),
      make("span", { class: "pm-said" }, [make("span", { class: "pm-label", text: label(code.id) }), make("span", { class: "pm-other-labels", text: others })]), make("kbd", { text: digit(code.id), hidden: !digit(code.id) }),
    ];
  }

  /**
   * Write a memo; without words, it takes away the one that was there.
   * @param {string} title
   * @param {string} words
   * @param {(words: string) => void} save
   */
  memo(title, words, save) {
    const area = make("textarea", { rows: "6", "aria-label": title, dir: "auto" });
    area.value = words;
    this.form(title, [area], () => area.value.trim() !== words && save(area.value.trim()), () => Boolean(area.value.trim() || words));
    area.focus();
  }

  /**
   * Write a code.
   * @param {{title: string, fields: [string, string][], save: (values: Record<string, string>) => void, needed: string[]}} how
   */
  code({ title, fields, save, needed }) {
    const inputs = fields.map(([name, value]) => {
      const input = name === "label" ? make("input", { type: "text", maxlength: "200" }) : make("textarea", { rows: name === "definition" ? "4" : "3" });
      input.value = value;
      return /** @type {const} */ ([name, input]);
    });
    const rows = inputs.map(([name, input]) => make("label", { class: "pm-field" }, [make("span", { text: this.say(name) }), input]));
    const values = () => Object.fromEntries(inputs.map(([name, input]) => [name, input.value.trim()]));
    this.form(title, rows, () => save(values()), () => needed.every((name) => values()[name]));
    const empty = inputs.find(([, input]) => !input.value) ?? inputs[0];
    empty[1].focus();
  }

  /**
   * A dialog with fields: Ctrl-Enter or the button saves.
   * @param {string} title
   * @param {HTMLElement[]} fields
   * @param {() => void} save
   * @param {() => boolean} complete
   */
  form(title, fields, save, complete) {
    const submit = make("button", { type: "submit", class: "pm-button pm-main", text: this.say("save") });
    const form = make("form", { method: "dialog" }, [...fields, make("div", { class: "pm-buttons" }, [submit, button(this.say("cancel"), () => dialog.close())])]);
    const dialog = this.open(title, [form]);
    const check = () => submit.toggleAttribute("disabled", !complete());
    form.addEventListener("input", check);
    form.addEventListener("submit", (event) => complete() ? save() : event.preventDefault());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && complete()) form.requestSubmit();
    });
    check();
  }

  /**
   * Ask before many things are done at once; the list is shown.
   * @param {{title: string, rows: string[][], yes: string, confirm: () => void}} how
   */
  confirm({ title, rows, yes, confirm }) {
    const items = rows.map(([words, about]) => make("li", {}, [make("q", { dir: "auto", text: shorten(words, 240) }), make("span", { class: "pm-about", text: about })]));
    const go = button(yes, () => {
      dialog.close();
      confirm();
    }, { class: "pm-button pm-main" });
    const dialog = this.open(title, [
      make("ol", { class: "pm-list", tabindex: "0", "aria-label": title }, items), make("p", { class: "pm-hint", text: this.say("one-step") }),
      make("div", { class: "pm-buttons" }, [go, button(this.say("cancel"), () => dialog.close())]),
    ]);
    go.focus();
  }

  /**
   * Choose a document.
   * @param {any[]} documents
   * @param {string} current
   * @param {(id: string) => void} choose
   */
  contents(documents, current, choose) {
    const filter = make("input", { type: "search", "aria-label": this.say("choose-document"), placeholder: this.say("choose-document") });
    const entries = documents.map((one) => {
      const share = one.turns ? one.coded / one.turns : 0;
      const entry = make("button", { type: "button", class: "pm-document", disabled: Boolean(one.problem), "aria-current": one.id === current ? "true" : null, onclick: () => {
        dialog.close();
        if (one.id !== current) choose(one.id);
      } }, [
        make("span", { class: "pm-label", text: one.title || one.id }), make("span", { class: "pm-about", text: one.problem ?? `${one.id} · ${this.say("progress", one)}` }),
        make("progress", { max: "1", value: String(share), "aria-label": this.say("progress", one) }),
      ]);
      return make("li", {}, [entry]);
    });
    filter.addEventListener("input", () => entries.forEach((entry) => entry.toggleAttribute("hidden", !(entry.textContent ?? "").toLowerCase().includes(filter.value.toLowerCase()))));
    const dialog = this.open(this.say("documents"), [filter, make("ul", { class: "pm-documents" }, entries)]);
    (dialog.querySelector("[aria-current]") ?? filter).scrollIntoView({ block: "nearest" });
    filter.focus();
  }

  /** Show what the keys do. */
  help() {
    const row = (/** @type {[string, string]} */ [keys, phrase]) => make("div", {}, [
      make("dt", {}, keys.split(" ").map((key) => (key === "…" ? " … " : make("kbd", { text: this.say(key) })))), make("dd", { text: this.say(phrase) }),
    ]);
    const groups = KEY_LIST.map(([heading, keys]) => make("section", {}, [make("h4", { text: this.say(heading) }), make("dl", {}, keys.map(row))]));
    this.open(this.say("help"), [make("div", { class: "pm-keys", tabindex: "0", role: "group", "aria-label": this.say("help") }, groups)], { look: "pm-wide" }).querySelector("button")?.focus();
  }
}
