// The door of identity: the territory account as an OpenID Connect provider, for the sites of every authority.
export { addClient, clientUsage, readClientArguments } from './client-command.ts'
export { identity } from './module.ts'
export { mountProvider } from './routes.provider.ts'
