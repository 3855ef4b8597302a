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
