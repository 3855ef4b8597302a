import { isJsonObject, type Json } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type JobNode, type Rule } from './rule.ts';
import { textsAt } from './texts-at.ts';

/** `container` and `services`: an image, ports and volumes that docker can read, a password that stays secret. */
export const containers: Rule = ({ document, jobs }) => jobs.flatMap((node) => jobProblems(document, node));

function jobProblems(document: SourceDocument, { job, path }: JobNode): UnplacedProblem[] {
  const { container, services } = job;
  return [
    ...containerProblems(document, container, [...path, 'container'], false),
    ...Object.entries(isJsonObject(services) ? services : {}).flatMap(([name, service]) =>
      containerProblems(document, service, [...path, 'services', name], true),
    ),
  ];
}

/** @param mustBe a service must have an image; a job's container without one is none, which GitHub allows */
function containerProblems(
  document: SourceDocument,
  container: Json | undefined,
  path: Path,
  mustBe: boolean,
): UnplacedProblem[] {
  if (!isJsonObject(container)) return imageProblems(document, container, path, mustBe);
  const { image, credentials, ports, volumes } = container;
  return [
    ...imageProblems(document, image, [...path, 'image'], mustBe),
    ...credentialProblems(document, credentials, [...path, 'credentials']),
    ...textsAt(ports, [...path, 'ports']).flatMap(({ text, path: place }) => {
      if (isElsewhere(text) || isPort(text)) return [];
      const message = `${quoted(text)} is not a port: write \`80\` or \`8080:80\`, each from 1 to 65535, with \`/udp\` behind it where it is not TCP.`;
      return [document.atValue(place, warning('bad-port', message))];
    }),
    ...textsAt(volumes, [...path, 'volumes']).flatMap(({ text, path: place }) => {
      if (isElsewhere(text) || isVolume(text)) return [];
      const message = `${quoted(text)} mounts no folder: write \`name:/folder\` or \`/here:/there\`, the path in the container beginning with \`/\`.`;
      return [document.atValue(place, warning('bad-volume', message))];
    }),
  ];
}

function imageProblems(
  document: SourceDocument,
  image: Json | undefined,
  path: Path,
  mustBe: boolean,
): UnplacedProblem[] {
  const name = image ?? '';
  if (typeof name !== 'string' || hasExpression(name) || image === undefined) return [];
  const isEmpty = name.replace(/^docker:\/\//, '').trim() === '';
  if (!isEmpty || (name === '' && !mustBe)) return [];
  const message = 'A container must have an image; write its name, as `postgres:17`.';
  return [document.atValue(path, error('missing-image', message))];
}

function credentialProblems(
  document: SourceDocument,
  credentials: Json | undefined,
  path: Path,
): UnplacedProblem[] {
  if (!isJsonObject(credentials) || Object.keys(credentials).some(hasExpression)) return [];
  const problems: UnplacedProblem[] = [];
  const [missing, ...others] = ['username', 'password'].filter((key) => !(key in credentials));
  // A key that the schema does not know was meant for the one that is missing.
  if (missing !== undefined && others.length === 0 && Object.keys(credentials).length === 1) {
    const message = `\`credentials\` has no \`${missing}\`, and GitHub logs in only with both; add it.`;
    problems.push(document.atKey(path, warning('incomplete-credentials', message)));
  }
  const { password } = credentials;
  if (typeof password === 'string' && password.trim() !== '' && !hasExpression(password)) {
    const message =
      'Everybody who sees this file sees the password; keep it in a secret and write `${{ secrets.NAME }}`.';
    problems.push(document.atValue([...path, 'password'], warning('plain-password', message)));
  }
  return problems;
}

/** What only a run knows, and what is empty: the schema says that. */
function isElsewhere(text: string): boolean {
  return text === '' || hasExpression(text);
}

/** `[address:][port]:port[/protocol]`, where a port may be a range. */
function isPort(text: string): boolean {
  const [, mapping = '', protocol = 'tcp'] = /^([^/]*)(?:\/(.*))?$/.exec(text.trim()) ?? [];
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) return false;
  const parts = mapping.replace(/^\[[^\]]*\]/, 'address').split(':');
  const [inside = '', outside = ''] = parts.toReversed();
  return parts.length <= 3 && isRange(inside, 1) && (outside === '' || isRange(outside, 0));
}

/** `80` or `80-90`; outside of the container 0 is a port that docker chooses. */
function isRange(text: string, least: number): boolean {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last);
  return from >= least && from <= to && to <= 65_535;
}

/** `/folder`, `name:/folder` or `/here:/there:ro`. Paths of Windows are not looked at. */
function isVolume(text: string): boolean {
  if (/^[A-Za-z]:[\\/]|[A-Za-z]:\\/.test(text)) return true;
  const [source = '', target = source, ...options] = text.split(':');
  return source !== '' && target.startsWith('/') && options.length <= 1;
}
