// What keeps a reorganisation back: whatever would strand somebody, with what to do about it. Pure but for who works where.
import type { Read } from '#platform/db/db.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { of, to } from '#platform/french/noun.ts'
import { capital } from '#platform/ui/french.ts'
import { isStaffed } from '#people'
import { receivesByMail } from '#services'
import {
  areaNoun,
  localDay,
  regrouped,
  rerouted,
  type Territory,
  uncovered,
  uncoveredSentence,
  unitNoun,
  withUnits,
} from '#territory'
import { heldInAll } from './held.ts'
import type { NewChange } from './queries.ts'

const LONGEST_AHEAD_DAYS = 740
/** As the table asks (000434). */
const MOST_UNITS = 50

function placesOf({ kind, units, target, authorityId }: NewChange, place: Territory): FieldProblem[] {
  if (units.length > MOST_UNITS)
    return [
      {
        field: 'units',
        message: `Pas plus de ${MOST_UNITS} unités à la fois\u00a0: faites plusieurs réorganisations.`,
      },
    ]
  const open = new Set(place.unitsOf(authorityId).map(({ id }) => id))
  const closed = units.find((id) => !open.has(id))
  if (closed !== undefined)
    return [
      {
        field: 'units',
        message:
          'Une de ces unités est déjà fermée, ou d’une autre collectivité\u00a0: choisissez-en d’autres.',
      },
    ]
  if (target === null)
    return kind === 'move'
      ? []
      : [{ field: 'target', message: 'Dites quelle unité prend tout ce qu’elles tiennent.' }]
  if (!open.has(target))
    return [
      {
        field: 'target',
        message: 'Cette unité est fermée, ou d’une autre collectivité\u00a0: choisissez-en une autre.',
      },
    ]
  if (units.includes(target))
    return [
      {
        field: 'target',
        message: 'Une unité ne se ferme pas dans elle-même\u00a0: choisissez-en une autre.',
      },
    ]
  const loop = kind === 'move' && place.lineage(target).find((id) => units.includes(id))
  return loop
    ? [
        {
          field: 'target',
          message: `${place.unit(target).name} est déjà au-dessous ${of(unitNoun(place.unit(loop)))}\u00a0: l’unité tournerait en rond. Choisissez une autre place.`,
        },
      ]
    : []
}

function dayOf({ day }: NewChange, today: string): FieldProblem[] {
  const ahead = (Date.parse(day) - Date.parse(today)) / 86_400_000
  if (ahead < 0)
    return [{ field: 'day', message: 'Ce jour est passé\u00a0: choisissez aujourd’hui ou un jour à venir.' }]
  return ahead > LONGEST_AHEAD_DAYS
    ? [{ field: 'day', message: 'Ce jour est trop loin\u00a0: choisissez un jour des deux ans à venir.' }]
    : []
}

/** What cannot be asked, beside what was typed. */
export const askedWrong = (tx: Read, asked: NewChange, place: Territory): FieldProblem[] => [
  ...placesOf(asked, place),
  ...dayOf(asked, localDay(tx.now, place.zone)),
]

/** Whoever would wait for nobody: requests that go where nobody works, and no mailbox takes them. */
async function unstaffed(tx: Read, { units, target }: NewChange, place: Territory): Promise<string[]> {
  if (target === null || (await isStaffed(tx, target)) || (await receivesByMail(tx, target, place))) return []
  const { 'people.post': agents = 0 } = await heldInAll(tx, { units })
  if (agents > 0) return []
  return [
    `Personne ne travaille ${to(unitNoun(place.unit(target)))}, et personne n’y viendrait\u00a0: les demandes resteraient sans réponse. Donnez-lui d’abord un agent, ou choisissez une autre unité.`,
  ]
}

/** What would strand somebody, were it done: each with its remedy. Nothing is done while there is one. */
export async function strandings(tx: Read, asked: NewChange, place: Territory): Promise<string[]> {
  if (asked.kind === 'move') return []
  const after = withUnits(place, regrouped(place, asked, asked.day))
  const taken = rerouted(place, after, asked.authorityId).map(
    ({ fn, area, from, to: other }) =>
      `${capital(to(areaNoun(area)))}, ce qui est de «\u00a0${place.functionName(fn)}\u00a0» passerait ${of(unitNoun(from))} ${to(unitNoun(other))}, que cette réorganisation ne concerne pas\u00a0: une demande y irait au mauvais service. Précisez d’abord les communes que chacune sert.`,
  )
  return [
    ...uncovered(place, after, asked.authorityId).map((lost) => uncoveredSentence(lost, place)),
    ...taken.slice(0, 3),
    ...(await unstaffed(tx, asked, place)),
  ]
}
