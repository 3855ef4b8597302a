/** How many files are read while one is checked. */
const AHEAD = 16;

/**
 * Gives what `read` makes of each item, in their order, and keeps a few readings ahead of its reader: reading waits
 * for the disk, checking for the processor. A reading that fails is a value too, so that it waits for its turn.
 */
export async function* readAhead<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result>,
): AsyncGenerator<{ readonly item: Item; readonly outcome: PromiseSettledResult<Result> }> {
  const pending: { item: Item; outcome: Promise<PromiseSettledResult<Result>> }[] = [];
  for (const item of items) {
    pending.push({ item, outcome: settled(read(item)) });
    if (pending.length > AHEAD) yield* first(pending);
  }
  while (pending.length > 0) yield* first(pending);
}

async function* first<Item, Result>(
  pending: { item: Item; outcome: Promise<PromiseSettledResult<Result>> }[],
): AsyncGenerator<{ item: Item; outcome: PromiseSettledResult<Result> }> {
  const next = pending.shift();
  if (next !== undefined) yield { item: next.item, outcome: await next.outcome };
}

async function settled<Result>(reading: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const [outcome] = await Promise.allSettled([reading]);
  return outcome;
}
