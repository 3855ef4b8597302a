import type { Row } from '../figures.ts';

/** What every measure gets. */
export interface BenchContext {
  /** The project's folder, with `dist/` built. */
  readonly root: string;
  /** An empty folder of the measure's own, removed afterwards. */
  readonly folder: string;
}

/** One benchmark: a name for the command line and the rows it prints. */
export interface Measure {
  readonly name: string;
  readonly run: (context: BenchContext) => Promise<readonly Row[]>;
}
