import { inOccurrence } from './occurrences.ts';
import { warning, type Rule } from './rule.ts';

/** `github.token` and `secrets.GITHUB_TOKEN`: no forge gives one yet. */
export const token: Rule = ({ document, occurrences }) =>
  occurrences.flatMap((occurrence) =>
    occurrence.parsed.mentions.flatMap(({ kind, name, properties, offset: start }) => {
      const [property = ''] = properties;
      const full = `${name}.${property}`.toLowerCase();
      if (kind !== 'context' || (full !== 'github.token' && full !== 'secrets.github_token')) return [];
      const message = `\`${name}.${property}\` is empty: Runbook has no token of the forge to give.`;
      const place = { start, end: start + name.length };
      return [inOccurrence(document, occurrence, place, warning('empty-token', message))];
    }),
  );
