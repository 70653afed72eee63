/** What each command does, by key or by button. @typedef {import("./coder.js").Coder} Coder */

export const EDGES = ["start-earlier", "start-later", "end-earlier", "end-later"];

/** @type {Record<string, (coder: Coder, value: any) => void>} */
export const DOES = {
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
  "next-passage": (coder) => coder.nextItem([...coder.store.shown()], "coding", 1),
  "previous-passage": (coder) => coder.nextItem([...coder.store.shown()], "coding", -1),
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
