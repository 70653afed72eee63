/**
 * Actions on their way to the disk. One is sent at a time and kept until the kernel says that it is saved; what gets no answer is sent
 * again with the same id, so that it is not done twice.
 * @typedef {{id: string, type: string, sentAt?: number, [field: string]: any}} Action
 */

/** Milliseconds without an answer after which an action counts as not saved, and is sent again. */
export const PATIENCE = 4000;
const RETRY = 2500;

export class Queue {
  /**
   * @param {{send: (action: Action) => void, prepare?: (action: Action) => Action | null, changed: () => void, now?: () => number,
   *   later?: (what: () => void, ms: number) => any}} world
   */
  constructor({ send, prepare = (action) => action, changed, now = () => Date.now(), later = (what, ms) => setTimeout(what, ms) }) {
    /** @type {Action[]} */
    this.items = [];
    this.problem = "";
    this.world = { send, prepare, changed, now, later };
    this.ticking = false;
    this.closed = false;
  }

  /** Return `saved`, `saving`, or `waiting` where there has been no answer for too long or the disk refused. */
  get state() {
    if (!this.items.length) return "saved";
    const since = this.items[0].since;
    return this.problem || (since !== undefined && this.world.now() - since > PATIENCE) ? "waiting" : "saving";
  }

  /** @param {Action} action */
  add(action) {
    this.items.push(action);
    this.pump();
  }

  /** Send the first action, if it was not sent or its answer is overdue. */
  pump() {
    while (this.items.length && !this.items[0].ready) {
      const ready = this.world.prepare(this.items[0]);
      if (ready) this.items[0] = { ...ready, ready: true, since: this.world.now() };
      else this.items.shift();
    }
    const head = this.items[0];
    if (head && !this.closed && (head.sentAt === undefined || this.world.now() - head.sentAt >= RETRY)) {
      head.sentAt = this.world.now();
      const { ready, since, sentAt, ...message } = head;
      try {
        this.world.send(/** @type {Action} */ (message));
      } catch (error) {
        this.problem = this.problem || String(error);
      }
    }
    this.world.changed();
    this.tick();
  }

  tick() {
    if (this.ticking || this.closed || !this.items.length) return;
    this.ticking = true;
    this.world.later(() => {
      this.ticking = false;
      this.pump();
    }, 500);
  }

  /**
   * The kernel answered: the action is on the disk, or was refused for good.
   * @param {string} id
   * @returns {Action | undefined}
   */
  answered(id) {
    const index = this.items.findIndex((one) => one.id === id);
    if (index < 0) return undefined;
    this.problem = "";
    const [done] = this.items.splice(index, 1);
    this.pump();
    return done;
  }

  /**
   * The kernel could not write: keep everything and try again.
   * @param {string} id
   * @param {string} problem
   */
  kept(id, problem) {
    if (this.items.some((one) => one.id === id)) this.problem = problem;
    this.world.changed();
  }

  /** Give up what is not saved, for another page to save. */
  giveUp() {
    const left = this.items.map(({ sentAt, since, ...action }) => ({ ...action, since: this.world.now() }));
    this.items = [];
    return left;
  }
}

/**
 * What pages on this browser tab have not saved, by study and coder: a page that closes leaves it here, the next one saves it.
 * @returns {Map<string, Action[]>}
 */
export function leftBehind() {
  const key = Symbol.for("placemeaning.coder.unsaved");
  const world = /** @type {any} */ (globalThis);
  world[key] ??= new Map();
  return world[key];
}
