import { NOTHING, together } from '../../effects';
import type { Context, Invocation, Lowered, Word } from '../../model';

/** Goals and tasks that a build's plugins bring, as the command of the tool that they start: `:db:flywayClean`, `liquibase:dropAll`, `org.flywaydb:flyway-maven-plugin:clean`. `build` is the text of the build file where it can be read. */
export function pluginTasks(names: readonly string[], build: string, invocation: Invocation, context: Context): Lowered {
  return together(names.map((name) => {
    const command = commandOf(name, build);
    if (command === null) return NOTHING;
    const [program, ...words] = command;
    // Switched off for good: the task says so and ends.
    if (program === 'flyway' && words[0] === 'clean' && invocation.args.some(({ value }) => /cleanDisabled=true/.test(value))) return NOTHING;
    const url = invocation.args.map(({ value }) => /^-[DP](?:flyway\.|liquibase\.(?:command\.)?)url=(.+)$/.exec(value)?.[1]).find((value) => value !== undefined);
    const word = invocation.command;
    return context.invoke({ ...invocation, program: program as string, command: { ...word, value: program as string }, args: [...words, ...(url ? [`--url=${url}`] : [])].map((value): Word => ({ ...word, value, known: true })), redirects: [] });
  }));
}

function commandOf(name: string, build: string): readonly string[] | null {
  const own = name.split(':').at(-1) as string;
  const flyway = /^flyway(Clean|Undo|Migrate|Repair|Baseline)$/.exec(own)?.[1] ?? /(?:^|:)flyway(?:-maven-plugin)?(?::[\w.-]+)?:(clean|undo|migrate|repair|baseline)(?:@[\w-]+)?$/.exec(name)?.[1];
  if (flyway) return ['flyway', flyway.toLowerCase()];
  const liquibase = /(?:^|:)liquibase(?:-maven-plugin)?(?::[\w.-]+)?:(dropAll|rollback\w*|update)(?:@[\w-]+)?$/.exec(name)?.[1] ?? /^liquibase(DropAll|Rollback\w*|Update)$/.exec(own)?.[1] ?? (/liquibase/i.test(build) ? /^(dropAll|rollback|rollbackCount|rollbackToDate|update)$/.exec(own)?.[1] : undefined);
  if (liquibase) return ['liquibase', liquibase.replace(/^[A-Z]/, (letter) => letter.toLowerCase()).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
  if (/(?:^|:)(?:k8s|oc|kubernetes-maven-plugin(?::[\w.-]+)?|openshift-maven-plugin(?::[\w.-]+)?):undeploy$|^(?:k8s|oc)Undeploy$/.test(name)) return ['kubectl', 'delete', '-f', 'target/classes/META-INF/jkube/kubernetes.yml'];
  return /(?:^|:)helm(?:-maven-plugin)?(?::[\w.-]+)?:uninstall$|^helmUninstall\w*$/.test(name) ? ['helm', 'uninstall', 'the-release'] : null;
}
