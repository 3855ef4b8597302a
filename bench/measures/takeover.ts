import { setTimeout as wait } from 'node:timers/promises';
import type { HistoryEvent } from '../../test/chaos/checker/history.ts';
import { readTopic } from '../../test/chaos/checker/read-topic.ts';
import type { Member } from '../../test/kafka/cluster/member.ts';
import { percentile } from '../figures.ts';
import { onKafka } from '../setup/kafka.ts';
import { makeRepository } from '../setup/repository.ts';
import { until } from '../setup/samples.ts';
import type { Measure } from './context.ts';

const KILLS = 5;
/** Enough that some are still waiting for a slot whenever the owner dies. */
const LEGS = 120;
const NAME = 'takeover: SIGKILL of the owner while jobs wait -> next grant';

const workflow = `on: push
jobs:
  many:
    runs-on: ubuntu-latest
    checkout: false
    strategy: { matrix: { leg: [${Array.from({ length: LEGS }, (_, leg) => leg).join(', ')}] } }
    steps: [{ run: sleep 0.5 }]
`;

/** Two orchestrators, one partition: the one that decides for it is killed again and again. */
export const takeover: Measure = {
  name: 'takeover',
  run: (context) =>
    onKafka(
      context,
      NAME,
      { orchestrators: 2, workers: 1, capacity: 4, partitions: 1 },
      async ({ broker, cluster, client }) => {
        const repository = await makeRepository(context.folder, 'bench/takeover');
        await client.add(repository);
        const grants = (): Promise<HistoryEvent[]> => readGrants(broker.brokers);
        const kills: number[] = [];
        for (let kill = 0; kill < KILLS; kill++) {
          await repository.commitWorkflow(workflow);
          const before = (await grants()).length;
          await repository.push();
          await until(async () => (await grants()).length > before + 4);
          const owner = await ownerOf(cluster.orchestrators);
          kills.push(Date.now());
          await owner.kill();
          const killed = kills.at(-1) ?? 0;
          await until(async () => (await grants()).some(({ timestamp }) => timestamp > killed));
          await owner.start();
          await until(async () => (await client.completedRuns(repository)) > kill);
          // It joins the others, and has something to take over the next time.
          await wait(3_000);
        }
        const stamps = (await grants()).map(({ timestamp }) => timestamp);
        const samples = kills.map((at) => (stamps.find((stamp) => stamp > at) ?? Number.NaN) - at);
        return [
          {
            measure: NAME,
            figure: `${seconds(percentile(samples, 0.5))} (longest of ${KILLS}: ${seconds(Math.max(...samples))})`,
            floor: '6.0 s (the session at the broker, the shortest that it allows)',
            peers: '-',
            goal: '10 s',
          },
        ];
      },
    ),
};

async function readGrants(brokers: string): Promise<HistoryEvent[]> {
  const { events } = await readTopic(brokers, 'runbook.events');
  return events.filter(({ fields }) => fields.type === 'job_granted');
}

/** The orchestrator whose group gave it the partition last, by what it logs. */
async function ownerOf(orchestrators: readonly Member[]): Promise<Member> {
  for (const member of orchestrators) {
    const assignments = [...(await member.lastWords()).matchAll(/"partitions":\[([^\]]*)\]/g)];
    if (member.pid !== null && assignments.at(-1)?.[1] === '0') return member;
  }
  throw new Error('No orchestrator has said that the partition is its own.');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
