import compression from 'compression';
import type { RequestHandler } from 'express';
import { constants } from 'node:zlib';

/** Answers with fewer bytes than this fit into two packets as they are. */
const LEAST_BYTES = 2048;

/**
 * Sends JSON in a smaller form to those who take one: a list of runs says much the same of each, and shrinks to a
 * twentieth. The fastest setting, as that is enough for it. Streams, log texts and archives go as they are: they must
 * not wait in a compressor, or are small already.
 */
export function compressJson(): RequestHandler {
  return compression({
    threshold: LEAST_BYTES,
    level: constants.Z_BEST_SPEED,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    filter: (_request, response) => {
      const type = response.getHeader('Content-Type');
      return typeof type === 'string' && type.startsWith('application/json');
    },
  });
}
