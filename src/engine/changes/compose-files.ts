/** Files of services in containers: of docker compose by their names, and of a swarm by what they are called and say. */
export function isCompose(path: string, text: string): boolean {
  return /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i.test(path) || (/(?:stack|swarm|compose|docker)[^/]*\.ya?ml$/i.test(path) && /^services:/m.test(text) && /^[ \t]+(?:image|build):/m.test(text) && !/^(?:kind|jobs|stages):/m.test(text));
}

/** A stack on a developer's machine is made anew all day. */
export function isForDevelopment(path: string): boolean {
  return /(?:^|[._-])(?:dev|development|tests?|testing|ci|e2e|local|override|debug|sandbox|demo|example)(?:[._-]|$)/i.test(path.slice(path.lastIndexOf('/') + 1));
}
