// Who searches everything: agents, elected members and their collaborators; residents have the search of the counter.
import { type AccessTable, elected, inOffice } from '#platform/access.ts'

export const access: AccessTable = { 'entry.search': [inOffice, elected] }
