/** Other jobs as an expression sees them: `needs` in a job, `jobs` in the outputs of a called workflow. */
import { isJsonObject, type JsonObject } from '../../../events/json.ts';
import { textsOf } from '../../definition/read.ts';
import { ANY, objectOf, type Type } from '../type.ts';
import { RESULT } from './fixed.ts';

/** `needs` of a job. What no job has as its id is another rule's mistake. */
export function needsType(
  jobId: string,
  job: JsonObject,
  outputsOf: (lowerCaseId: string) => Type | undefined,
): Type {
  const needs = textsOf(job['needs']);
  return objectOf(
    needs.map((need) => [need, jobType(outputsOf(need.toLowerCase()) ?? ANY)]),
    {
      absence: (name) => ({
        reason: `\`${jobId}\` does not need \`${name}\``,
        advice: `add it to the \`needs\` of \`${jobId}\`.`,
      }),
    },
  );
}

/** `jobs`: every job of the workflow. */
export function jobsType(root: JsonObject, outputsOf: (lowerCaseId: string) => Type | undefined): Type {
  const { jobs } = root;
  const ids = isJsonObject(jobs) ? Object.keys(jobs) : [];
  return objectOf(
    ids.map((id) => [id, jobType(outputsOf(id.toLowerCase()) ?? ANY)]),
    { absence: (name) => ({ reason: `the workflow has no job \`${name}\`` }) },
  );
}

function jobType(outputs: Type): Type {
  return objectOf([
    ['outputs', outputs],
    ['result', RESULT],
  ]);
}
