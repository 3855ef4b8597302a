import type { History } from '../history.ts';
import type { Violation } from '../violation.ts';

const LEFT = 'nothing of a job lives on';
const ENDED = 'no process of the program gives up';
const READABLE = 'every record can be read';

/** What is left of jobs when everything is over, and processes of the program that ended by themselves. */
export function checkProcesses({ alive, ended, unreadable }: History): Violation[] {
  return [
    ...alive.map(({ pid, job, key, leg, worker, run }) => ({
      rule: LEFT,
      message: `Process ${pid} of job ${job} (${key}[${leg}]) on ${worker} is alive.`,
      run,
    })),
    ...ended.map((message) => ({ rule: ENDED, message })),
    ...unreadable.map((message) => ({ rule: READABLE, message })),
  ];
}
