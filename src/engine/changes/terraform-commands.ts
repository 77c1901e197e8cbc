import { together } from '../effects';
import type { Lowered, Shell } from '../model';
import { evaluate } from './terraform-evaluate';
import { linesIn } from './terraform-compare';
import { folderOf } from './terraform-folder';
import type { Module, Part } from './terraform-module';
import type { Run } from './terraform-run';

/** Commands that Terraform would run on this machine and that were not there before: `local-exec`, `data "external"`. */
export function addedCommands(run: Run): Lowered {
  const known = new Set(commandsIn(run, run.before, 0).map(({ text }) => text));
  const added = commandsIn(run, run.after, 1).filter(({ part, text }) => part.file.changed && !known.has(text));
  return together(
    added.map(({ part, text, shell, lines }) =>
      run.context.follow({
        language: shell,
        text,
        cwd: folderOf(part.file.path) || null,
        place: { in: 'file', path: part.file.path, side: 'after', startLine: lines.start, endLine: lines.end },
        link: `${part.address}: local-exec`,
      }),
    ),
  );
}

interface Command {
  readonly part: Part;
  readonly text: string;
  readonly shell: Shell;
  readonly lines: { readonly start: number; readonly end: number };
}

function commandsIn(run: Run, module: Module, side: 0 | 1): Command[] {
  return [...module.resources.values(), ...module.data]
    .filter((part) => part.file.changed && /local-exec|\bexternal\b/.test(part.type === 'external' ? part.type : part.block.text))
    .flatMap((part) => commandsOf(run, part, side));
}

function commandsOf(run: Run, part: Part, side: 0 | 1): Command[] {
  const at = linesIn(part.file, side === 0 ? 'before' : 'after');
  const body = part.block.body();
  const provisioners = body.blocks.filter((block) => block.type === 'provisioner' && block.labels[0] === 'local-exec');
  return [
    ...provisioners.flatMap((block) => {
      const attributes = block.body().attributes;
      const command = attributes.find((one) => one.name === 'command');
      const interpreter = attributes.find((one) => one.name === 'interpreter');
      const value = command ? evaluate(command.value(), run.scopes[side]) : null;
      const text = value?.kind === 'scalar' ? String(value.value) : value?.kind === 'text' ? value.parts.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.text.replace(/\W+/g, '_')}}`)).join('') : null;
      const shell: Shell = interpreter && /pwsh|powershell/i.test(part.file.source.text.slice(interpreter.start, interpreter.end)) ? 'powershell' : 'bash';
      return command && text !== null ? [{ part, text, shell, lines: at(command) }] : [];
    }),
    ...body.attributes.flatMap((attribute): Command[] => {
      if (part.type !== 'external' || attribute.name !== 'program') return [];
      const value = evaluate(attribute.value(), run.scopes[side]);
      const words = value.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : [])) : [];
      return words.length > 0 ? [{ part, text: words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '), shell: 'bash', lines: at(attribute) }] : [];
    }),
  ];
}
