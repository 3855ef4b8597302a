import type { RepositoryName } from '../../events/index.ts';
import { escapeLike } from '../sqlite/index.ts';
import { STATUSES } from './records.ts';

/** Which runs to list; absent fields do not restrict. */
export interface RunFilter {
  readonly id?: number;
  readonly repository?: RepositoryName;
  /** Its number within its repository. */
  readonly number?: number;
  /** A workflow's id. */
  readonly workflow?: number;
  /** Ids of workflows, one of which it is of; an empty list fits no run. */
  readonly workflows?: readonly number[];
  readonly actor?: string;
  readonly branch?: string;
  readonly event?: string;
  /** A status or a conclusion, in GitHub's words; an unknown one matches nothing. */
  readonly status?: string;
  readonly sha?: string;
  /**
   * What people look for: a part of the title, the commit's message, the branch, the actor or the workflow's name,
   * ASCII letters in either case; also `#12` for the run's number, or the first 7 or more digits of its commit.
   */
  readonly text?: string;
  /** Milliseconds since 1970 UTC, inclusive. */
  readonly createdFrom?: number;
  /** Exclusive. */
  readonly createdBefore?: number;
}

/** A filter as a `WHERE` clause of the table of runs, empty where nothing restricts, with the values it binds. */
export interface Conditions {
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/** Where a text is looked for. */
const SEARCHED = ['title', 'message', 'branch', 'actor', 'workflow_name'];

export function conditionsOf(filter: RunFilter): Conditions {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const restrict = (condition: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  restrict('id = ?', filter.id);
  restrict('repository = ?', filter.repository);
  restrict('number = ?', filter.number);
  restrict('workflow = ?', filter.workflow);
  const { workflows } = filter;
  if (workflows?.length === 1) restrict('workflow = ?', workflows[0]);
  else if (workflows !== undefined) {
    restrict('workflow IN (SELECT value FROM json_each(?))', JSON.stringify(workflows));
  }
  restrict('actor = ?', filter.actor);
  restrict('branch = ?', filter.branch);
  restrict('event = ?', filter.event);
  restrict('sha = ?', filter.sha);
  restrict('created_at >= ?', filter.createdFrom);
  restrict('created_at < ?', filter.createdBefore);
  const isStatus = STATUSES.some((status) => status === filter.status);
  restrict(isStatus ? 'status = ?' : 'conclusion = ?', filter.status);
  if (filter.text !== undefined) {
    const search = searchOf(filter.text);
    conditions.push(search.where);
    values.push(...search.values);
  }
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}

/** Runs in which a text is found. */
function searchOf(text: string): Conditions {
  const part = `%${escapeLike(text)}%`;
  const alternatives = SEARCHED.map((column) => `${column} LIKE ? ESCAPE '\\'`);
  const values: (string | number)[] = SEARCHED.map(() => part);
  const number = /^#(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined) {
    alternatives.push('number = ?');
    values.push(Number(number));
  }
  if (/^[0-9a-f]{7,64}$/i.test(text)) {
    const digits = text.toLowerCase();
    alternatives.push('sha BETWEEN ? AND ?');
    // No digit comes behind `f`.
    values.push(digits, `${digits}g`);
  }
  return { where: `(${alternatives.join(' OR ')})`, values };
}
