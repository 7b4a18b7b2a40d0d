// What collaborators bring to the program.
import { type AccessTable, signedIn } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { tellAccepted } from './answer.ts'
import { endingMandates } from './awaited.ts'
import { blocks } from './blocks.ts'
import { routes } from './routes.ts'

const access: AccessTable = {
  'collaborator.list': [signedIn],
  'collaborator.propose': [signedIn],
  'collaborator.answer': [signedIn],
}

/** The job that tells a member that somebody has accepted. */
const TELL_ACCEPTED = 'accounts.tell_mandate_accepted'

export const collaborators: Module = {
  name: 'collaborators',
  access,
  routes,
  blocks,
  awaited: [endingMandates],
  listeners: { 'person.mandate_accepted': [TELL_ACCEPTED] },
  jobs: ({ publicUrl }) => ({
    [TELL_ACCEPTED]: tellAccepted({ site: { name: 'Parvis' }, origin: publicUrl }),
  }),
}
