import { isJsonObject, type Json } from '../../../events/json.ts';
import { hasExpression } from '../../expressions/index.ts';
import { ANY, mapOf, objectOf, type Type } from '../type.ts';
import { CONTAINER, JOB_PROPERTIES } from './fixed.ts';
import { insteadOf, NAMES_OF_JOB } from './other-names.ts';

/** `job`, with the job's services. */
export function jobContextType(jobId: string, services: Json | undefined): Type {
  return objectOf([...JOB_PROPERTIES, ['services', servicesType(jobId, services)]], {
    absence: (name) => insteadOf(name, NAMES_OF_JOB),
  });
}

function servicesType(jobId: string, services: Json | undefined = {}): Type {
  if (!isJsonObject(services)) return ANY;
  const names = Object.keys(services);
  if (names.some(hasExpression)) return mapOf(CONTAINER);
  return objectOf(
    names.map((name) => [name, CONTAINER]),
    { absence: (name) => ({ reason: `the job \`${jobId}\` has no service \`${name}\`` }) },
  );
}
