import { effectOf } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Effect, Invocation, Lowered, Tool, Word } from '../../model';
import { type Arguments, readArguments } from '../options';
import { answersItself, isHelp, isOn, reading, unseen } from '../subcommands';
import { terraformEffects } from './terraform';
import { known, terraformFacts } from './facts';

/** Terragrunt runs Terraform in one unit, or in every unit below a folder, and then answers the question itself. */
export const terragrunt: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const words = invocation.args.filter(({ value }) => value !== '--');
  const args = readArguments(words, { style: 'go', values: VALUES });
  const [first, ...others] = args.positionals;
  if (first === undefined || isHelp(args)) return [reading(invocation)];
  if (!first.known) return [unseen(invocation, first)];
  if (first.value === 'exec' || first.value === 'run-cmd') return executed(invocation, context);

  const folder = folderOf(args, invocation, context);
  const every = EVERY.test(first.value) || args.has('-all', '-a') || (first.value === 'stack' && others[0]?.value === 'run');
  const own = first.value === 'stack' ? others.slice(1) : first.value === 'run' || first.value === 'run-all' || first.value === 'graph' ? others : args.positionals;
  const subcommand = own[0]?.value.replace(/-all$/, '') ?? '';
  if (first.value === 'backend') return backendChanged(others[0]?.value, folder, args, invocation, context);
  if (first.value === 'stack' && others[0]?.value !== 'run') return [reading(invocation, args.positionals)];
  if (own[0] && !own[0].known) return [unseen(invocation, own[0])];

  const rest = words.filter((word) => word !== own[0] && word !== first && !(first.value === 'stack' && word === others[0]));
  const unattended = every ? !args.has('-no-auto-approve') : isOn(known(invocation, context, 'TERRAGRUNT_AUTO_APPROVE')) || answersItself(invocation);
  const effects = terraformEffects({ subcommand, words: withoutOwn(rest), folder, unattended, invocation, context });
  return every ? effects.map((effect) => ({ ...effect, note: effect.verb === 'read' ? effect.note : 'in every unit below the folder, without a question' })) : effects;
};

/** `terragrunt exec -- COMMAND` runs anything with a unit's credentials. */
function executed(invocation: Invocation, context: Context): Lowered | readonly Effect[] {
  const at = invocation.args.findIndex(({ value }) => value === '--');
  const command = at < 0 ? undefined : invocation.args[at + 1];
  if (command === undefined) return [reading(invocation)];
  return context.invoke({ ...invocation, program: command.value.split('/').at(-1) as string, command, args: invocation.args.slice(at + 2) });
}

function backendChanged(verb: string | undefined, folder: string | null, args: Arguments, invocation: Invocation, context: Context): Effect[] {
  if (verb !== 'delete' && verb !== 'migrate') return [reading(invocation)];
  return [
    effectOf(invocation, {
      verb: verb === 'delete' ? 'delete' : 'update',
      resource: { kind: 'state', type: 'terraform-backend', address: `the backend of ${folder ?? 'the current folder'}` },
      reach: 'collection',
      undo: 'no',
      facts: terraformFacts(folder, args, invocation, context),
    }),
  ];
}

function folderOf(args: Arguments, invocation: Invocation, context: Context): string | null {
  const written = args.value('-working-dir', '-terragrunt-working-dir')?.value ?? known(invocation, context, 'TG_WORKING_DIR') ?? known(invocation, context, 'TERRAGRUNT_WORKING_DIR');
  return written === undefined ? invocation.cwd : absolute(written, invocation.cwd, context.surroundings.homeDirectory);
}

/** Terragrunt's own options mean nothing to Terraform, and their values are no positionals of it. */
function withoutOwn(words: readonly Word[]): Word[] {
  const out: Word[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Word;
    const name = word.value.replace(/^--/, '-');
    if (OWN.has(name)) i += 1;
    else if (!/^-(?:terragrunt-|queue-|non-interactive|all$|graph$)/.test(name)) out.push(word);
  }
  return out;
}

const EVERY = /^run-all$|^graph$|-all$/;

const OWN: ReadonlySet<string> = new Set(
  [
    'config', 'working-dir', 'tf-path', 'tfpath', 'download-dir', 'source', 'source-map', 'iam-role', 'iam-assume-role', 'include-dir', 'queue-include-dir', 'exclude-dir', 'queue-exclude-dir', 'queue-excludes-file',
    'parallelism', 'log-level', 'log-format', 'log-custom-format', 'modules-that-include', 'queue-include-units-reading', 'queue-strict-include-units', 'feature', 'out-dir', 'json-out-dir', 'graph-root', 'provider-cache-dir', 'units-that-include', 'filter',
    'report-file', 'report-format', 'inputs-debug-file', 'auth-provider-cmd', 'hclfmt-file', 'override-attr',
  ].flatMap((name) => [`-${name}`, `-terragrunt-${name}`]),
);

const VALUES = [...OWN, '-target', '-replace', '-var', '-var-file', '-out', '-state', '-backend-config', '-lock-timeout'];
