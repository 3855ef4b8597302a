import { sep } from 'node:path';

import type { EarlierProcesses } from './earlier-processes.ts';
import {
  type ProcessFacts,
  environmentOf,
  hasEntry,
  hasOpenFile,
  processFacts,
  processIds,
  workingFolder,
} from './proc.ts';

/** By what a process is known to belong to a job (or to one of its steps). */
export interface MembershipRules {
  /** `NAME=value` that every process of the job was started with; null: not asked. */
  readonly cookie: string | null;
  /** Part of the path of the FIFO that takes its output. */
  readonly output: string;
  /** A folder: a process that works in it or below belongs; null: not asked. */
  readonly folder: string | null;
  /** Clock ticks: what started before it does not belong. */
  readonly since: number;
  /** What does not belong although it has a mark. Absent: nothing. */
  readonly except?: EarlierProcesses;
}

/** Listings in one scan, where processes keep ending before they are looked at. */
const MOST_PASSES = 100;
/** Passes in which a process without an environment is taken to be on its way to another program. */
const CHANGING_PASSES = 3;

/** What one scan has seen so far. */
interface Look {
  readonly alive: Set<number>;
  /** No members, as far as is known. */
  strangers: ProcessFacts[];
  members: number;
  readonly found: (member: ProcessFacts) => void;
}

/**
 * Tells which processes belong to a job: those with its cookie, its output open, or their working folder in its
 * workspace, and those that share a session or process group with a member or have one as their parent. What
 * was seen once is remembered, so that a child is known after its parent is gone. This process and those in
 * its own session or group by inheritance never belong.
 */
export class Membership {
  readonly #rules: MembershipRules;
  /** Member -> when it started, so that an id that is used again is not taken for it. */
  readonly #members = new Map<number, number>();
  /** Sessions and groups that were led by a member. */
  readonly #sessions = new Set<number>();
  readonly #groups = new Set<number>();
  /** Dead processes that were counted, with their starts. */
  readonly #dead = new Map<number, number>();
  readonly #self = processFacts(process.pid);

  constructor(rules: MembershipRules) {
    this.#rules = rules;
  }

  /** A process that the executor started as leader of a session and group of its own. */
  addLeader(pid: number): void {
    const facts = processFacts(pid);
    if (facts !== null) this.#members.set(pid, facts.started);
    this.#sessions.add(pid);
    this.#groups.add(pid);
  }

  /**
   * Looks at every process and hands each member to `found` as soon as it is known, so that it has no time to
   * fork and go. Gives how many there were. A process that ended before it was looked at may have left a
   * child that was not listed: then what is new is listed and looked at again, at once, so that a chain of
   * processes that each start the next has hardly time to take its next step.
   */
  scan(found: (member: ProcessFacts) => void): number {
    const known = new Set(processIds());
    if (known.size === 0) return this.#scanGroups(found);
    const look: Look = { alive: new Set(), strangers: [], members: 0, found };
    let next = [...known];
    for (let pass = 0; pass < MOST_PASSES && next.length > 0; pass++) {
      const { gone, changing } = this.#lookAt(next, look, pass < CHANGING_PASSES);
      this.#findRelated(look);
      if (gone === 0 && changing.length === 0) break;
      const appeared = processIds().filter((pid) => !known.has(pid));
      for (const pid of appeared) known.add(pid);
      // A listing without anything new is the proof that nobody was missed.
      next = [...changing, ...appeared];
    }
    for (const [pid] of this.#members) if (!look.alive.has(pid)) this.#members.delete(pid);
    return look.members;
  }

  /** Looks at some processes; gives how many ended before that, and those to look at again. */
  #lookAt(
    pids: readonly number[],
    look: Look,
    again: boolean,
  ): { readonly gone: number; readonly changing: readonly number[] } {
    let gone = 0;
    const changing: number[] = [];
    for (const pid of pids) {
      if (pid === process.pid) continue;
      const facts = processFacts(pid);
      if (facts === null || facts.dead) gone += this.#isNewlyGone(pid, facts) ? 1 : 0;
      if (facts === null || facts.dead || facts.started < this.#rules.since) continue;
      look.alive.add(pid);
      if (this.#rules.except?.has(facts) === true) continue;
      if (this.#isMember(facts)) this.#accept(facts, look);
      else if (again && isChanging(pid)) changing.push(pid);
      else look.strangers.push(facts);
    }
    return { gone, changing };
  }

  /** Those that are related to a member which was found after they were looked at. */
  #findRelated(look: Look): void {
    for (let before = -1; before !== look.members; ) {
      before = look.members;
      look.strangers = look.strangers.filter((facts) => {
        const related = this.#isRelated(facts);
        if (related) this.#accept(facts, look);
        return !related;
      });
    }
  }

  #accept(facts: ProcessFacts, look: Look): void {
    this.#remember(facts);
    look.members += 1;
    look.found(facts);
  }

  /** The process groups that are known to be the job's. */
  get groups(): ReadonlySet<number> {
    return this.#groups;
  }

  /** Without `/proc`: the groups of the leaders, each as one process with the group's id made negative. */
  #scanGroups(found: (member: ProcessFacts) => void): number {
    let members = 0;
    for (const group of this.#groups) {
      try {
        process.kill(-group, 0);
      } catch {
        this.#groups.delete(group);
        continue;
      }
      members += 1;
      found({ pid: -group, parent: 0, group, session: group, started: 0, dead: false });
    }
    return members;
  }

  /** A dead process that nobody takes notice of counts once. */
  #isNewlyGone(pid: number, facts: ProcessFacts | null): boolean {
    if (facts === null) return true;
    if (facts.started < this.#rules.since || this.#dead.get(pid) === facts.started) return false;
    this.#dead.set(pid, facts.started);
    return true;
  }

  #isMember(facts: ProcessFacts): boolean {
    return this.#isRelated(facts) || this.#hasMark(facts.pid);
  }

  #isRelated(facts: ProcessFacts): boolean {
    if (this.#members.get(facts.pid) === facts.started) return true;
    // A leader that is no member has an id that was free again.
    if (facts.session === facts.pid) this.#sessions.delete(facts.pid);
    if (facts.group === facts.pid) this.#groups.delete(facts.pid);
    return (
      this.#sessions.has(facts.session) || this.#groups.has(facts.group) || this.#members.has(facts.parent)
    );
  }

  #hasMark(pid: number): boolean {
    const { cookie, output, folder } = this.#rules;
    if (cookie !== null && hasEntry(environmentOf(pid) ?? '', cookie)) return true;
    if (folder !== null) {
      const working = workingFolder(pid)?.replace(/ \(deleted\)$/, '');
      if (working === folder || working?.startsWith(folder + sep) === true) return true;
    }
    return hasOpenFile(pid, output);
  }

  /**
   * A session or group is the job's where a member leads it, or nobody does any more: a shell that merely stands
   * in the workspace does not make its whole terminal a part of the job.
   */
  #remember(facts: ProcessFacts): void {
    this.#members.set(facts.pid, facts.started);
    if (facts.session !== this.#self?.session && this.#isLedByMember(facts.session))
      this.#sessions.add(facts.session);
    if (facts.group !== this.#self?.group && this.#isLedByMember(facts.group)) this.#groups.add(facts.group);
  }

  #isLedByMember(leader: number): boolean {
    return leader > 0 && (this.#members.has(leader) || (processFacts(leader)?.dead ?? true));
  }
}

/** Whether a process that showed no mark may have had one: it has ended, or it is becoming another program. */
function isChanging(pid: number): boolean {
  return (processFacts(pid)?.dead ?? true) || environmentOf(pid) === '';
}
