import { readFile } from 'node:fs/promises';
import { findBroker, startBroker } from '../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../scripts/kafka/types.ts';
import { Cluster, type ClusterOptions } from '../../test/kafka/cluster/cluster.ts';
import type { Row } from '../figures.ts';
import type { BenchContext } from '../measures/context.ts';
import { ServerClient } from './server-client.ts';

/** The unit of /proc/<pid>/stat on Linux. */
const TICKS_PER_SECOND = 100;

/** A cluster that runs, with a broker of its own. */
export interface BenchCluster {
  readonly broker: Broker;
  readonly cluster: Cluster;
  readonly client: ServerClient;
}

/** How much of everything, beside one server. */
export interface ClusterSize
  extends Pick<ClusterOptions, 'orchestrators' | 'workers' | 'capacity' | 'partitions'> {
  /** How many of the workers run from the start; default: all. */
  readonly started?: number;
}

/**
 * Measures on a broker and a cluster that end with it. Where no broker can be had a line says so, and the table has
 * a row for it.
 */
export async function onKafka(
  { root, folder }: BenchContext,
  measure: string,
  size: ClusterSize,
  run: (bench: BenchCluster) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  try {
    await findBroker();
  } catch (error) {
    console.error(`LEFT OUT, ${measure}: ${error instanceof Error ? error.message : String(error)}`);
    return [{ measure, figure: 'left out: no Kafka broker', floor: '-', peers: '-', goal: '-' }];
  }
  const broker = await startBroker();
  try {
    const cluster = await Cluster.prepare({ brokers: broker.brokers, folder, servers: 1, ...size });
    try {
      await cluster.start(size.started);
      return await run({ broker, cluster, client: new ServerClient(root, cluster.url, cluster.token) });
    } finally {
      await cluster.remove();
    }
  } finally {
    await broker.stop();
  }
}

/** Seconds of processor time that a process has used; NaN where there is none. */
export async function processorSeconds(pid: number | null): Promise<number> {
  if (pid === null) return Number.NaN;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
