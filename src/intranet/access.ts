// Who finds the home of agents.
import { type AccessTable, agent } from '#platform/access.ts'

export const access: AccessTable = { 'intranet.open': [agent().anywhere] }
