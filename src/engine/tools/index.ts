import { NOTHING, together } from '../effects';
import type { Context, Invocation, Lowered, Tool } from '../model';
import { CLOUD } from './cloud';
import { CONTAINERS } from './containers';
import { DATABASES } from './databases';
import { FILES } from './files';
import { redirected } from './files/redirects';
import { GIT } from './git';
import { GUARD } from './guard';
import { HTTP } from './http';
import { IAC } from './iac';
import { knownTool } from './known';
import { KUBERNETES } from './kubernetes';
import { startedPipelines } from './pipelines';
import { POWERSHELL } from './powershell';
import { cmdletAt } from './powershell/cmdlets';
import { RUNNERS } from './runners';
import { projectTask } from './runners/project-tasks';
import { scriptAt } from './runners/script';
import { SYSTEM } from './system';

/** One map a family; a program stands in one family only (`test/engine/tools.test.ts` holds this). */
export const FAMILIES: readonly Readonly<Record<string, Tool>>[] = [
  CLOUD, CONTAINERS, DATABASES, FILES, GIT, GUARD, HTTP, IAC, KUBERNETES, POWERSHELL, RUNNERS, SYSTEM,
];

/** What one invocation would do: by its own file, else read as a script, else by the compiled grammar, else nothing known. */
export function lowerInvocation(invocation: Invocation, context: Context): Lowered {
  return together([redirected(invocation, context), startedPipelines(invocation, context), byProgram(invocation, context)]);
}

function byProgram(invocation: Invocation, context: Context): ReturnType<Tool> {
  for (const family of FAMILIES) {
    if (Object.hasOwn(family, invocation.program)) return (family[invocation.program] as Tool)(invocation, context);
  }
  return projectTask(invocation, context) ?? cmdletAt(invocation, context) ?? scriptAt(invocation, context) ?? knownTool(invocation, context) ?? NOTHING;
}
