// Who writes reply templates: the administrators of the metropolis, for the whole territory uses them.
import { type AccessTable, metropolitanAdministrator } from '#platform/access.ts'

export const access: AccessTable = { 'template.write': [metropolitanAdministrator] }
