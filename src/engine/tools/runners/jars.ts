import { NOTHING } from '../../effects';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { knownTool } from '../known';
import { fileAt, followScript, followText, ledBy } from './following';

/** `java -jar tool-1.2.jar words`: the tool by the name of its archive. `null` where no archive is named. */
export function fromJar(invocation: Invocation, context: Context): Lowered | null {
  const at = invocation.args.findIndex(({ value }) => value === '-jar');
  const jar = at < 0 ? undefined : invocation.args[at + 1];
  if (!jar) return null;
  const program = (jar.value.split(/[\\/]/).at(-1) ?? '').replace(/\.jar$/i, '').replace(/[-_]v?\d[\w.-]*$/, '').toLowerCase();
  if (!/^[a-z][\w-]*$/.test(program) || /^java$/.test(program)) return NOTHING;
  return context.invoke({ ...invocation, program, command: { ...jar, value: program }, args: invocation.args.slice(at + 2), redirects: invocation.redirects });
}

const VALUES = /^-(?:s|auth|i|user|p|tokenFile|webSocketTimeout|strictHostKey)$/;

/** Jenkins' command line: `groovy = < script` runs a script in the controller, the rest is known by its name. */
export const jenkinsCli: Tool = (invocation, context) => {
  const words = invocation.args.filter(({ value }, i) => !value.startsWith('-') && !VALUES.test(invocation.args[i - 1]?.value ?? ''));
  const [verb, source] = words;
  if (verb?.value !== 'groovy' && verb?.value !== 'groovysh') return knownTool({ ...invocation, program: 'jenkins-cli', args: words }, context) ?? NOTHING;
  const text = sourceOf(source, invocation, context);
  return text ?? knownTool({ ...invocation, program: 'jenkins-cli', args: words }, context) ?? NOTHING;
};

/** The script that is sent, where it can be read. */
function sourceOf(word: Word | undefined, invocation: Invocation, context: Context): Lowered | null {
  const { stdin } = invocation;
  if (word !== undefined && word.value !== '=' && word.value !== '-') {
    const named = word.known ? fileAt(word.value, invocation, context) : null;
    return named ? ledBy(invocation, followScript(named, 'kotlin', invocation, context)) : null;
  }
  if (stdin?.kind === 'text' && stdin.complete) return followText(stdin.text, 'kotlin', invocation, context);
  const found = stdin?.kind === 'file' ? fileAt(stdin.path, invocation, context) : null;
  return found ? ledBy(invocation, followScript(found, 'kotlin', invocation, context)) : null;
}
