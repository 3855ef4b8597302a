/**
 * Whether a worker with `workerLabels` may run a job that wants all of `wanted`. Case does not matter; a
 * worker's label that ends in `*` stands for every label that begins so. Workers decide by it what they claim,
 * owners whom they name first, so both have to come to the same answer.
 */
export function servesLabels(workerLabels: readonly string[], wanted: readonly string[]): boolean {
  const own = workerLabels.map((label) => label.toLowerCase());
  return wanted.every((label) => own.some((mine) => matches(mine, label.toLowerCase())));
}

function matches(own: string, wanted: string): boolean {
  return own.endsWith('*') ? wanted.startsWith(own.slice(0, -1)) : own === wanted;
}

/**
 * The labels of a job for which no worker can take it: those that nobody answers to, all of them where each has
 * somebody and nobody has all; none where a worker serves the job.
 * @param workers the labels of each worker
 */
export function missingLabels(
  workers: readonly (readonly string[])[],
  wanted: readonly string[],
): readonly string[] {
  if (workers.some((labels) => servesLabels(labels, wanted))) return [];
  const unserved = wanted.filter((label) => !workers.some((labels) => servesLabels(labels, [label])));
  return unserved.length > 0 ? unserved : wanted;
}
