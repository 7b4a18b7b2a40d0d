// Who may import whom: an acyclic table. `platform` is importable by all and imports none; `rules` imports nothing.
// test/architecture proves that the code keeps to it.
export const modules = {
  rules: [],
  audiences: [],
  definitions: [],
  territory: [],
  register: ['definitions', 'territory'],
  people: ['territory'],
  notices: ['territory', 'people'],
  settings: ['territory', 'people'],
  signin: ['territory', 'people', 'notices'],
  mandates: ['territory', 'people', 'notices', 'signin'],
  identity: ['territory', 'register', 'people', 'signin', 'mandates'],
  files: [],
  runs: ['territory', 'register', 'people', 'files'],
  threads: ['files'],
  forms: ['rules', 'definitions', 'territory', 'register', 'files'],
  workflows: ['rules', 'definitions', 'territory'],
  publishing: ['territory'],
  agreements: ['territory', 'register', 'files'],
  services: ['rules', 'definitions', 'territory', 'settings', 'register', 'forms', 'workflows', 'publishing'],
  requests: [
    'rules',
    'audiences',
    'territory',
    'people',
    'notices',
    'settings',
    'signin',
    'mandates',
    'files',
    'threads',
    'forms',
    'workflows',
    'services',
  ],
  organisation: ['territory', 'people', 'notices', 'signin'],
  administration: ['territory', 'people', 'settings', 'services'],
  privacy: ['territory', 'register', 'people', 'notices', 'signin', 'mandates', 'identity'],
  demo: [
    'rules',
    'territory',
    'people',
    'notices',
    'signin',
    'mandates',
    'settings',
    'identity',
    'files',
    'forms',
    'workflows',
    'services',
    'requests',
    'publishing',
  ],
} as const satisfies Record<string, readonly string[]>

/** The PostgreSQL schemas whose names are not their module’s: those of an installation stay as they are. */
const schemas: Partial<Record<keyof typeof modules, string>> = {
  people: 'accounts',
  signin: 'accounts',
  mandates: 'accounts',
  administration: 'platform',
  runs: 'platform',
}

/** The PostgreSQL schema of a module. */
export const schemaOf = (module: string): string => schemas[module as keyof typeof modules] ?? module

/**
 * Modules divided into rooms, folders named after what people do: each room imports only those before it. Files beside the rooms
 * (door, contributions, tables) know all of them, and are known by none.
 */
export const rooms: Partial<Record<keyof typeof modules, readonly string[]>> = {
  people: ['posts', 'person', 'sessions', 'account', 'profile', 'passage'],
  signin: [
    'entry',
    'secret',
    'factors',
    'passkeys',
    'federation',
    'paper',
    'invitation',
    'lost',
    'address',
    'password',
    'security',
    'door',
  ],
  identity: ['store', 'consent', 'engine', 'client', 'console', 'authorize'],
  forms: ['definition', 'fields', 'answers', 'versions', 'drafts'],
  services: ['words', 'routing', 'lexicon', 'catalogue', 'search', 'publish', 'counter', 'admin'],
  requests: [
    'record',
    'settings',
    'write',
    'act',
    'near',
    'send',
    'tell',
    'entrust',
    'privacy',
    'inbox',
    'desk',
    'apply',
    'enter',
    'follow',
  ],
  organisation: ['agents'],
  privacy: ['words', 'incidents', 'data', 'erasure', 'retention'],
  agreements: ['price', 'life', 'record', 'papers', 'screens'],
}
