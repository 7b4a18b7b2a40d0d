// The rules of competence of a copy: those that still decide, added from tomorrow on, each judged beside the rules of here as on screen.
import { changeRules, groundOf, type RuleText, standingCatalogue } from '#services'
import { addDays, type Day } from '#territory'
import { type Row, rowsIn } from './read.ts'
import { asOnScreen, type Reading, type Refused } from './reading.ts'

export interface ReadRules {
  rules: number
  refused: Refused
}

const UNKNOWN = 'Son sujet n’est pas de ce territoire.'

/** @returns how many were added; those that stand here under their name are here already */
export async function importRules({ tx, folder }: Reading): Promise<ReadRules> {
  const { known, rules: standing, today } = await groundOf(tx, await standingCatalogue(tx))
  const here = new Set(standing.map(({ id }) => id))
  const tomorrow = addDays(today, 1)
  const refused: (readonly [string, string])[] = []
  let rules = 0
  for await (const rows of rowsIn(folder, 'services.competence'))
    for (const row of rows.filter((one) => !here.has(String(one.id)) && decidesFrom(one, tomorrow))) {
      const rule = textOf(row, tomorrow)
      const why =
        known.category(rule.category) === undefined
          ? UNKNOWN
          : await asOnScreen(tx, () => changeRules(tx, { do: 'add', rule }, null, known))
      if (why === null) rules += 1
      else refused.push([String(row.id), why])
    }
  return { rules, refused }
}

const decidesFrom = ({ withdrawn, valid_to: last }: Row, day: Day): boolean =>
  withdrawn !== true && (last === null || String(last) >= day)

function textOf(row: Row, tomorrow: Day): RuleText {
  const from = String(row.valid_from) > tomorrow ? String(row.valid_from) : tomorrow
  return {
    ...{ category: String(row.category), commune: String(row.commune), function: String(row.function), from },
    ...{
      answers: row.answers as RuleText['answers'],
      basis: String(row.basis),
      because: String(row.because),
    },
    ...(row.place_kind === null ? {} : { placeKind: String(row.place_kind) }),
    ...(row.valid_to === null ? {} : { to: String(row.valid_to) }),
  }
}
