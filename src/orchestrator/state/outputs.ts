/** `needs.<job>.outputs` or one leg's part of it. */
export interface Outputs {
  readonly [name: string]: string;
}

/**
 * A job's outputs after one more leg has ended: the last writer of a value wins. A leg that leaves an output
 * empty has not written it, so legs may each set an output of their own (GitHub docs: "Using job outputs in a
 * matrix job").
 */
export function mergeOutputs(before: Outputs, leg: Outputs): Outputs {
  const written = Object.entries(leg).filter(([name, value]) => value !== '' || before[name] === undefined);
  return { ...before, ...Object.fromEntries(written) };
}
