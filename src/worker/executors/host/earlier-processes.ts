import type { ProcessFacts } from './proc.ts';

/**
 * Processes that were there before something began, and what they start meanwhile: what is in a session or group of
 * theirs, or has one of them as its parent. What was seen once is remembered.
 */
export class EarlierProcesses {
  /** By process, when it started. */
  readonly #known = new Map<number, number>();
  readonly #sessions = new Set<number>();
  readonly #groups = new Set<number>();

  constructor(processes: Iterable<ProcessFacts>) {
    for (const facts of processes) this.#add(facts);
  }

  has(facts: ProcessFacts): boolean {
    const { pid, started, session, group, parent } = facts;
    const isKnown =
      this.#known.get(pid) === started ||
      this.#sessions.has(session) ||
      this.#groups.has(group) ||
      this.#known.has(parent);
    if (isKnown) this.#add(facts);
    return isKnown;
  }

  #add({ pid, started, session, group }: ProcessFacts): void {
    this.#known.set(pid, started);
    this.#sessions.add(session);
    this.#groups.add(group);
  }
}
