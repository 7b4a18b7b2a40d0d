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

/** What is wrong in a cell, with its value; an empty one is said so by its sentence or its column. */
const fault = (sentence: string, value: string): string =>
  value === '' ? `${sentence} (rien n’est écrit)` : `${sentence} («\u00a0${value.slice(0, 80)}\u00a0»)`

/** A day as people write it; undefined when it is none. */
const dayIn = (text: string): string | undefined => day.safeParse(text).data

/** The agent of a line, or all that is wrong in it, in the order of the columns. */
function agentIn(cells: readonly string[], units: readonly Unit[], today: string): AgentRow | string[] {
  const [name = '', email = '', service = '', fonction = '', first = '', last = ''] = cells.map((cell) =>
    cell.trim(),
  )
  const unit = units.find(({ name: known, code }) => isSameWords(known, service) || code === service)
  const role = EVERY_ROLE.find((known) => known === fonction || isSameWords(ROLES[known].label, fonction))
  const from = first === '' ? today : dayIn(first)
  const to = last === '' ? null : dayIn(last)
  const faults = [
    (name === '' || name.length > 120) && fault('le nom manque, ou dépasse 120 caractères', name),
    !isMailAddress(email) && fault('ce n’est pas une adresse e-mail', email),
    unit === undefined && fault('ce service n’est pas l’un des vôtres', service),
    role === undefined && fault('cette fonction n’existe pas', fonction),
    from === undefined && fault('le premier jour n’existe pas', first),
    to === undefined && fault('le dernier jour n’existe pas', last),
    from !== undefined &&
      typeof to === 'string' &&
      to < from &&
      fault('le dernier jour est avant le premier', last),
  ].filter((one) => one !== false)
  if (unit === undefined || role === undefined || from === undefined || to === undefined || faults.length > 0)
    return faults
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
  for (const { cells, n } of lines.slice(0, MOST_LINES)) {
    const read = agentIn(cells, units, today)
    const agent = Array.isArray(read) ? null : read
    const key = agent === null ? '' : `${agent.email.toLowerCase()} ${agent.unitId} ${agent.role}`
    const before = agent === null ? undefined : seen.get(key)
    const faults = Array.isArray(read) ? read : []
    if (before !== undefined) faults.push(fault(`la ligne ${before} dit la même chose`, agent?.email ?? ''))
    if (faults.length > 0) say(`Ligne ${n}\u00a0: ${faults.join('\u00a0; ')}.`)
    else if (agent !== null) {
      seen.set(key, n)
      agents.push(agent)
    }
  }
  return { agents, problems }
}
