import { effectOf } from '../../effects';
import type { Effect, Invocation, Tool } from '../../model';
import { awsCopilot } from '../iac/aws-copilot';
import { STARTED } from './assistants';

/** Infrahold's own command. Looking is free; taking hooks out, releasing or loosening is a person's, in the editor. */
const infrahold: Tool = (invocation, context) => {
  const words = invocation.args.map(({ value }) => value);
  // The proxy starts the program that is named after it, with its arguments.
  const started = words[0] === 'mcp' ? invocation.args[words.indexOf('--') + 1] : undefined;
  if (started && words.includes('--')) return context.invoke({ ...invocation, program: started.value.slice(started.value.lastIndexOf('/') + 1), command: started, args: invocation.args.slice(words.indexOf('--') + 2), wrappers: [...invocation.wrappers, { program: 'infrahold', args: ['mcp'] }] });
  const action = words.find((word) => !word.startsWith('-')) ?? '';
  const looks = words.some((word) => /^(?:--help|-h|--version|-v)$/.test(word)) || LOOKS.test(action) || action === '';
  if (looks) return [guard(invocation, 'read', 'Infrahold')];
  return [guard(invocation, /^(?:uninstall|remove|disable|pause|stop|off|unhook|reset)$/.test(action) ? 'unprotect' : 'update', 'Infrahold')];
};

const LOOKS = /^(?:check|explain|status|doctor|holds|log|record|audit|verify|list|show|help|version|mcp|hook|shim|export|score|init)$/;

function guard(invocation: Invocation, verb: Effect['verb'], address: string): Effect {
  return effectOf(invocation, { verb, resource: { kind: verb === 'read' ? 'other' : 'guard', type: 'guard', address }, undo: 'no', note: invocation.args.map(({ value }) => value).join(' ') || null });
}

/** The editor's command line: extensions can be taken out or left out. */
const editor: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value);
  const named = words.some((word) => /^(?:--(?:uninstall|disable)-extension=)?infrahold\.infrahold(?:@.*)?$/i.test(word));
  const out = words.find((word) => /^--(?:uninstall-extension|disable-extension)(?:=|$)/.test(word));
  if (named && out) return [guard(invocation, 'unprotect', "Infrahold's extension")];
  const without = words.find((word) => /^--disable-extensions$/.test(word));
  if (without) return [guard(invocation, 'unprotect', "every extension of the editor, Infrahold's too")];
  return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'editor', address: words[0] ?? 'a window' }, undo: 'yes' })];
};

/** `export INFRAHOLD_…=`, `unset …`: the guard's own environment. */
const environment: Tool = (invocation) => {
  const touched = invocation.args.map(({ value }) => value).find((word) => /^INFRAHOLD_\w+/.test(word) || /^(?:Env:\\?|\$env:)INFRAHOLD_\w+/i.test(word));
  return touched === undefined ? [] : [guard(invocation, 'update', touched.split('=')[0] as string)];
};

/** Two programs share the name. */
const copilot: Tool = (invocation, context) => awsCopilot(invocation, context) ?? (STARTED.copilot as Tool)(invocation, context);

export const GUARD: Readonly<Record<string, Tool>> = {
  infrahold, code: editor, 'code-insiders': editor, codium: editor, cursor: editor, windsurf: editor, 'code-server': editor, vscodium: editor, export: environment, unset: environment, declare: environment, setx: environment, typeset: environment, ...STARTED, copilot,
};
