/** What a key does in the text. Letters are not among the commands: they begin the name of a code. */

/** @type {Record<string, string>} */
const PLAIN = {
  ArrowRight: "next-word", ArrowLeft: "previous-word", ArrowDown: "next-turn", ArrowUp: "previous-turn", Home: "first-turn", End: "last-turn",
  " ": "grow", Enter: "do", Delete: "remove", Backspace: "remove", Escape: "clear",
  F2: "change", F4: "memo", F6: "next-area", "/": "find", "?": "help", F1: "help",
  ".": "next-passage", ",": "previous-passage", ">": "next-suggestion", "<": "previous-suggestion", ";": "next-uncoded", ":": "previous-uncoded",
  "=": "same-code", "[": "start-earlier", "{": "start-later", "]": "end-later", "}": "end-earlier",
};
/** @type {Record<string, string>} */
const SHIFTED = {
  ArrowRight: "end-later", ArrowLeft: "end-earlier", ArrowDown: "more-sentence", ArrowUp: "less-sentence", " ": "shrink",
  Enter: "accept-all", Delete: "decline-all", Backspace: "decline-all", F6: "previous-area",
};
/** @type {Record<string, string>} */
const CONTROL = { z: "undo", y: "redo", f: "find", ArrowRight: "start-later", ArrowLeft: "start-earlier" };

/**
 * Return the command that a key stands for, or null: a name, `code:N` (N from 0), `explain:N` or `type:letter`.
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean, isComposing?: boolean}} event
 * @returns {string | null}
 */
export function commandOf(event) {
  const { key, shiftKey } = event;
  if (event.isComposing || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return controlled(key, Boolean(shiftKey));
  if (/^[0-9]$/.test(key)) return `code:${(Number(key) + 9) % 10}`;
  if (shiftKey && SHIFTED[key]) return SHIFTED[key];
  const digit = /^Digit([0-9])$/.exec(event.code ?? "");
  if (shiftKey && digit) return `explain:${(Number(digit[1]) + 9) % 10}`;
  if (PLAIN[key]) return PLAIN[key];
  return /^\p{L}$/u.test(key) ? `type:${key}` : null;
}

/**
 * @param {string} key
 * @param {boolean} shift
 * @returns {string | null}
 */
function controlled(key, shift) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (name === "z" && shift) return "redo";
  if (name.startsWith("Arrow") && !shift) return null;
  return CONTROL[name] ?? null;
}

/** The key list, as it is shown: [heading, [keys, name of the phrase that says what they do]…]. @type {[string, [string, string][]][]} */
export const KEY_LIST = [
  ["keys-select", [
    ["← →", "key-word"], ["Space", "key-grow"], ["⇧ ← →", "key-end"], ["Ctrl ⇧ ← →", "key-start"], ["[ { ] }", "key-edges"], ["⇧ ↑ ↓", "key-sentence"], ["↑ ↓", "key-turn"],
    ["Home End", "key-ends"],
  ]],
  ["keys-code", [
    ["1 … 9 0", "key-digit"], ["A … Z", "key-letter"], ["⇧ 1 … 9", "key-explain"], ["Enter", "key-enter"], ["F2", "key-change"], ["Delete", "key-delete"], ["F4", "key-memo"],
  ]],
  ["keys-suggestions", [["> <", "key-suggestion"], ["Enter", "key-accept"], ["1 … ⇧ ←", "key-changed"], ["Delete", "key-decline"], ["⇧ Enter", "key-accept-all"], ["⇧ Delete", "key-decline-all"]]],
  ["keys-find", [[". ,", "key-passage"], ["; :", "key-uncoded"], ["=", "key-same"], ["/", "key-find"], ["F6", "key-area"]]],
  ["keys-rest", [["Ctrl Z", "key-undo"], ["Ctrl Y", "key-redo"], ["Esc", "key-clear"], ["?", "key-help"]]],
];
