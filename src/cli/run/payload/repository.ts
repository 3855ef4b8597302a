import type { PayloadMaker } from './checkout-facts.ts';
import { NUMBER, repositoryOf, repositoryUrl, userOf } from './forge-objects.ts';

export const branchProtectionRule: PayloadMaker = (facts) => ({
  action: 'created',
  rule: {
    id: NUMBER,
    name: facts.defaultBranch,
    admin_enforced: false,
    allow_deletions_enforcement_level: 'off',
    allow_force_pushes_enforcement_level: 'off',
    required_status_checks: [],
    required_status_checks_enforcement_level: 'off',
  },
});

export const fork: PayloadMaker = (facts) => ({
  forkee: { ...repositoryOf(facts), id: NUMBER, fork: true, owner: userOf(facts) },
});

/** A page of the wiki was made. */
export const gollum: PayloadMaker = (facts) => ({
  pages: [
    {
      page_name: 'Home',
      title: 'Home',
      summary: null,
      action: 'created',
      sha: facts.sha,
      html_url: repositoryUrl(facts, 'wiki', 'Home'),
    },
  ],
});

/** The repository became public. */
export const madePublic: PayloadMaker = () => ({});

/** Somebody starred the repository. */
export const watch: PayloadMaker = () => ({ action: 'started' });

export const project: PayloadMaker = (facts) => ({
  action: 'created',
  project: {
    id: NUMBER,
    number: NUMBER,
    name: 'Project',
    body: '',
    state: 'open',
    creator: userOf(facts),
    html_url: repositoryUrl(facts, 'projects', NUMBER),
  },
});

export const projectCard: PayloadMaker = (facts) => ({
  action: 'created',
  project_card: { id: NUMBER, column_id: NUMBER, note: '', archived: false, creator: userOf(facts) },
});

export const projectColumn: PayloadMaker = () => ({
  action: 'created',
  project_column: { id: NUMBER, name: 'To do' },
});
