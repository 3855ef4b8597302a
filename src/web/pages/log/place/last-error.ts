import type { LogSearchShape } from '../../../../server/shapes/index.ts';
import { getJson, pathWith } from '../../../api/client.ts';
import { readLogLine } from '../../../log-line/log-line.ts';
import { type LineBlocks, lineIn } from '../lines/line-blocks.ts';
import { isWhole } from '../lines/step-lines.ts';

/**
 * The last line marked as an error, from 0; null where there is none.
 * @param known where all of a short log is here it is looked through, else the server searches
 * @throws ApiProblem
 */
export async function lastError(
  known: LineBlocks,
  place: { readonly job: string; readonly step: number },
  signal: AbortSignal,
): Promise<number | null> {
  if (isWhole(known)) return lastErrorIn(known);
  const found = await getJson<LogSearchShape>(
    pathWith(`/api/jobs/${place.job}/steps/${place.step}/log/search`, {
      text: '##[error]',
      from: known.total,
      direction: 'backward',
      count: 1,
    }),
    signal,
  );
  return found.lines[0] ?? null;
}

function lastErrorIn(known: LineBlocks): number | null {
  for (let line = known.total - 1; line >= 0; line--) {
    const raw = lineIn(known, line);
    if (raw?.includes('##[error]') && readLogLine(raw).mark === 'error') return line;
  }
  return null;
}
