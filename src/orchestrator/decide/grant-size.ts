import { callAround, type JobState, type RunState, workflowOfFile } from '../state/index.ts';
import { secretMappings } from './secret-mappings.ts';
import { bytesBeyond, bytesOf, tooLarge, TooLargeError } from './size.ts';

/**
 * Looks whether a worker could be told all that it needs for a leg, before the leg is offered: who was granted a job
 * and is never told would keep it until its time is over.
 * @param rest the leg's contexts and the terms on which it is offered
 * @throws TooLargeError
 */
export function checkGrant(run: RunState, job: JobState, rest: { readonly [name: string]: unknown }): void {
  const { env, defaults } = workflowOfFile(run, callAround(run, job.key)?.prefix ?? '');
  const parts = { ...rest, definition: job.definition, env, defaults, mappings: secretMappings(run, job) };
  const bytes = bytesBeyond(parts);
  if (bytes === null) return;
  const largest = Object.entries({ ...parts, 'github.event': run.payload, github: null })
    .map(([name, part]) => ({ name, bytes: bytesOf(part) }))
    .toSorted((one, other) => other.bytes - one.bytes)
    .slice(0, 2)
    .map((part) => `${part.name} (${part.bytes} bytes)`);
  throw new TooLargeError(
    `${tooLarge('What its worker would have to know has', bytes)} Most of it is in ${largest.join(' and ')}.`,
  );
}
