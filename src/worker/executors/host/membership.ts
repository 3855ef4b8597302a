import { sep } from 'node:path';

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
}

/** What one look at all processes saw. */
export interface Sighting {
  readonly members: number;
  /** How many may have been missed. */
  readonly uncertain: number;
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
   * Looks at every process once and hands each member to `found` as soon as it is known, so that it has no time
   * to fork and go. `uncertain` counts those that this look may have missed: a process that ended meanwhile
   * may have left a child that was not there when the look began, and one that is becoming another program
   * shows no cookie.
   */
  scan(found: (member: ProcessFacts) => void): Sighting {
    const listed = processIds();
    if (listed.length === 0) return this.#scanGroups(found);
    let count = 0;
    let uncertain = 0;
    const alive = new Map<number, ProcessFacts>();
    const unknown: ProcessFacts[] = [];
    const accept = (facts: ProcessFacts) => {
      this.#remember(facts);
      count += 1;
      found(facts);
    };
    for (const pid of listed) {
      if (pid === process.pid) continue;
      const facts = processFacts(pid);
      if (facts === null || facts.dead) uncertain += this.#isNewlyGone(pid, facts) ? 1 : 0;
      if (facts === null || facts.dead || facts.started < this.#rules.since) continue;
      alive.set(pid, facts);
      if (this.#isMember(facts)) accept(facts);
      else {
        unknown.push(facts);
        if (isChanging(pid)) uncertain += 1;
      }
    }
    // A relation to a member that was found later in the pass.
    for (let before = -1; before !== count; ) {
      before = count;
      for (const [index, facts] of unknown.entries()) {
        if (facts.pid === 0 || !this.#isRelated(facts)) continue;
        unknown[index] = { ...facts, pid: 0 };
        accept(facts);
      }
    }
    for (const [pid] of this.#members) if (!alive.has(pid)) this.#members.delete(pid);
    return { members: count, uncertain };
  }

  /** The process groups that are known to be the job's. */
  get groups(): ReadonlySet<number> {
    return this.#groups;
  }

  /** Without `/proc`: the groups of the leaders, each as one process with the group's id made negative. */
  #scanGroups(found: (member: ProcessFacts) => void): Sighting {
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
    return { members, uncertain: 0 };
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
