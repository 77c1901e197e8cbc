import type { Context, Reach, ResourceKind, Verb } from '../../model';

/** What a request to a forge's API does, by method and path (`repos/acme/shop/branches/main/protection`). Fields are `name=value`. */
export function kindOfRequest(method: string, path: string, fields: readonly string[], _context: Context): { verb: Verb; kind: ResourceKind; reach: Reach } {
  const bare = path.replace(/^\/+|\?.*$|\/+$/g, '').replace(/^api\/v\d+\//, '');
  if (method === 'GET' || method === 'HEAD') return { verb: 'read', kind: 'other', reach: 'resource' };
  const kind = KINDS.find(([shape]) => shape.test(bare))?.[1] ?? 'infrastructure';
  if (method === 'DELETE') return { verb: 'delete', kind, reach: /^(?:repos\/[^/]+\/[^/]+|projects\/[^/]+|orgs\/[^/]+|groups\/[^/]+)$/.test(bare) ? 'stack' : 'resource' };
  // A ref moved by force rewrites what others have.
  if (/(?:^|\/)git\/refs\//.test(bare) && fields.some((field) => /^force=true$/.test(field))) return { verb: 'overwrite', kind: 'history', reach: 'resource' };
  if (kind === 'protection' && fields.some((field) => /(?:=null|=false|=disabled|allow_force_pushes.*=true|allow_deletions.*=true)$/.test(field))) return { verb: 'unprotect', kind, reach: 'resource' };
  if (fields.some((field) => /^(?:archived|private)=(?:true|false)$/.test(field)) && /^repos\/[^/]+\/[^/]+$/.test(bare)) return { verb: 'unprotect', kind: 'protection', reach: 'resource' };
  return { verb: method === 'POST' ? 'create' : 'update', kind: kind === 'key' ? 'infrastructure' : kind, reach: 'resource' };
}

const KINDS: readonly (readonly [RegExp, ResourceKind])[] = [
  [/\/(?:protection|protected_branches|protected_tags|rulesets|push_rule|approval_rules|branch_protections)(?:\/|$)/, 'protection'],
  [/\/(?:secrets|keys|deploy_keys|variables|public-key|access_tokens|personal_access_tokens|deploy_tokens)(?:\/|$)/, 'key'],
  [/\/(?:hooks|environments|autolinks)(?:\/|$)/, 'infrastructure'],
  [/\/actions\/(?:caches|artifacts|runs)(?:\/|$)|\/pipelines\/|\/jobs\//, 'trivial'],
  [/\/(?:labels|milestones|comments|reactions|subscription|stargazers|assignees|requested_reviewers|star)(?:\/|$)|^user\/(?:starred|subscriptions)/, 'trivial'],
  [/\/(?:git\/refs|branches|repository\/branches|tags|repository\/tags|releases|contents)(?:\/|$)/, 'history'],
  [/\/(?:packages|registry|versions)(?:\/|$)/, 'data-store'],
  [/\/(?:collaborators|members|memberships|teams|invitations|users)(?:\/|$)/, 'identity'],
  [/^(?:repos\/[^/]+\/[^/]+|projects\/[^/]+|gists\/[^/]+|snippets\/[^/]+)$/, 'history'],
  [/^(?:orgs|groups)\/[^/]+$/, 'stack'],
];
