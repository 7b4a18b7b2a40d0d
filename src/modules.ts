// Who may import whom: an acyclic table. `platform` is importable by all and imports none; `rules` imports nothing.
// test/architecture proves that the code keeps to it.
export const modules = {
  rules: [],
  territory: [],
  register: ['territory'],
  accounts: ['territory'],
  identity: ['territory', 'register', 'accounts'],
  files: [],
  threads: ['files'],
  forms: ['rules', 'territory', 'files'],
  workflows: ['rules', 'territory'],
  publishing: ['territory'],
  services: ['rules', 'territory', 'register', 'forms', 'workflows', 'publishing'],
  requests: ['rules', 'territory', 'accounts', 'files', 'threads', 'forms', 'workflows', 'services'],
  administration: ['territory', 'accounts', 'services'],
  privacy: ['territory', 'register', 'accounts', 'identity', 'files', 'forms', 'services', 'requests'],
  demo: [
    'rules',
    'territory',
    'accounts',
    'identity',
    'files',
    'forms',
    'workflows',
    'services',
    'requests',
    'publishing',
  ],
} as const satisfies Record<string, readonly string[]>

/**
 * Modules divided into rooms, folders named after what people do: each room imports only those before it. Files beside the rooms
 * (door, contributions, tables) know all of them, and are known by none.
 */
export const rooms: Partial<Record<keyof typeof modules, readonly string[]>> = {
  requests: [
    'record',
    'write',
    'act',
    'near',
    'send',
    'tell',
    'privacy',
    'inbox',
    'desk',
    'apply',
    'enter',
    'follow',
  ],
}
