import { LANGUAGES } from '../../../src/engine/languages';
import type { Context, Effect, Language, Lowered } from '../../../src/engine/model';
import { world } from '../../world';

/** What a program would start, follow and do, one line each. Programs are as a shell would write them. */
export function doings(language: Exclude<Language, 'bash' | 'powershell' | 'cmd'>, text: string): string[] {
  const lines: string[] = [];
  const silent: Lowered = { effects: [], coverage: 'full', unread: [] };
  const context: Context = {
    surroundings: world(),
    follow: (nested) => (lines.push(`> ${nested.language}: ${nested.text}`), silent),
    invoke({ program, args, redirects }) {
      lines.push([program, ...args.map(({ value, known }) => (known ? value : `?${value}`)), ...redirects.map(({ to }) => `> ${to.value}`)].join(' '));
      return silent;
    },
  };
  const { effects } = LANGUAGES[language]?.({ language, text, cwd: '/home/me/shop', place: (span) => ({ in: 'text', span }) }, context) ?? silent;
  return [...lines, ...effects.filter(({ verb }) => verb !== 'read').map(shown)];
}

function shown({ verb, resource }: Effect): string {
  return `${verb} ${resource.kind} ${resource.address}`;
}
