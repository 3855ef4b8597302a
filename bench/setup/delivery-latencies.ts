import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { wallClock } from './processes.ts';
import type { SampleRepository } from './repository.ts';
import { readClock } from './samples.ts';
import type { ServerClient } from './server-client.ts';

/**
 * Milliseconds from a delivery to the first step's process, one after the other. Each commit is pushed before, so the
 * repository's hook must be off.
 * @param place the repository with `clockWorkflow` at `head`, which writes to `clocks`
 */
export async function deliveryLatencies(
  server: ServerClient,
  place: { readonly repository: SampleRepository; readonly head: string; readonly clocks: string },
  { samples, warmUp }: { readonly samples: number; readonly warmUp: number },
): Promise<number[]> {
  const { repository, clocks } = place;
  const latencies: number[] = [];
  let before = place.head;
  for (let sample = 0; sample < samples + warmUp; sample++) {
    const sha = await repository.commit();
    await repository.push();
    await wait(20);
    const begin = wallClock();
    await server.deliver(repository, sha, before);
    const latencyMs = (await readClock(join(clocks, sha))) - begin;
    if (sample >= warmUp) latencies.push(latencyMs);
    before = sha;
    await wait(30);
  }
  return latencies;
}
