import { escapeHtml } from '../http/html.ts';
import { timeText } from '../http/time.ts';
import type { JobRecord, RunRecord, StepRecord } from '../../store/index.ts';

/** The style of all pages; its hash is what the pages' policy allows. */
export const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}' +
  '.success{color:#1a7f37}.failure,.timed_out{color:#cf222e}.cancelled,.skipped{color:#6e7781}';

/** The list of runs, newest first. */
export function runListPage(runs: readonly RunRecord[]): string {
  const rows = runs.map(
    (run) =>
      `<tr><td>${stateHtml(run)}</td><td><a href="/runs/${run.id}">${escapeHtml(run.title)}</a></td>` +
      `<td>${escapeHtml(run.repository)} #${run.number}</td><td>${escapeHtml(run.workflow.name)}</td>` +
      `<td>${escapeHtml(run.branch ?? '')}</td><td>${timeText(run.createdAt)}</td></tr>`,
  );
  const head = '<tr><th>State<th>Run<th>Repository<th>Workflow<th>Branch<th>Started</tr>';
  const body =
    rows.length === 0
      ? '<p>No run yet: push to a registered repository.</p>'
      : `<table>${head}${rows.join('')}</table>`;
  return page('Runs', `<h1>Runs</h1>${body}`);
}

/** One run with its jobs and steps, each linked to its log. */
export function runPage(
  run: RunRecord,
  jobs: readonly { readonly job: JobRecord; readonly steps: readonly StepRecord[] }[],
  errors: readonly { readonly line: number; readonly column: number; readonly message: string }[],
): string {
  const facts =
    `<p>${stateHtml(run)} &middot; ${escapeHtml(run.repository)} #${run.number}, attempt ${run.attempt} &middot; ` +
    `${escapeHtml(run.workflow.path)} &middot; ${escapeHtml(run.branch ?? '')} ` +
    `<code>${escapeHtml(run.sha.slice(0, 12))}</code> &middot; ${timeText(run.createdAt)}</p>`;
  const reason = run.reason === null ? '' : `<p>${escapeHtml(run.reason)}</p>`;
  const mistakes = errors.map(
    ({ line, column, message }) => `<li>Line ${line}, column ${column}: ${escapeHtml(message)}</li>`,
  );
  const sections = jobs.map(({ job, steps }) => jobSection(job, steps));
  return page(
    run.title,
    `<p><a href="/">All runs</a></p><h1>${escapeHtml(run.title)}</h1>${facts}${reason}` +
      `${mistakes.length === 0 ? '' : `<ul>${mistakes.join('')}</ul>`}${sections.join('')}`,
  );
}

function jobSection(job: JobRecord, steps: readonly StepRecord[]): string {
  const rows = steps.map((step) => {
    const name = escapeHtml(step.name);
    const url = `/api/jobs/${job.id}/steps/${step.number}/log?follow=1`;
    const label = step.file === null ? name : `<a href="${url}">${name}</a>`;
    return `<tr><td>${step.number}</td><td>${label}</td><td>${stateHtml(step)}</td></tr>`;
  });
  const reason = job.reason === null ? '' : `<p>${escapeHtml(job.reason)}</p>`;
  return (
    `<h2 id="job-${job.id}">${escapeHtml(job.name)} ${stateHtml(job)}</h2>${reason}` +
    `<p><a href="/api/jobs/${job.id}/log">Whole log</a></p><table>${rows.join('')}</table>`
  );
}

function stateHtml(state: { readonly status: string; readonly conclusion: string | null }): string {
  const word = state.conclusion ?? state.status;
  return `<span class="${word}">${word.replaceAll('_', ' ')}</span>`;
}

function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escapeHtml(title)} - Runbook</title><style>${STYLE}</style><body>${body}</body></html>`
  );
}
