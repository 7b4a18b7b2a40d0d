// Who may import whom: an acyclic table. `platform` is importable by all and imports none; `rules` imports nothing.
// test/architecture proves that the code keeps to it.
export const modules = {
  rules: [],
  territory: [],
  accounts: ['territory'],
  identity: ['territory', 'accounts'],
  forms: ['rules', 'territory'],
  workflows: ['rules', 'territory'],
  publishing: ['territory'],
  services: ['rules', 'territory', 'forms', 'workflows', 'publishing'],
  requests: ['rules', 'territory', 'accounts', 'forms', 'workflows', 'services'],
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
