/** Positions. JavaScript counts UTF-16 units, the ledger counts code points; both are half-open. */
export class Points {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} Where each pair of units that make one code point begins. */
    this.pairs = [];
    /** @type {number[]} The same, in code points. */
    this.points = [];
    this.length = text.length;
    for (const match of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) {
      this.points.push(match.index - this.pairs.length);
      this.pairs.push(match.index);
    }
  }

  /**
   * Return the code point at a UTF-16 unit.
   * @param {number} unit
   * @returns {number}
   */
  toPoint(unit) {
    const before = countBelow(this.pairs, unit - 1);
    if (unit < 0 || unit > this.length) throw new RangeError(`unit ${unit} lies outside a text of ${this.length}`);
    if (this.pairs[before] === unit - 1) throw new RangeError(`unit ${unit} lies inside a character`);
    return unit - before;
  }

  /**
   * Return the UTF-16 unit at a code point.
   * @param {number} point
   * @returns {number}
   */
  toUnit(point) {
    const unit = point + countBelow(this.points, point);
    if (point < 0 || unit > this.length) throw new RangeError(`code point ${point} lies outside the text`);
    return unit;
  }
}

/**
 * Return how many of some sorted numbers are less than a limit.
 * @param {number[]} sorted
 * @param {number} limit
 * @returns {number}
 */
export function countBelow(sorted, limit) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
