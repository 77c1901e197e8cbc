import { join } from 'node:path';
import type { Proposal } from '../engine/model';
import { PROTOCOL, type Ask } from '../protocol/messages';
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
  const inFolder = window.surroundings().readFile(join(cwd, 'infra', 'main.tf')) === null ? cwd : join(cwd, 'infra');
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

/** On the workspace's own Terraform when it has some, so that the diff is of a file the person knows; it takes the last resource that is guarded against destruction out of it. */
function editOf(window: GuardedWindow, cwd: string) {
  for (const path of ['infra/main.tf', 'main.tf']) {
    const before = window.surroundings().readFile(join(cwd, path));
    const after = before?.replace(/^(?:#.*\n)*resource "[^"]+" "(?:db|database|bucket|main)" \{\n(?:(?!\}).*\n)*\}\n\n?/m, '');
    if (before !== null && after !== undefined && after !== before) return { path, before, after };
  }
  return { path: 'infra/main.tf', before: DATABASE + REST, after: REST.trimStart() };
}
