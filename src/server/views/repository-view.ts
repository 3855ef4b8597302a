import type { RepositoryName } from '../../events/index.ts';
import { numericId, type RepositoryRecord } from '../../store/index.ts';
import type { RepositoryShape, UserShape } from '../shapes/index.ts';
import { repositoryLinks, userLinks } from '../shapes/links.ts';
import { type Links, nodeId } from './links.ts';

/**
 * Shapes made for one answer, which has its own `Links`: a list of runs names the same people and repositories
 * again and again, and making their many links is most of its cost.
 */
class Made<Shape> {
  readonly #byLinks = new WeakMap<Links, Map<string, Shape>>();

  /** The shape of that name made before under the same links, else a new one. */
  get(name: string, links: Links, make: () => Shape): Shape {
    const shapes = this.#byLinks.get(links) ?? new Map<string, Shape>();
    this.#byLinks.set(links, shapes);
    const shape = shapes.get(name) ?? make();
    shapes.set(name, shape);
    return shape;
  }
}

const users = new Made<UserShape>();
const repositories = new Made<RepositoryShape>();

/** A person or owner; Runbook knows no more of them than their name. */
export function userView(login: string, links: Links): UserShape {
  return users.get(login, links, () => makeUser(login, links));
}

/** A repository in GitHub's shape; `record` is the same for every call under the same links. */
export function repositoryView(
  name: RepositoryName,
  record: RepositoryRecord | null,
  links: Links,
): RepositoryShape {
  return repositories.get(name, links, () => makeRepository(name, record, links));
}

function makeUser(login: string, links: Links): UserShape {
  const id = numericId(login);
  const url = links.user(login);
  return {
    ...userLinks(url),
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `${links.base}/avatars/${encodeURIComponent(login)}`,
    gravatar_id: '',
    html_url: links.base,
    url,
    type: 'User',
    site_admin: false,
  };
}

function makeRepository(
  name: RepositoryName,
  record: RepositoryRecord | null,
  links: Links,
): RepositoryShape {
  const [owner = '', short = ''] = name.split('/');
  const id = numericId(name);
  const url = links.repository(name);
  return {
    ...repositoryLinks(url),
    id,
    node_id: nodeId('Repository', id),
    name: short,
    full_name: name,
    owner: userView(owner, links),
    private: true,
    html_url: `${links.base}/?repository=${encodeURIComponent(name)}`,
    description: null,
    fork: false,
    url,
    clone_url: record?.url ?? '',
    default_branch: record?.defaultBranch ?? null,
  };
}
