// Who finds the home of elected members.
import { type AccessTable, elected } from '#platform/access.ts'

export const access: AccessTable = { 'extranet.open': [elected] }
