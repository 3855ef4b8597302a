import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROGRAM, type ServerProcess } from '../../crash/server-process.ts';
import { Folder } from '../../e2e/program.ts';

/** One commit and where it is pushed to. */
export interface Push {
  /** What is written before the commit, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Default `main`; one that is not there begins at the newest commit. */
  readonly branch?: string;
  readonly message?: string;
}

/** A bare repository with the server's hook, and a checkout of it. */
export class Project {
  readonly name: string;
  readonly bare: string;
  readonly #folder: Folder;
  readonly #checkout: Folder;

  private constructor(name: string, folder: Folder, checkout: Folder) {
    this.name = name;
    this.bare = join(folder.path, 'project.git');
    this.#folder = folder;
    this.#checkout = checkout;
  }

  /** @param name `owner/name` */
  static async make(name: string, server: ServerProcess): Promise<Project> {
    const project = new Project(name, await Folder.make(), await Folder.make());
    await project.#checkout.git('init', '--quiet', '--initial-branch=main');
    await project.#folder.git('init', '--quiet', '--bare', '--initial-branch=main', project.bare);
    const access = ['--server', server.url, '--token', await server.token()];
    // Registers the repository, too.
    const install = ['hook', 'install', project.bare, '--name', name, ...access];
    await promisify(execFile)(process.execPath, [PROGRAM, ...install]);
    return project;
  }

  /** Commits, pushes, and gives the commit; the hook has told the server when it resolves. */
  async push({ files = {}, branch = 'main', message = 'Change it' }: Push = {}): Promise<string> {
    await this.#checkout.write(files);
    await this.#checkout.git('add', '--all');
    await this.#checkout.git('commit', '--quiet', '--allow-empty', '--message', message);
    await this.#checkout.git('push', '--quiet', '--force', this.bare, `HEAD:refs/heads/${branch}`);
    return (await this.#checkout.git('rev-parse', 'HEAD')).trim();
  }

  async remove(): Promise<void> {
    await this.#folder.remove();
    await this.#checkout.remove();
  }
}
