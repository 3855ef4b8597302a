import type { Delivery, History } from '../history.ts';
import type { Judged, Run } from '../judge.ts';
import type { Violation } from '../violation.ts';

const RULE = 'every accepted delivery has exactly its runs';

/**
 * A delivery that was answered 202 is on the log and has one run for each workflow file of its commit, here and
 * on every server; one that was not may have them too, but never more; nothing else has a run.
 */
export function checkDeliveries(history: History, judged: Judged): Violation[] {
  const violations: Violation[] = [];
  const found = (message: string, run?: number): void =>
    void violations.push({ rule: RULE, message, ...(run === undefined ? {} : { run }) });
  const received = new Set(
    history.events
      .filter(({ fields }) => fields.type === 'delivery_received')
      .map(({ fields }) => fields.delivery),
  );
  const runs = new Map<string, Run[]>();
  for (const run of judged.runs.values()) runs.set(run.delivery, [...(runs.get(run.delivery) ?? []), run]);

  for (const delivery of history.deliveries) {
    if (delivery.accepted && !received.has(delivery.id)) {
      found(`${nameOf(delivery)} was answered 202 and is not on the log.`);
      continue;
    }
    if (judged.failedDeliveries.has(delivery.id)) found(`${nameOf(delivery)} was given up by intake.`);
    const of = runs.get(delivery.id) ?? [];
    for (const path of delivery.paths) {
      const [run, second] = of.filter((candidate) => candidate.path === path);
      if (run === undefined && received.has(delivery.id)) found(`${nameOf(delivery)} has no run of ${path}.`);
      if (run !== undefined && run.stillborn !== delivery.broken.includes(path))
        found(`${nameOf(delivery)}: ${path} was ${run.stillborn ? '' : 'not '}rejected.`, run.id);
      if (second !== undefined) found(`${nameOf(delivery)} has more than one run of ${path}.`, second.id);
    }
    for (const { id, path } of of)
      if (!delivery.paths.includes(path)) found(`${nameOf(delivery)} has a run of ${path}.`, id);
    checkServers(history, delivery, received.has(delivery.id), found);
  }
  const made = new Set(history.deliveries.map(({ id }) => id));
  for (const run of judged.runs.values())
    if (!made.has(run.delivery)) found(`There is a run of ${run.delivery}, which nobody sent.`, run.id);
  return violations;
}

/** Commits are pushed once each: a commit and a path name one run. */
function checkServers(
  { servers }: History,
  delivery: Delivery,
  received: boolean,
  found: (message: string, run?: number) => void,
): void {
  for (const { name, runs } of servers) {
    const shown = runs.filter(
      ({ sha, repository }) => sha === delivery.sha && repository === delivery.repository,
    );
    for (const path of received ? delivery.paths : []) {
      const count = shown.filter((run) => run.path === path).length;
      if (count !== 1) found(`${name} shows ${count} runs of ${path} for ${nameOf(delivery)}.`, shown[0]?.id);
    }
    if (!received && shown.length > 0)
      found(`${name} shows a run for ${nameOf(delivery)}, which is not on the log.`, shown[0]?.id);
  }
}

function nameOf({ id, repository, sha }: Delivery): string {
  return `The delivery ${id} (${repository}, commit ${sha.slice(0, 8)})`;
}
