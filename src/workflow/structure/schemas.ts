/** The JSON Schemas of the two kinds of files. */
import action from '../../../schema/action.schema.json' with { type: 'json' };
import workflow from '../../../schema/workflow.schema.json' with { type: 'json' };

/** What a file is: a workflow, or an action (`action.yml`). */
export type FileKind = 'workflow' | 'action';

/** A JSON Schema, or a part of one. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

export const SCHEMAS: { readonly [Kind in FileKind]: Schema } = { workflow, action };

/** Every event that the language knows. */
export const EVENT_NAMES: ReadonlySet<string> = new Set(workflow.$defs.eventName.enum);
