import { DockerfileParser } from 'dockerfile-ast';
import type { Command } from './command';

/** RUN, CMD and ENTRYPOINT of a Dockerfile. The shell form is a command line, the JSON form a list of words. */
export function dockerCommands(text: string): Command[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .flatMap((instruction): Command[] => {
      if (!/^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/i.test(instruction.getKeyword())) return [];
      const content = instruction.getArgumentsContent() ?? '';
      const range = instruction.getArgumentsRange();
      if (range === null) return [];
      const words = /^\s*\[/.test(content) ? wordsOf(content) : null;
      const command = words ? words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ') : content.replace(/^(?:\s*--\w+=\S+)+\s*/, '');
      return [{ text: command, line: range.start.line + 1, indent: 0, language: 'bash' }];
    });
}

function wordsOf(content: string): string[] | null {
  try {
    const read: unknown = JSON.parse(content);
    return Array.isArray(read) && read.every((word) => typeof word === 'string') ? read : null;
  } catch {
    // Not JSON: Docker then takes it as a command line, and so do we.
    return null;
  }
}
