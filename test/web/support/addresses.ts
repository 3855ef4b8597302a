/** The addresses of the pages, below the server's own. */
export const addresses = {
  /** @param filters repository, workflow, branch, event, status, actor, text, page */
  runs: (filters: Query = {}) => `/${query(filters)}`,
  run: (run: number, options: { attempt?: number } = {}) => `/runs/${run}${query(options)}`,
  /** @param at the step's number as in its log, and lines of it, from 1 */
  log: (run: number, job: number, at?: { step: number; line: number; to?: number }) =>
    `/runs/${run}/jobs/${job}${at === undefined ? '' : fragment(at)}`,
  workflowFile: (run: number, line?: number) =>
    `/runs/${run}/workflow${line === undefined ? '' : `#L${line}`}`,
  repositories: () => '/repositories',
  repository: (repository: string) => `/repositories/${repository}`,
  deliveries: (filters: Query = {}) => `/deliveries${query(filters)}`,
  workers: () => '/workers',
  dispatch: (repository: string, file: string) => `/dispatch/${repository}/${file}`,
  signIn: () => '/sign-in',
};

function fragment({ step, line, to }: { step: number; line: number; to?: number }): string {
  return `#step:${step}:${line}${to === undefined ? '' : `-${to}`}`;
}

type Query = Readonly<Record<string, string | number | undefined>>;

function query(values: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
