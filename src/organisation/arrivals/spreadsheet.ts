// Lines of a spreadsheet, pasted as its program copies them or as its CSV file holds them, read into agents; each fault is said with its
// line. Pure.
import type { FieldProblem } from '#platform/errors.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import { isSameWords } from '#platform/plain-words.ts'
import { EVERY_ROLE, type Role, ROLES } from '#platform/roles.ts'
import { day } from '#platform/screens/field.ts'
import { cellsOf } from '#platform/sheets/delimited.ts'
import type { Unit } from '#territory'

export const COLUMNS = [
  'Nom',
  'Adresse e-mail',
  'Service',
  'Fonction',
  'Premier jour',
  'Dernier jour',
] as const

/** Lines of one import. */
export const MOST_LINES = 2000

export interface AgentRow {
  name: string
  email: string
  unitId: number
  role: Role
  from: string
  to: string | null
}

/** What is wrong in a line, with the value that is. */
class Fault extends Error {}
const fault = (sentence: string, value: string): Fault =>
  new Fault(`${sentence} («\u00a0${value.slice(0, 80)}\u00a0»)`)

function dayIn(text: string, sentence: string): string {
  const read = day.safeParse(text)
  if (!read.success) throw fault(sentence, text)
  return read.data
}

function agentIn(cells: readonly string[], units: readonly Unit[], today: string): AgentRow {
  const [name = '', email = '', service = '', fonction = '', first = '', last = ''] = cells.map((cell) =>
    cell.trim(),
  )
  if (name === '' || name.length > 120) throw fault('le nom manque, ou dépasse 120 caractères', name)
  if (!isMailAddress(email)) throw fault('ce n’est pas une adresse e-mail', email)
  const unit = units.find(({ name: known, code }) => isSameWords(known, service) || code === service)
  if (unit === undefined) throw fault('ce service n’est pas l’un des vôtres', service)
  const role = EVERY_ROLE.find((known) => known === fonction || isSameWords(ROLES[known].label, fonction))
  if (role === undefined) throw fault('cette fonction n’existe pas', fonction)
  const from = first === '' ? today : dayIn(first, 'le premier jour n’existe pas')
  const to = last === '' ? null : dayIn(last, 'le dernier jour n’existe pas')
  if (to !== null && to < from) throw fault('le dernier jour est avant le premier', last)
  return { name, email, unitId: unit.id, role, from, to }
}

/** The agents of a text, or everything that is wrong in it, a sentence a line. */
export function agentsIn(
  text: string,
  units: readonly Unit[],
  today: string,
): { agents: AgentRow[]; problems: FieldProblem[] } {
  const lines = cellsOf(text)
    .map((cells, index) => ({ cells, n: index + 1 }))
    .filter(
      ({ cells, n }) =>
        cells.some((cell) => cell.trim() !== '') && !(n === 1 && isSameWords(cells[0] ?? '', COLUMNS[0])),
    )
  const problems: FieldProblem[] = []
  const agents: AgentRow[] = []
  const say = (message: string) => problems.push({ field: 'lines', message })
  if (lines.length === 0) say('Collez au moins une ligne, ou choisissez un fichier.')
  if (lines.length > MOST_LINES)
    say(`Un import a ${MOST_LINES} lignes au plus\u00a0: coupez-le en plusieurs.`)
  const seen = new Map<string, number>()
  for (const { cells, n } of lines.slice(0, MOST_LINES))
    try {
      const agent = agentIn(cells, units, today)
      const key = `${agent.email.toLowerCase()} ${agent.unitId} ${agent.role}`
      const before = seen.get(key)
      if (before !== undefined) throw fault(`la ligne ${before} dit la même chose`, agent.email)
      seen.set(key, n)
      agents.push(agent)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      say(`Ligne ${n}\u00a0: ${error.message}.`)
    }
  return { agents, problems }
}
