// Who searches everything: agents and elected members; residents have the search of the counter.
import { type AccessTable, inOffice } from '#platform/access.ts'

export const access: AccessTable = { 'entry.search': [inOffice] }
