// Who may do what with passes at a desk: every agent who meets people opens them; each gives what the partners of their own authority offer.
import { type AccessTable, agent } from '#platform/access.ts'

export const working = agent('handler', 'manager', 'reception').anywhere

export const deskAccess = {
  'pass.serve': [working],
  'pass.resolve': [agent('manager').anywhere],
} satisfies AccessTable
