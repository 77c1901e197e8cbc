import type { Surroundings } from '../../model';
import { lineUnder } from './table';

/**
 * What an operation does: D destroys, X replaces or overwrites, S disrupts, W weakens a protection, P grants, revokes or exposes,
 * E runs what is in its arguments, U updates, C creates, M tags, O changes the target of later commands, R reads.
 * `tier`: 3 holds data or an environment, 2 ordinary, 1 trivial.
 */
export interface Operation {
  readonly letter: string;
  readonly tier: number;
}

/** An AWS CLI operation by the compiled table, else by its first word. */
export function awsOperation(surroundings: Surroundings, service: string, operation: string): Operation {
  const line = lineUnder(surroundings.table('aws'), service);
  return (line === null ? null : inLine(line, operation)) ?? operationByVerb(operation);
}

function inLine(line: string, operation: string): Operation | null {
  const dash = operation.indexOf('-');
  const verb = ` ${dash < 0 ? operation : operation.slice(0, dash)}:`;
  const rest = dash < 0 ? '' : operation.slice(dash + 1);
  for (let at = line.indexOf(verb); at >= 0; at = line.indexOf(verb, at + 1)) {
    const end = line.slice(at + verb.length).search(/[ |]|$/);
    if (!`,${line.slice(at + verb.length, at + verb.length + end)},`.includes(`,${rest},`)) continue;
    const start = line.lastIndexOf('|', at) + 1;
    return { letter: line[start] as string, tier: Number(line[start + 1]) || 2 };
  }
  return null;
}

/** For operations that are newer than the table, and for clouds without one: the verb says what a command does. */
export function operationByVerb(operation: string): Operation {
  const verb = operation.replace(/^(?:batch|bulk|admin|global|force)[-_]/, '');
  return { letter: VERBS.find(([, pattern]) => pattern.test(verb))?.[0] ?? 'U', tier: 2 };
}

const VERBS: readonly (readonly [string, RegExp])[] = [
  ['M', /^(?:tag|untag)\b/i],
  ['R', /^(?:describe|get|list|search|query|check|validate|test|preview|show|head|select|scan|lookup|estimate|simulate|wait|help|ls|info|view|status|cat|download|export|count|verify|is|can|read|find|history|log|logs|tail|watch|diff|plan|print|inspect|explain)(?![a-z])/i],
  ['D', /^(?:delete|terminate|destroy|remove|deregister|purge|drop|release|close|erase|wipe|nuke|clean|cleanup|flush|clear|rm|rb|del|prune|evict|undeploy|uninstall|teardown|decommission|expunge|trash)(?![a-z])/i],
  ['X', /^(?:rebuild|replace|recreate|reinstall|reimage|rollback|revert|restore-in-place|overwrite|reset)(?![a-z])/i],
  ['S', /^(?:stop|reboot|restart|suspend|pause|shutdown|shut-down|power-?off|poweroff|halt|detach|disassociate|cancel|abort|failover|switchover|drain|deallocate|hibernate|evacuate|kill|quit|quiesce|deactivate|disconnect)(?![a-z])/i],
  ['W', /^(?:disable|unprotect|unlock)(?![a-z])/i],
  ['P', /^(?:revoke|authorize|grant|deny|share|unshare|invite)(?![a-z])/i],
  ['E', /^(?:execute|invoke|send|run|start)(?![a-z])/i],
  ['C', /^(?:create|add|register|allocate|copy|clone|import|restore|provision|new|mb|mk|launch|issue|request)(?![a-z])/i],
];
