// A double of the server that only talks: the face is looked at with it in states that are hard to bring about for real.
import { createConnection, ProposedFeatures, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { METHODS, PROTOCOL, type AuditEntry, type FindingView, type HoldView, type Mode, type ResolveParams, type ResolveResult, type SetModeParams, type StatusView } from '../../src/protocol/messages';

const connection = createConnection(ProposedFeatures.all);
const holds = new Map<string, HoldView>();
const entries: AuditEntry[] = [];
let mode: Mode = { kind: 'on' };
let made = 0;

connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
connection.onInitialized(() => tell());
connection.onRequest(METHODS.holds, () => [...holds.values()]);
connection.onRequest<ResolveResult, unknown>(METHODS.resolve, (params: ResolveParams) => {
  const hold = holds.get(params.id);
  if (!hold || hold.resolution !== null) return { kind: 'refused', why: 'this hold is over' };
  if (hold.digest !== params.digest) return { kind: 'refused', why: 'the hold has changed since it was shown' };
  if (params.answer === 'release' && hold.confirmation.kind === 'type' && params.typed !== hold.confirmation.word) return { kind: 'refused', why: 'the word is not right' };
  const at = new Date().toISOString();
  put({ ...hold, resolution: params.answer === 'release' ? { kind: 'released', by: 'tester', at } : { kind: 'rejected', by: 'tester', at, words: params.words } });
  return { kind: 'done', hold: holds.get(params.id) as HoldView };
});
connection.onRequest(METHODS.setMode, (params: SetModeParams) => {
  mode = params.mode === 'paused' ? { kind: 'paused', until: params.minutes === null ? null : new Date(Date.now() + params.minutes * 60_000).toISOString() } : { kind: params.mode };
  write('mode', params.mode, 'allow');
  tell();
  return status();
});
connection.onRequest(METHODS.rehearse, () => {
  put(destroy());
  put(edit());
});
connection.onRequest(METHODS.audit, () => entries);
connection.onRequest(METHODS.doctor, () => status().assistants);
connection.onRequest(METHODS.planInstall, ({ uninstall }: { uninstall: boolean }) => {
  const without = '{\n  "model": "opus"\n}\n';
  const withHook = '{\n  "model": "opus",\n  "hooks": {\n    "PreToolUse": [\n      { "hooks": [{ "type": "command", "command": "~/.infrahold/bin/infrahold hook claude" }] }\n    ]\n  }\n}\n';
  return [{ path: '/home/me/.claude/settings.json', before: uninstall ? withHook : without, after: uninstall ? without : withHook, refused: null }];
});
connection.onRequest(METHODS.install, () => ({ written: ['/home/me/.claude/settings.json'], refused: [] }));
connection.onRequest(METHODS.fullerPreview, () => undefined);
connection.listen();

function status(): StatusView {
  return {
    mode,
    pauseAllowed: true,
    waiting: [...holds.values()].filter((hold) => hold.resolution === null).length,
    assistants: [
      { id: 'claude', name: 'Claude Code', present: true, state: 'guarded-and-seen', detail: '~/.claude/settings.json', lastSeen: new Date().toISOString() },
      { id: 'copilot', name: 'GitHub Copilot', present: true, state: 'installed-not-seen', detail: '~/.copilot/hooks/infrahold.json', lastSeen: null },
      { id: 'codex', name: 'Codex', present: true, state: 'not-guarded', detail: '', lastSeen: null },
    ],
    problems: [],
  };
}

function tell(): void {
  void connection.sendNotification(METHODS.status, status());
}

function put(hold: HoldView): void {
  holds.set(hold.id, hold);
  write(hold.resolution ? 'resolution' : 'verdict', hold.what, 'hold', hold);
  void connection.sendNotification(METHODS.hold, hold);
  tell();
}

function write(event: AuditEntry['event'], what: string, disposition: AuditEntry['disposition'], hold?: HoldView): void {
  const entry: AuditEntry = {
    protocol: PROTOCOL, at: new Date().toISOString(), event, assistant: hold?.assistant ?? '', gate: 'rehearsal', session: null, cwd: '/home/me/shop', what, disposition,
    rules: hold?.findings.map((finding) => finding.rule) ?? [], messages: hold?.findings.map((finding) => finding.message) ?? [], digest: '', resolution: hold?.resolution ?? null, note: null, previous: '',
  };
  entries.unshift(entry);
  void connection.sendNotification(METHODS.recorded, { entry });
}

function finding(rule: string, message: string, type: string, address: string): FindingView {
  return {
    rule, disposition: 'hold', message, verb: 'delete', resource: { type, address }, undo: 'no', chain: ['make teardown', 'terraform destroy'], decidedBy: null,
    why: 'what it holds goes with it, and a destroy asks nobody twice', instead: 'plan first: `terraform plan -destroy`, and take out of the plan what holds data',
    environment: { class: 'production', facts: { 'aws-account': '1234', 'aws-region': 'eu-west-1', 'aws-profile': 'prod-admin' } },
  };
}

function base(): Pick<HoldView, 'assistant' | 'gate' | 'subagent' | 'cwd' | 'askedAt' | 'expiresAt' | 'preview' | 'again' | 'rehearsal' | 'resolution'> {
  return {
    assistant: 'claude', gate: 'rehearsal', subagent: false, cwd: '/home/me/shop', askedAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 600_000).toISOString(),
    preview: { state: 'done', note: '', command: 'terraform plan -destroy' }, again: null, rehearsal: true, resolution: null,
  };
}

function destroy(): HoldView {
  return {
    ...base(), id: `h${++made}`, digest: `d${made}`, kind: 'command', title: 'terraform destroy -auto-approve', what: 'terraform destroy -auto-approve',
    banner: [
      'DESTROYS 14, of which 3 hold data   |   production   |   cannot be undone',
      'AWS 1234 (acme-prod), eu-west-1, profile prod-admin',
      'terraform destroy -auto-approve',
      'asked by Claude Code in infra/prod, 14:02',
    ],
    findings: [finding('data-store-deletion', 'would delete aws_db_instance.main, which holds data', 'aws_db_instance', 'aws_db_instance.main'), finding('data-store-deletion', 'would delete aws_s3_bucket.uploads, which holds data', 'aws_s3_bucket', 'aws_s3_bucket.uploads')],
    confirmation: { kind: 'type', word: 'acme-prod', because: 'It lands in production and cannot be undone' },
    diffs: [{
      title: 'terraform destroy -auto-approve', path: 'inventory.txt',
      left: 'holds data\n  aws_db_instance.main      postgres 15.4, 500 GB, no protection\n  aws_s3_bucket.uploads     force_destroy\neverything else: 11\n',
      right: 'holds data\n  (gone)\n  (gone)\neverything else: 0\n',
      marks: [{ side: 'left', line: 2, finding: 0 }, { side: 'left', line: 3, finding: 1 }],
    }],
  };
}

function edit(): HoldView {
  const before = 'resource "aws_db_instance" "main" {\n  engine              = "postgres"\n  deletion_protection = true\n}\n\nresource "aws_s3_bucket" "uploads" {\n  bucket = "acme-uploads"\n}\n';
  return {
    ...base(), id: `h${++made}`, digest: `d${made}`, kind: 'edit', assistant: 'copilot', title: 'edit of main.tf and 1 more', what: 'edit of 2 files',
    banner: ['DELETES aws_s3_bucket.uploads, which holds data, when it is applied', 'asked by GitHub Copilot in infra, 14:03'],
    findings: [finding('data-store-deletion', 'would delete aws_s3_bucket.uploads, which holds data', 'aws_s3_bucket', 'aws_s3_bucket.uploads')],
    confirmation: { kind: 'click' },
    diffs: [
      { title: 'main.tf', path: 'infra/main.tf', left: before, right: before.slice(0, before.indexOf('\nresource "aws_s3')), marks: [{ side: 'left', line: 6, finding: 0 }] },
      { title: 'variables.tf', path: 'infra/variables.tf', left: 'variable "a" {}\n', right: 'variable "b" {}\n', marks: [] },
    ],
  };
}
