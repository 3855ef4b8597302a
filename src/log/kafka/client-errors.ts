/** Reading errors of kafkajs, which wrap each other, and sometimes several at once. */

/** What an error says, without a stop at its end; of several in one, what each of them says. */
export function reasonOf(error: unknown): string {
  return errorsIn(error)
    .map((one) => (one instanceof Error ? one.message : String(one)).replace(/\.$/, ''))
    .join('; ');
}

/** An error alone, or those that the client has put together in one. */
function errorsIn(error: unknown): readonly unknown[] {
  if (!(error instanceof Error) || !('errors' in error)) return [error];
  const { errors } = error;
  return Array.isArray(errors) ? errors.flatMap(errorsIn) : [error];
}

/** Names and codes of an error and of all that caused it: Kafka's own (`INVALID_CONFIG`), those of TLS, of kafkajs. */
export function namesOf(error: unknown): readonly string[] {
  return errorsIn(error).flatMap((one) => {
    if (!(one instanceof Error)) return [];
    const type = 'type' in one && typeof one.type === 'string' ? [one.type] : [];
    const code = 'code' in one && typeof one.code === 'string' ? [one.code] : [];
    return [one.name, ...type, ...code, ...(one.cause === undefined ? [] : namesOf(one.cause))];
  });
}
