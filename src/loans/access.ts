// Who may do what with loans. The policies of 000918 say the same: of an offer, its audience; of a loan, who asked and who keeps the thing.
import { type AccessTable, inOffice, office } from '#platform/access.ts'

export const access = {
  'loan.list': [office],
  'loan.ask': [inOffice],
  'loan.read': [inOffice],
} satisfies AccessTable
