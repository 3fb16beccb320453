// What is wrong with a repository, as an error that carries its message.
import { message, type Message } from '../message';

/** Thrown where a repository cannot be opened, read or cloned; `said` is why (render/problem.ts has its words). */
export class SourceProblem extends Error {
  constructor(readonly said: Message) {
    super(said.id);
    this.name = 'SourceProblem';
  }
}

/** The reason of an error or of git's stderr in one line: the last line that says something, without git's `fatal: `. */
export function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error))
    .split(/[\r\n]+/)
    .filter(line => line.trim() !== '');
  const telling = lines.find(line => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? '';
  return telling.replace(/^(?:fatal|error): /, '').trim();
}

/** Why git failed, by its stderr. A partial clone that may not fetch is sound, but it is not all here. */
export function gitProblem(said: string): SourceProblem {
  return new SourceProblem(
    /promisor remote|lazy fetching disabled/.test(said)
      ? message('source.objectMissing')
      : message('source.gitFailed', { reason: reasonOf(said) }),
  );
}
