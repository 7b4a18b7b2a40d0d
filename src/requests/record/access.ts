// Who may do what with requests: which of the ways to one (readers.ts). What the workflow allows in a state comes on top
// (act/possible.ts).
import { type AccessTable, agent, anyone, elected } from '#platform/access.ts'
import { readers } from './readers.ts'

const anyAgent = agent('handler', 'manager', 'reception')
const agents = readers.by('unit', 'desk', 'commune', 'shared')
const residents = readers.by('resident', 'code')

export const requestAccess: AccessTable = {
  // The desk's own address: whoever has no list there is led to their work.
  'desk.open': [agent().anywhere],
  'request.list': [anyAgent.anywhere],
  'request.read': agents,
  'request.note': agents,
  'request.tell_handler': agents,
  'request.act': readers.by('unit', 'desk'),
  'request.correct': readers.by('unit', 'desk'),
  'request.relay': readers.by('unit', 'desk', 'shared'),
  // The link is the key.
  'request.open_by_link': [anyone],
  'request.enter': [anyAgent.anywhere],
  'request.follow': residents,
  'request.follow_act': residents,
  'request.open_by_code': [anyone],
  // How many, never whose.
  'request.tally': [elected],
  // A collaborator, in the name of the member who lends them their seats.
  'request.ask_in_name': [elected],
  'request.own_list': readers.by('resident'),
}
