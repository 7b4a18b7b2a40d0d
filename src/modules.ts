// Who may import whom: an acyclic table. `platform` is importable by all and imports none; `rules` imports nothing.
// test/architecture proves that the code keeps to it.
export const modules = {
  rules: [],
  territory: [],
  register: ['territory'],
  accounts: ['territory'],
  identity: ['territory', 'register', 'accounts'],
  forms: ['rules', 'territory'],
  workflows: ['rules', 'territory'],
  publishing: ['territory'],
  services: ['rules', 'territory', 'register', 'forms', 'workflows', 'publishing'],
  requests: ['rules', 'territory', 'accounts', 'forms', 'workflows', 'services'],
  privacy: ['territory', 'register', 'accounts', 'identity', 'forms', 'services', 'requests'],
  demo: [
    'rules',
    'territory',
    'accounts',
    'identity',
    'forms',
    'workflows',
    'services',
    'requests',
    'publishing',
  ],
} as const satisfies Record<string, readonly string[]>
