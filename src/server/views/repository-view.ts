import type { RepositoryName } from '../../events/index.ts';
import { numericId, type RepositoryRecord } from '../../store/index.ts';
import type { RepositoryShape, UserShape } from '../shapes/index.ts';
import { type Links, nodeId } from './links.ts';

/** A person or owner; Runbook knows no more of them than their name. */
export function userView(login: string, links: Links): UserShape {
  const id = numericId(login);
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: '',
    html_url: links.base,
    url: `${links.base}/api/v3/users/${encodeURIComponent(login)}`,
    type: 'User',
    site_admin: false,
  };
}

/** A repository in GitHub's shape. */
export function repositoryView(
  name: RepositoryName,
  record: RepositoryRecord | null,
  links: Links,
): RepositoryShape {
  const [owner = '', short = ''] = name.split('/');
  const id = numericId(name);
  return {
    id,
    node_id: nodeId('Repository', id),
    name: short,
    full_name: name,
    owner: userView(owner, links),
    private: true,
    html_url: `${links.base}/?repository=${encodeURIComponent(name)}`,
    description: null,
    fork: false,
    url: links.repository(name),
    clone_url: record?.url ?? '',
    default_branch: record?.defaultBranch ?? null,
  };
}
