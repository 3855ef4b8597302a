import type { RepositoryName } from '../../events/index.ts';
import { type Database, escapeLike, numberIn, type Row, textIn } from '../sqlite/index.ts';

/** What there is to choose from where runs are filtered, the most used first. */
export interface RunChoices {
  readonly repositories: readonly string[];
  /** Names of workflows. */
  readonly workflows: readonly string[];
  readonly branches: readonly string[];
  readonly events: readonly string[];
  readonly actors: readonly string[];
}

/** How many of the newest runs are looked at: more would take longer, and tell what nobody looks for. */
const NEWEST = 5_000;
/** The most values of each kind. */
const MOST = 100;

/** Finds what the newest runs offer to choose from. */
export class RunChoiceQueries {
  readonly #all;
  readonly #ofRepository;
  readonly #named;
  readonly #namedIn;

  constructor(database: Database) {
    this.#all = database.prepare(newestRuns(''));
    this.#ofRepository = database.prepare(newestRuns('WHERE repository = ?'));
    const named = `SELECT id FROM workflows WHERE (name = ? OR path = ? OR path LIKE ? ESCAPE '\\')`;
    this.#named = database.prepare(named);
    this.#namedIn = database.prepare(`${named} AND repository = ?`);
  }

  /** @param repository null: of all of them */
  choices(repository: RepositoryName | null): RunChoices {
    const rows = repository === null ? this.#all.all() : this.#ofRepository.all(repository);
    return {
      repositories: mostUsed(rows, 'repository'),
      workflows: mostUsed(rows, 'workflow'),
      branches: mostUsed(rows, 'branch'),
      events: mostUsed(rows, 'event'),
      actors: mostUsed(rows, 'actor'),
    };
  }

  /**
   * The ids of the workflows with a name, a path or a file name.
   * @param repository null: in any of them
   */
  workflowsNamed(text: string, repository: RepositoryName | null): readonly number[] {
    const names = [text, text, `%/${escapeLike(text)}`];
    const rows = repository === null ? this.#named.all(...names) : this.#namedIn.all(...names, repository);
    return rows.map((row) => numberIn(row, 'id'));
  }
}

/** The newest runs, with the names that their workflows have now: by these they are found. */
function newestRuns(where: string): string {
  return `SELECT newest.repository, name AS workflow, branch, event, actor
    FROM (SELECT repository, workflow, branch, event, actor FROM runs ${where}
      ORDER BY created_at DESC, id DESC LIMIT ${NEWEST}) AS newest
    LEFT JOIN workflows ON workflows.id = newest.workflow`;
}

/** The texts of a column, the most frequent first; those that occur as often stay in the order of the rows. */
function mostUsed(rows: readonly Row[], column: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (row[column] === null) continue;
    const value = textIn(row, column);
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, MOST).map(([value]) => value);
}
