import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '../../../src/cli/client/connection.ts';
import { installRepositoryHook } from '../../../src/cli/client/install-hook.ts';
import type { ServerProcess } from '../../crash/server-process.ts';
import { environment, Folder } from '../../e2e/program.ts';

const execute = promisify(execFile);

/** One commit and where it is pushed to. */
export interface Push {
  /** What is written before the commit, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Default `main`; one that is not there begins at the newest commit. */
  readonly branch?: string;
  readonly message?: string;
  /** Who pushes; default `octocat`. */
  readonly actor?: string;
}

/** A bare repository with the server's hook, and a checkout of it. */
export class Project {
  readonly name: string;
  readonly bare: string;
  readonly #folder: Folder;
  readonly #checkout: Folder;

  private constructor(name: string, folder: Folder, checkout: Folder) {
    this.name = name;
    this.bare = join(folder.path, `${name.split('/')[1]}.git`);
    this.#folder = folder;
    this.#checkout = checkout;
  }

  /** @param name `owner/name` */
  static async make(name: string, server: ServerProcess): Promise<Project> {
    const project = new Project(name, await Folder.make(), await Folder.make());
    await project.#checkout.git('init', '--quiet', '--initial-branch=main');
    await project.#folder.git('init', '--quiet', '--bare', '--initial-branch=main', project.bare);
    // What `runbook hook install` does, without a process of its own; it registers the repository, too.
    const client = connect({ server: server.url, token: await server.token() }, process.env);
    await installRepositoryHook(client, project.bare, name);
    return project;
  }

  /** Commits, pushes, and gives the commit; the hook has told the server when it resolves. */
  async push({
    files = {},
    branch = 'main',
    message = 'Change it',
    actor = 'octocat',
  }: Push = {}): Promise<string> {
    await this.#checkout.write(files);
    await this.#checkout.git('add', '--all');
    await this.#checkout.git('commit', '--quiet', '--allow-empty', '--message', message);
    // As a service that receives pushes tells its hooks who pushes.
    const env = environment(this.#checkout.path, { GL_USERNAME: actor });
    const push = ['push', '--quiet', '--force', this.bare, `HEAD:refs/heads/${branch}`];
    await execute('git', push, { cwd: this.#checkout.path, env });
    return (await this.#checkout.git('rev-parse', 'HEAD')).trim();
  }

  async remove(): Promise<void> {
    await this.#folder.remove();
    await this.#checkout.remove();
  }
}
