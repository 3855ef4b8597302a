import type { History } from './history.ts';
import { judge } from './judge.ts';
import { checkAttempts } from './rules/attempts.ts';
import { checkDeliveries } from './rules/deliveries.ts';
import { checkLogs } from './rules/logs.ts';
import { checkNeeds } from './rules/needs.ts';
import { checkProcesses } from './rules/processes.ts';
import { checkRuns } from './rules/runs.ts';
import { checkServers } from './rules/servers.ts';
import { checkTries } from './rules/tries.ts';
import type { Violation } from './violation.ts';

/** Everything in a history that breaks a promise. */
export function check(history: History): Violation[] {
  const judged = judge(history.events);
  return [
    ...checkProcesses(history),
    ...checkDeliveries(history, judged),
    ...checkRuns(history, judged),
    ...checkAttempts(history, judged),
    ...checkTries(history, judged),
    ...checkNeeds(history, judged),
    ...checkLogs(history, judged),
    ...checkServers(history),
  ];
}
