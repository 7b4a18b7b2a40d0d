// Who may do what with accounts on paper: every agent who meets people, of any authority, since the account is the territory's.
import { type AccessTable, agent } from '#platform/access.ts'

const anyDesk = agent('handler', 'manager', 'reception').anywhere

export const paperAccess: AccessTable = {
  'account.find_at_desk': [anyDesk],
  'account.open_at_desk': [anyDesk],
  'account.replace_code': [anyDesk],
  'account.prove_value': [anyDesk],
}
