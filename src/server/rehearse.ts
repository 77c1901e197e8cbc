import { join } from 'node:path';
import type { Proposal } from '../engine/model';
import { PROTOCOL, type Ask } from '../protocol/messages';
import { rehearsalFolder } from './rehearsal-folder';
import type { GuardedWindow } from './window';

const DATABASE = `# The shop's database. It holds every order since 2019.
resource "aws_db_instance" "orders" {
  identifier          = "shop-orders"
  engine              = "postgres"
  allocated_storage   = 500
  deletion_protection = true

  lifecycle {
    prevent_destroy = true
  }
}
`;
const REST = `
resource "aws_sqs_queue" "mail" {
  name = "shop-mail"
}
`;

/** Three proposals through the real gate: a command and an edit that are held, and one that passes. Whatever is answered, nothing is executed. */
export function rehearse(window: GuardedWindow, number: number): void {
  const cwd = window.folders()[0] ?? window.folder.root;
  // What the person has applied themselves is shown; where nothing is, a made-up state is.
  const applied = [join(cwd, 'infra'), cwd].find((folder) => window.surroundings().readFile(join(folder, 'terraform.tfstate')) !== null);
  const inFolder = applied ?? rehearsalFolder(window.folder.root);
  const proposals: readonly Proposal[] = [
    { kind: 'command', shell: 'bash', cwd: inFolder, text: 'terraform destroy -auto-approve' },
    { kind: 'edit', cwd, files: [editOf(window, cwd)] },
    { kind: 'command', shell: 'bash', cwd: inFolder, text: 'terraform plan' },
  ];
  proposals.forEach((proposal, i) => {
    const ask: Ask = { protocol: PROTOCOL, gate: 'rehearsal', assistant: 'rehearsal', callId: `rehearsal-${number}-${i}`, session: 'rehearsal', subagent: false, proposals: [proposal], waitSeconds: 900, env: {} };
    void window.gate.ask(ask, new AbortController().signal);
  });
}

/** On the workspace's own Terraform where something in it is guarded, so that the diff is of a file the person knows: it takes the guard away. */
function editOf(window: GuardedWindow, cwd: string) {
  for (const path of ['infra/main.tf', 'main.tf']) {
    const before = window.surroundings().readFile(join(cwd, path));
    const after = before?.replace(/\b(prevent_destroy\s*=\s*)true\b/, '$1false');
    if (before !== null && after !== undefined && after !== before) return { path, before, after };
  }
  return { path: 'infra/main.tf', before: DATABASE + REST, after: REST.trimStart() };
}
