/** Finding a code by what somebody types. */

/**
 * Return words as they are compared: lower case, without accents.
 * @param {string} words
 * @returns {string}
 */
export function plain(words) {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’ʼ]/g, "'").trim();
}

/**
 * Return how well a name fits what was typed: 0 begins so, 1 a word in it does, 2 it has it inside, 3 its words begin so; -1 not at all.
 * @param {string} name
 * @param {string} typed
 * @returns {number}
 */
export function fit(name, typed) {
  const [whole, part] = [plain(name), plain(typed)];
  if (!part || whole.startsWith(part)) return 0;
  const words = whole.split(/[\s-]+/);
  if (words.some((word) => word.startsWith(part))) return 1;
  if (whole.includes(part)) return 2;
  const pieces = part.split(/\s+/);
  return pieces.every((piece) => words.some((word) => word.startsWith(piece))) ? 3 : -1;
}

/**
 * Return the codes that fit what was typed, the best first. Labels count in every language, and so does the id.
 * @template {{id: string, label: Record<string, string>}} T
 * @param {T[]} codes
 * @param {string} typed
 * @returns {T[]}
 */
export function filterCodes(codes, typed) {
  const scored = codes.map((code, order) => {
    const fits = [...Object.values(code.label), code.id].map((name) => fit(name, typed)).filter((score) => score >= 0);
    return { code, order, score: fits.length ? Math.min(...fits) : -1 };
  });
  return scored
    .filter((one) => one.score >= 0)
    .sort((a, b) => a.score - b.score || a.order - b.order)
    .map((one) => one.code);
}

/**
 * Return where words occur in a text, whatever the case; at most `limit` places.
 * @param {string} text
 * @param {string} wanted
 * @param {number} limit
 * @returns {import("./spans.js").Span[]}
 */
export function occurrences(text, wanted, limit = 5000) {
  if (!wanted.trim()) return [];
  const pattern = wanted.normalize("NFC").replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  const found = [];
  for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
    found.push({ start: match.index, stop: match.index + match[0].length });
    if (found.length >= limit) break;
  }
  return found;
}
