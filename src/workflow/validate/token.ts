import { warning, type Rule } from './rule.ts';

/** `github.token` and `secrets.GITHUB_TOKEN`: no forge gives one yet. */
export const token: Rule = ({ document, occurrences }) =>
  occurrences.flatMap(({ path, offset, parsed }) =>
    parsed.mentions.flatMap(({ kind, name, properties, offset: place }) => {
      const [property = ''] = properties;
      const full = `${name}.${property}`.toLowerCase();
      if (kind !== 'context' || (full !== 'github.token' && full !== 'secrets.github_token')) return [];
      const message = `\`${name}.${property}\` is empty: Runbook has no token of the forge to give.`;
      return [document.inText(path, offset + place, name.length, warning('empty-token', message))];
    }),
  );
