import type { RunId } from '../../events/index.ts';
import { type Database, textOrNullIn } from '../sqlite/index.ts';

/** The workflow files of its own repository that a run calls, directly or through others. */
export interface CalledWorkflows {
  /** Paths within the repository, in the order of the run's definition. */
  readonly paths: readonly string[];
  /** The full ref that triggered the run, whose commit they are taken from. */
  readonly ref: string;
}

/** Reads which workflows runs call. */
export class CalledWorkflowQueries {
  readonly #of;

  constructor(database: Database) {
    // Facts hold the payload and may be large: JSON is read only of those that can have called workflows. In a text
    // the quotes of the key would stand behind backslashes.
    this.#of = database.prepare(
      `SELECT facts_json ->> '$.trigger.ref' AS ref,
         (SELECT json_group_array(key) FROM json_each(facts_json, '$.definition.called')) AS paths
       FROM run_facts WHERE run = ? AND instr(facts_json, '"called":{') > 0`,
    );
  }

  /** Null where the run calls none, or never had a definition. */
  of(run: RunId): CalledWorkflows | null {
    const row = this.#of.get(run);
    if (row === undefined) return null;
    const paths: unknown = JSON.parse(textOrNullIn(row, 'paths') ?? '[]');
    const known = Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
    return known.length === 0 ? null : { paths: known, ref: textOrNullIn(row, 'ref') ?? '' };
  }
}
