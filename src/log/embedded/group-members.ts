import type { AssignmentListener } from '../event-log.ts';

interface Member {
  readonly listener: AssignmentListener;
  assigned: boolean | null;
}

/** Who joined a group: as there is one partition, the member that joined first has it, the others wait for it. */
export class GroupMembers {
  #members: Member[] = [];

  join(listener: AssignmentListener): { leave(): Promise<void> } {
    const member: Member = { listener, assigned: null };
    this.#members.push(member);
    this.#announce();
    return {
      leave: async () => {
        this.#members = this.#members.filter((other) => other !== member);
        this.#announce();
      },
    };
  }

  /** Nobody hears of assignments any more. */
  close(): void {
    this.#members = [];
  }

  #announce(): void {
    for (const [index, member] of this.#members.entries()) {
      const assigned = index === 0;
      if (member.assigned === assigned) continue;
      member.assigned = assigned;
      queueMicrotask(() => {
        if (this.#members.includes(member)) member.listener.onAssigned(assigned ? [0] : []);
      });
    }
  }
}
