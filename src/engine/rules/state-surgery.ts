import { edit, type Rule, sh } from '../rule';

export const stateSurgery: Rule = {
  id: 'state-surgery',
  disposition: 'hold',

  summary: "Changes a tool's own memory of what it manages: state, locks, migration history.",
  why: 'The tool then believes something else than what exists; the next apply deletes or doubles real things.',
  instead: 'Use `moved` and `removed` blocks, which are planned and reviewed, and keep a copy of the state.',

  matches: ({ verb, resource }) => verb === 'forget' || (CHANGES.has(verb) && resource.kind === 'state'),
  message: ({ verb, resource }) => (verb === 'forget' ? `would forget ${resource.address}, which stays behind unmanaged` : `would ${verb} ${resource.address}`),

  fires: [
    sh('terraform state rm aws_db_instance.main'),
    sh('terraform force-unlock -force 6b1c'),
    sh('terraform state push -force old.tfstate'),
    sh('rm terraform.tfstate'),
  ],
  silent: [
    sh('terraform state list'),
    sh('terraform state pull'),
    sh('terraform state show aws_db_instance.main'),
    sh('terraform destroy'),
    edit('main.tf', 'moved {\n  from = aws_lb.a\n  to = aws_lb.b\n}\n', ''),
  ],
};

const CHANGES: ReadonlySet<string> = new Set(['delete', 'overwrite', 'replace', 'update', 'unprotect']);
