import { escapeHtml } from '../http/html.ts';

/** The colours of a badge, by what it says. */
const COLOURS: { readonly [state: string]: string } = {
  passing: '#2da44e',
  failing: '#cf222e',
  cancelled: '#6e7781',
  'no status': '#6e7781',
};

/** A badge in SVG: a workflow's name and how its newest finished run ended. */
export function badgeSvg(name: string, conclusion: string | null): string {
  const state = stateOf(conclusion);
  const left = widthOf(name);
  const right = widthOf(state);
  const title = escapeHtml(`${name}: ${state}`);
  const half = (start: number, width: number): number => start + width / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${left}" height="20" fill="#24292f"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${COLOURS[state] ?? '#6e7781'}"/>`,
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">',
    `<text x="${half(0, left)}" y="14">${escapeHtml(name)}</text>`,
    `<text x="${half(left, right)}" y="14">${state}</text>`,
    '</g></svg>',
  ].join('');
}

function stateOf(conclusion: string | null): string {
  switch (conclusion ?? '') {
    case 'success':
    case 'neutral':
      return 'passing';
    case 'failure':
    case 'timed_out':
      return 'failing';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'no status';
  }
}

/** About the width of a text in 11 px Verdana with its margins, in pixels. */
function widthOf(text: string): number {
  return Math.round(text.length * 6.8) + 12;
}
