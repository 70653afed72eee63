// The logic of the coder, without a browser: node --test tests/js
import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, readColour, shades, standOut } from "../../src/placemeaning/widget/static/modules/colour.js";
import { filterCodes, occurrences, plain } from "../../src/placemeaning/widget/static/modules/filter.js";
import { KEY_LIST, commandOf } from "../../src/placemeaning/widget/static/modules/keys.js";
import { moved } from "../../src/placemeaning/widget/static/modules/moves.js";
import { PHRASES, phrasesIn } from "../../src/placemeaning/widget/static/modules/phrases.js";
import { Points } from "../../src/placemeaning/widget/static/modules/points.js";
import { Queue } from "../../src/placemeaning/widget/static/modules/queue.js";
import { freeLane, intoLanes, sentences, trim, whole, words } from "../../src/placemeaning/widget/static/modules/spans.js";
import { Store } from "../../src/placemeaning/widget/static/modules/store.js";
import { THEMES } from "../../src/placemeaning/widget/static/modules/styles.js";

const all = (text) => ({ start: 0, stop: text.length });
const cut = (text, spans) => spans.map(({ start, stop }) => text.slice(start, stop));

test("positions: UTF-16 units and code points are each other's mirror, for every position of a mixed text", () => {
  const text = "a😀é e\u0301 Сусідка 👩‍👩‍👧 שלום\tx𝒳";
  const points = new Points(text);
  let unit = 0;
  [...text, ""].forEach((character, point) => {
    assert.equal(points.toPoint(unit), point);
    assert.equal(points.toUnit(point), unit);
    unit += character.length;
  });
  assert.throws(() => points.toPoint(2), /inside a character/);
  assert.throws(() => points.toPoint(-1), RangeError);
  assert.throws(() => points.toUnit(text.length), RangeError);
});

test("words: apostrophes and hyphens hold together, pictures count as words", () => {
  const text = "Foto's in de wijk-app, 😀 👩‍👩‍👧! 'k ben п'ять 🇳🇱";
  assert.deepEqual(cut(text, words(text, all(text))), ["Foto's", "in", "de", "wijk-app", "😀", "👩‍👩‍👧", "k", "ben", "п'ять", "🇳🇱"]);
});

test("sentences: abbreviations do not end them, line ends do", () => {
  const text = "Dhr. Jansen komt ook. Echt waar?! Ja…\nMooi zo";
  assert.deepEqual(cut(text, sentences(text, all(text))), ["Dhr. Jansen komt ook.", "Echt waar?!", "Ja…", "Mooi zo"]);
});

test("a selection cuts no character in two and has no blanks at its ends", () => {
  const text = "x😀y e\u0301z  ";
  assert.deepEqual(whole(text, { start: 2, stop: 2 }), { start: 1, stop: 3 });
  assert.deepEqual(whole(text, { start: 0, stop: 6 }), { start: 0, stop: 7 });
  assert.deepEqual(trim(text, { start: 4, stop: text.length }), { start: 5, stop: 8 });
  assert.deepEqual(trim("   ", { start: 0, stop: 3 }), { start: 3, stop: 3 });
});

test("lanes: passages that overlap get different lines", () => {
  const spans = [{ start: 0, stop: 10 }, { start: 2, stop: 5 }, { start: 4, stop: 12 }, { start: 10, stop: 11 }];
  intoLanes(spans);
  assert.deepEqual(spans.map((one) => one.lane), [0, 1, 2, 0]);
  assert.equal(freeLane([{ lane: 0 }, { lane: 2 }]), 1);
  assert.equal(freeLane([{ lane: 0 }, { lane: 1 }, { lane: 2 }, { lane: 3 }]), 0);
});

test("moves: word by word, sentence, turn, and back", () => {
  const text = "Ja, hier. En daar ook.\n\nR: Nee hoor.";
  const sheet = { text, blocks: [{ start: 0, stop: 22 }, { start: 27, stop: 36 }] };
  const go = (...commands) => {
    let span = null;
    for (const command of commands) span = moved(command, sheet, span, 0);
    return text.slice(span.start, span.stop);
  };
  assert.equal(go("next-word"), "Ja");
  assert.equal(go("next-word", "next-word"), "hier");
  assert.equal(go("next-word", "next-word", "previous-word"), "Ja");
  assert.equal(go("next-word", "end-later"), "Ja, hier");
  assert.equal(go("next-word", "end-later", "end-earlier", "end-earlier"), "Ja");
  assert.equal(go("next-word", "grow", "end-earlier"), "Ja");
  assert.equal(go("next-word", "grow"), "Ja, hier.");
  assert.equal(go("next-word", "grow", "grow"), "Ja, hier. En daar ook.");
  assert.equal(go("next-word", "grow", "grow", "shrink"), "Ja, hier.");
  assert.equal(go("next-word", "grow", "grow", "shrink", "shrink"), "Ja");
  assert.equal(go("next-word", "more-sentence", "more-sentence"), "Ja, hier. En daar ook.");
  assert.equal(go("next-word", "more-sentence", "more-sentence", "less-sentence"), "Ja, hier.");
  assert.equal(go("next-turn"), "Nee");
  assert.equal(go("next-turn", "next-word", "start-earlier"), "Nee hoor");
  assert.equal(go("next-turn", "end-later", "start-later"), "hoor");
  assert.equal(go("last-turn", "first-turn"), "Ja");
  assert.equal(go("last-turn", "next-word", "next-word"), "hoor");
  assert.equal(moved("undo", sheet, null, 0), null);
  assert.equal(moved("next-word", { text: "", blocks: [] }, null, 0), null);
});

test("keys: digits give codes, letters begin a name, the rest are commands", () => {
  const key = (key, more = {}) => commandOf({ key, ...more });
  assert.deepEqual(["1", "9", "0"].map((digit) => key(digit)), ["code:0", "code:8", "code:9"]);
  assert.equal(key("1", { shiftKey: true, code: "Digit1" }), "code:0");
  assert.equal(key("!", { shiftKey: true, code: "Digit1" }), "explain:0");
  assert.deepEqual(["v", "Ж", "é"].map((letter) => key(letter)), ["type:v", "type:Ж", "type:é"]);
  assert.equal(key("z", { ctrlKey: true }), "undo");
  assert.equal(key("Z", { metaKey: true, shiftKey: true }), "redo");
  assert.equal(key("y", { ctrlKey: true }), "redo");
  assert.equal(key("c", { ctrlKey: true }), null);
  assert.equal(key("a", { altKey: true }), null);
  assert.equal(key("a", { isComposing: true }), null);
  assert.equal(key("Tab"), null);
  assert.equal(key("ArrowRight", { shiftKey: true }), "end-later");
  assert.equal(key("ArrowRight", { shiftKey: true, ctrlKey: true }), "start-later");
});

test("the palette finds a code in every language, without accents, best first", () => {
  const codes = [
    { id: "known", label: { nl: "contact met mensen die je al kent", uk: "спілкування з людьми" } },
    { id: "friendship", label: { nl: "vriendschap", en: "friendship", uk: "дружба" } },
    { id: "cafe", label: { nl: "café" } },
  ];
  const found = (typed) => filterCodes(codes, typed).map((code) => code.id);
  assert.deepEqual(found("vri"), ["friendship"]);
  assert.deepEqual(found("fri"), ["friendship"]);
  assert.deepEqual(found("ДРУ"), ["friendship"]);
  assert.deepEqual(found("cafe"), ["cafe"]);
  assert.deepEqual(found("men ken"), ["known"]);
  assert.deepEqual(found("c"), ["known", "cafe", "friendship"]);
  assert.deepEqual(found("zzz"), []);
  assert.equal(plain("  ÉÉN "), "een");
});

test("search is for words as they stand, whatever the case and the characters", () => {
  assert.deepEqual(cut("A.b a.B axb", occurrences("A.b a.B axb", "a.b")), ["A.b", "a.B"]);
  assert.deepEqual(occurrences("abc", "  "), []);
  assert.equal(occurrences("aaaa", "a", 2).length, 2);
});

test("every tint can be read and every line be seen, in light and dark", () => {
  for (const { ground, ink } of Object.values(THEMES)) {
    for (const hex of ["#FFFF00", "#000000", "#FFFFFF", "#777777", "#AAAA00", "#FF0000", "#0000FF", "#BBBBBB", "no colour", "#12"]) {
      const { tint, line } = shades(readColour(hex, 3), ground, ink);
      assert.ok(contrast(ink, tint) >= 4.5, `${hex} ink on tint`);
      assert.ok(contrast(line, ground) >= 3, `${hex} line on ground`);
    }
  }
  assert.ok(contrast(standOut([255, 255, 0], [255, 255, 255], 4.5), [255, 255, 255]) >= 4.5);
});

test("the queue sends one at a time, sends again what got no answer, with the same id, and keeps what was refused by the disk", () => {
  let time = 0;
  const sent = [];
  const waiting = [];
  const queue = new Queue({ send: (one) => sent.push(one.id), changed() {}, now: () => time, later: (what) => waiting.push(what) });
  const pass = (ms) => { time += ms; waiting.splice(0).forEach((what) => what()); };
  queue.add({ id: "a", type: "code" });
  queue.add({ id: "b", type: "code" });
  assert.deepEqual([sent, queue.state], [["a"], "saving"]);
  pass(2600);
  assert.deepEqual(sent, ["a", "a"]);
  pass(2600);
  assert.equal(queue.state, "waiting");
  queue.answered("a");
  assert.deepEqual([sent.at(-1), queue.items.map((one) => one.id)], ["b", ["b"]]);
  queue.kept("b", "the disk is full");
  assert.deepEqual([queue.state, queue.problem], ["waiting", "the disk is full"]);
  const left = queue.giveUp();
  assert.deepEqual([left.map((one) => one.id), queue.state], [["b"], "saved"]);
  assert.equal(queue.answered("nothing"), undefined);
});

test("an action that has nothing to speak of is not sent", () => {
  const sent = [];
  const queue = new Queue({ send: (one) => sent.push(one), prepare: (one) => (one.type === "undo" ? null : one), changed() {}, later() {} });
  queue.add({ id: "a", type: "undo" });
  queue.add({ id: "b", type: "code" });
  assert.deepEqual(sent, [{ id: "b", type: "code" }]);
});

test("a page that cannot send keeps the action", () => {
  const queue = new Queue({ send() { throw new Error("gone"); }, changed() {}, later() {} });
  queue.add({ id: "a", type: "code" });
  assert.deepEqual([queue.items.length, queue.state], [1, "waiting"]);
});

const row = (id, start, stop, code = "rust", coder = "anna", status = "exact") => [id, start, stop, code, coder, null, null, "", false, status];
const everything = (codings, show = []) => ({
  by: "anna", show, places: [["kanaal", "Kanaal"]], study: "s", undo: null, redo: null, codings, suggestions: [["s1", 0, 2, "rust", "keyword/1: x", "x", "x", 1, 2]], memos: [],
  document: { id: "d", text: "😀 ab cd", digest: "x", blocks: [[0, 7, "turn", "R", "respondent", 1, null, "resident"]] },
  book: { languages: ["nl"], codes: [{ id: "rust", label: { nl: "rust" }, codable: true }, { id: "groep", label: { nl: "groep" }, codable: false }] },
});

test("the store takes in a difference, and counts in UTF-16 units", () => {
  const store = new Store();
  store.load(everything([row("c1", 2, 4)]));
  assert.deepEqual([store.codings.get("c1").start, store.text.slice(store.codings.get("c1").start, store.codings.get("c1").stop)], [3, "ab"]);
  const change = store.change({ codings: { put: [row("c2", 2, 7)], drop: ["c1"] }, suggestions: { put: [], drop: ["s1"] }, memos: { put: [["anna/c2", "c2", "anna", "let op"]], drop: [] }, undo: "c2" });
  assert.deepEqual([change.put.map((one) => one.id), change.drop.map((one) => one.id), change.suggestions], [["c2"], ["c1"], true]);
  assert.deepEqual([[...store.codings.keys()], store.suggestions.size, store.memoOn("c2"), store.undo, store.redo], [["c2"], 0, "let op", "c2", null]);
  assert.deepEqual(store.codable().map((code) => code.id), ["rust"]);
});

test("what coders agree on: the same code on overlapping words, once, and not what one has already", () => {
  const store = new Store();
  store.load({ ...everything([row("b1", 2, 4, "rust", "bea"), row("c1", 2, 7, "rust", "cas"), row("b2", 5, 7, "groep", "bea")], ["bea", "cas"]) });
  assert.deepEqual(store.agreed().map((one) => one.id), ["b1"]);
  store.change({ codings: { put: [row("a1", 3, 4)], drop: [] } });
  assert.deepEqual(store.agreed(), []);
  assert.deepEqual(store.at({ start: 3, stop: 4 }).map((one) => one.id), ["b1", "c1"]);
});

test("codings that have no certain position are counted and not painted", () => {
  const store = new Store();
  store.load(everything([row("c1", 0, 0, "rust", "anna", "lost"), row("c2", 2, 4, "rust", "anna", "moved")]));
  assert.deepEqual([store.unsure, store.own().map((one) => one.id)], [1, ["c2"]]);
});

test("everything is said in both languages, and every key in the list has its sentence", () => {
  for (const [name, said] of Object.entries(PHRASES)) assert.ok(said.length === 2 && said.every(Boolean), name);
  for (const [heading, keys] of KEY_LIST) for (const phrase of [heading, ...keys.map(([, said]) => said)]) assert.ok(PHRASES[phrase], phrase);
  assert.equal(phrasesIn("nl")("words", { count: 3 }), "3 woorden");
  assert.equal(phrasesIn("en")("words", { count: 3 }), "3 words");
});
