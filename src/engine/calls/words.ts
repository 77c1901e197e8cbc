/** What the name of a tool says it does. `read` is certain; `unknown` says nothing. */
export type CallVerb = 'delete' | 'replace' | 'overwrite' | 'stop' | 'unprotect' | 'forget' | 'run' | 'apply' | 'update' | 'create' | 'read' | 'unknown';

/** `deleteDBInstance`, `delete-db-instance` and `delete_db_instance` are all `delete db instance`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Whether a tool's name says, without a doubt, that it only looks. */
export function readsByName(words: readonly string[]): boolean {
  return (PHRASES[0] as readonly [CallVerb, RegExp])[1].test(words.join(' '));
}

/** Tools that look something up or talk about it: their texts are questions, not commands. A tool that runs queries is none. */
export function saysOnly(words: readonly string[]): boolean {
  if (/^(?:suggest|ask|recommend|think|sequentialthinking|propose|draft|translate)\b/.test(words.join(' '))) return true;
  return verbOf(words) === 'read' && !words.some((word) => /^(?:query|queries|sql|execute|exec|run|statement|cypher|command|eval|api|request|http|proxy|kubectl|cli)$/.test(word));
}

/** The verb of a tool's name. Servers write it first (`delete_volume`), last (`volume-delete`) or after a prefix (`pg_drop_index`). */
export function verbOf(words: readonly string[]): CallVerb {
  const phrase = words.join(' ');
  const known = PHRASES.find(([, pattern]) => pattern.test(phrase));
  if (known) return known[0];
  const said = (word: string | undefined) => (word === undefined ? undefined : VERBS.find(([, pattern]) => pattern.test(word))?.[0]);
  const [first, last] = [said(words[0]), said(words.at(-1))];
  if (first !== undefined) return first;
  if (last === 'read') return last;
  // `pve_rollback_snapshot`, `db_backup_delete`: a thing may be called like a verb, and a graver verb is hardly ever a thing's name.
  const inside = [last, said(words[1]), said(words.at(-2)), said(words[2])].filter((verb) => verb !== undefined);
  if (inside.length > 0) return inside.reduce((one, other) => (GRAVITY.indexOf(other) > GRAVITY.indexOf(one) ? other : one));
  // A long name may have its verb in the middle (`TwilioApiV2010--DeleteIncomingPhoneNumber`).
  const deep = words.map((word) => VERBS.find(([, pattern]) => pattern.test(word))?.[0]).find((verb) => verb === 'delete' || verb === 'unprotect');
  if (deep !== undefined) return deep;
  return words.some((word) => READS.test(word)) ? 'read' : 'unknown';
}

/** From what says least to what does most. */
export const GRAVITY: readonly CallVerb[] = ['unknown', 'read', 'create', 'run', 'apply', 'update', 'stop', 'overwrite', 'forget', 'unprotect', 'replace', 'delete'];

const PHRASES: readonly (readonly [CallVerb, RegExp])[] = [
  ['read', /^(?:retrieve|discover|recall|help|docs|man|usage|status|logs|monitor|get|list|describe|search|find|read|show|fetch|count|check|validate|explain|preview|plan|dry run|estimate|analy[sz]e|diff|simulate|export|download|lookup|query logs|view)\b/],
  ['forget', /\bforce unlock\b|\bunlock (?:workspace|state)\b|\bstate rm\b/],
  ['unprotect', /\b(?:disable|remove|delete|turn off) (?:[a-z]+ )*(?:protection|versioning|backups?|lock|retention|encryption|mfa|rls|audit|logging|alerts?|guardrails?|branch protection)\b/],
  ['replace', /\b(?:reset|recreate|rebuild|reinstall|reimage|reprovision)\b/],
  ['delete', /\bleave (?:directory|domain|cluster|swarm|mesh|replica ?set)\b|\bflush ?(?:all|db)?\b|\bforce delete\b|\bdelete (?:all|many)\b|\btear down\b|\brelease (?:elastic |static |floating |public )?(?:ips?|eips?|address(?:es)?)\b|\b(?:ips?|eips?|address(?:es)?) release\b/],
  ['stop', /\b(?:power|maintenance) (?:off|on)\b|\bscale (?:to zero|down)\b|\bpower (?:state|cycle)\b/],
];

const VERBS: readonly (readonly [CallVerb, RegExp])[] = [
  ['unprotect', /^(?:unprotect|unlock|unseal)$/],
  ['delete', /^(?:delete|deletes|destroy|drop|remove|rm|purge|erase|wipe|truncate|terminate|uninstall|deregister|unregister|clear|empty|flush|nuke|prune|clean|cleanup|expunge|decommission|teardown|revoke|detach|kill|delist|unlink|del|discard|abandon|cancel|sanitize)$/],
  ['replace', /^(?:rebuild|recreate|reset|replace|reimage|restore|rollback|revert|reinstall)$/],
  ['stop', /^(?:stop|pause|suspend|halt|shutdown|disable|deactivate|scale|drain|cordon|evict|reboot|restart|freeze|quarantine|failover|lock|disconnect|unpublish|archive|hibernate)$/],
  ['overwrite', /^(?:overwrite|force)$/],
  ['run', /^(?:execute|exec|run|eval|invoke|shell|bash|terminal|cmd|psql)$/],
  ['apply', /^(?:apply|deploy|sync|migrate|promote|publish|upgrade|install|provision|trigger)$/],
  ['create', /^(?:create|add|new|insert|register|generate|launch|start|enable|attach|import|upload|copy|clone|fork|open|allocate|put|make|init|snapshot|backup)$/],
  ['update', /^(?:update|set|edit|modify|patch|change|configure|rename|move|tag|untag|label|assign|merge|push|write|append|upsert|comment|reply|resolve|close|transfer|rotate|resize|restart)$/],
  ['read', /^(?:get|list|describe|search|find|read|show|fetch|query|count|check|validate|explain|preview|plan|diff|status|logs?|info|view|inspect|ls|cat|head|tail|watch|wait|help|docs?|browse|lookup|summari[sz]e|estimate|analy[sz]e|export|download|test|ping|whoami|usage|metrics?|schema|stats)$/],
];

const READS = /^(?:get|list|describe|search|read|status|logs?|info|schema|docs?)$/;

/** Where nothing is kept that an outage would be made of: notes, chats, tickets, browsers. Their deletes are no loss of infrastructure. */
export const HARMLESS_SERVERS =
  /(?:^|[^a-z])(?:memory|mem0|notes?|obsidian|notion|slack|discord|teams|gmail|mail|outlook|calendar|todoist?|tasks?|asana|trello|jira|linear|confluence|atlassian|figma|canva|browser|playwright|puppeteer|chrome|devtools|selenium|brave|exa|tavily|perplexity|firecrawl|fetch|context7|docs|documentation|sequential|thinking|time|weather|youtube|spotify|zotero|anki|excalidraw|mermaid|sentry|bookmarks?)(?:[^a-z]|$)/;

/** Things whose loss is small wherever they are kept. */
export const TRIVIAL_NOUNS =
  /^(?:comments?|reactions?|labels?|tags?|milestones?|notes?|messages?|stars?|watch|subscription|notifications?|drafts?|review|reviews|sub|issue|issues|bookmarks?|favorites?|dashboards?|annotations?|observations?|entit(?:y|ies)|relations?|thoughts?|sessions?|tabs?|cookies|history|chat|conversations?|threads?|reminders?|todos?|tasks?|events?|dialogs?|breakpoints?|screenshots?|cursor|selection|cache|caches|job|jobs|run|runs|query|queries|request|requests|upload|uploads|download|downloads|assignees?|followers?|connection|connections|downtimes?|mutes?|silences?|snoozes?|gameobjects?|meshes|materials?)$/;
