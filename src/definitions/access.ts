// Who drafts definitions: the administrators of the metropolis, for the whole territory uses them. Publication is the system's.
import { type AccessTable, metropolitanAdministrator } from '#platform/access.ts'

export const access = { 'definition.draft': [metropolitanAdministrator] } satisfies AccessTable
