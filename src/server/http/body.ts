import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { HttpProblem, type ProblemDetail } from './problem.ts';

/** Compiles the schemas of bodies. */
export const bodySchemas = new Ajv({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  // The schemas are this folder's own and strict mode checks them; compiling the meta-schema costs a tenth of
  // a second of the server's start.
  meta: false,
  validateSchema: false,
});

/**
 * Makes the parser of a body: it gives the body back, typed, once it fits the schema.
 * @param resource what the body describes, for GitHub's `errors`
 * @throws HttpProblem 422 (from the parser) with one entry for every mistake
 */
export function bodyParser<Body>(resource: string, fits: ValidateFunction<Body>): (body: unknown) => Body {
  return (body) => {
    if (fits(body)) return body;
    const errors = (fits.errors ?? []).map((error) => detailOf(resource, error));
    throw new HttpProblem(422, 'Validation Failed', { errors });
  };
}

function detailOf(resource: string, error: ErrorObject): ProblemDetail {
  const place = error.instancePath.slice(1).replaceAll('/', '.');
  if (error.keyword === 'required') {
    const field = String(error.params['missingProperty']);
    return { resource, field, code: 'missing_field', message: `${field} is missing.` };
  }
  if (error.keyword === 'additionalProperties') {
    const field = String(error.params['additionalProperty']);
    return { resource, field, code: 'invalid', message: `${field} is not a known property.` };
  }
  const what = place === '' ? 'The body' : place;
  return { resource, field: place, code: 'invalid', message: `${what} ${error.message ?? 'is not valid'}.` };
}
