// What definitions bring to the program: who drafts them, and what they hold about who did.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { personal } from './personal.ts'

export const definitions: Module = {
  name: 'definitions',
  access,
  personal,
  // Found by the database alone (000340).
  keys: [{ kind: 'editor', ever: metropolitanAdministrator.ever }],
}
