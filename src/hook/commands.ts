import type { Command } from './runtime';

export { alone } from './alone';

/** Everything of `infrahold` that needs the engine. Built into a file of its own, which the hook loads only when no window answers. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: () => import('./check-command').then((one) => one.checkCommand),
  explain: () => import('./explain-command').then((one) => one.explainCommand),
  doctor: () => import('./doctor-command').then((one) => one.doctorCommand),
  policy: () => import('./policy-command').then((one) => one.policyCommand),
  shim: () => import('./shim-command').then((one) => one.shimCommand),
  mcp: () => import('./mcp-command').then((one) => one.mcpCommand),
  'mcp-wrap': () => import('./mcp-wrap-command').then((one) => one.mcpWrapCommand),
  install: () => import('./install-command').then((one) => one.installCommand),
  uninstall: () => import('./install-command').then((one) => one.uninstallCommand),
};
