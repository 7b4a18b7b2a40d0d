// The life of an agreement as a line of dates: what was done, what is to be done, what will come.
import { the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import { timeline, type TimelineItem } from '#platform/ui/content.ts'
import { dayOf, mediumDate } from '#platform/ui/french.ts'
import { addDays, type Authority, authorityNoun, type Day } from '#territory'
import { effectOf, noticeDay, span, stateOn, stretches, yearOf } from '../../life/life.ts'
import { nextAct } from '../../record/act.ts'
import { OFFERS } from '../../price/grid.ts'
import type { AgreementRow, Side, StepRow } from '../../record/queries.ts'
import { doneWords, TO_DO } from '../words.ts'

export interface Told {
  row: AgreementRow
  steps: readonly StepRow[]
  history: readonly EventRow[]
  authority: Authority
  metropolis: Authority
  today: Day
  zone: string
}

const on = (day: Day): Pick<TimelineItem, 'when' | 'datetime'> => ({ when: mediumDate(day), datetime: day })

/** Whoever noted an act. */
export const notedBy = ({ history }: Pick<Told, 'history'>, { eventId }: StepRow): string =>
  history.find(({ id }) => id === eventId)?.actorLabel ?? ''

/** « par la Ville de Bron » */
const where = (side: Side | null, { authority, metropolis }: Told): string => {
  const noun = authorityNoun(side === 'commune' ? authority : metropolis)
  return side === null ? '' : ` par ${the(noun)}`
}

function doneItem(step: StepRow, told: Told): TimelineItem {
  const prefix = step.kind === 'voted' ? 'délibération n° ' : ''
  return {
    title: `${doneWords(step)}${where(step.side, told)}`,
    ...on(step.onDay),
    text: step.reference === '' ? `noté par ${notedBy(told, step)}` : `${prefix}${step.reference}`,
  }
}

/** What is to be done now, of the agreement or of its last amendment. */
function dueItem(told: Told): TimelineItem[] {
  const { row, steps } = told
  const deed = row.deeds.at(-1)
  if (deed === undefined || deed.state === 'notified' || row.stopped !== null) return []
  const next = nextAct(deed, steps)
  if (next === null) return []
  const sides = next.sides.map((side) => where(side, told)).join(' et')
  const slides =
    deed.rank === 0
      ? `sinon l’effet glisse au ${mediumDate(effectOf(deed.startsOn, deed.startsOn))}`
      : 'sinon il faudra un autre avenant'
  return [
    {
      title: `${deed.rank === 0 ? '' : `Avenant n° ${deed.rank}\u00a0: `}${TO_DO[next.act]}${sides}`,
      when: `avant le ${mediumDate(deed.startsOn)}`,
      datetime: addDays(deed.startsOn, -1),
      text: slides,
      state: 'now',
    },
  ]
}

/** Those that are notified and begin another day. */
const amendmentsToCome = (row: AgreementRow, today: Day): TimelineItem[] =>
  row.deeds
    .filter(({ rank, startsOn }) => rank > 0 && today < startsOn)
    .filter(({ startsOn }) => stretches(row).some(({ from }) => from === startsOn))
    .map(({ rank, startsOn, offer }) => ({
      title: `Avenant n° ${rank} prend effet`,
      ...on(startsOn),
      text: OFFERS[offer].toLowerCase(),
      state: 'next',
    }))

function comingItems({ row, today }: Told): TimelineItem[] {
  const held = span(row)
  const from = held?.from ?? row.startsOn
  const end = held?.to ?? row.endsOn
  const state = stateOn(row, today)
  const items: TimelineItem[] = []
  if (today < from)
    items.push({ title: 'Prend effet', ...on(from), text: 'comptes et droits ouverts à 0 h', state: 'next' })
  const isOn = state === 'active' || state === 'renewed' || state === 'denounced'
  if (isOn)
    items.push({
      title:
        state === 'active'
          ? 'En vigueur'
          : state === 'renewed'
            ? `Reconduite en ${yearOf(today)}`
            : 'En vigueur jusqu’à sa fin',
      ...on(state === 'active' ? from : `${yearOf(today)}-01-01`),
      state: 'now',
    })
  items.push(...amendmentsToCome(row, today))
  const year = Math.max(yearOf(today), yearOf(from))
  if (row.stopped === null && `${year + 1}-01-01` <= end)
    items.push({
      title: 'Reconduite',
      when: `chaque ${mediumDate(`${year + 1}-01-01`).replace(/ \d{4}$/, '')}`,
      datetime: `${year + 1}-01-01`,
      text: `sauf dénonciation avant le ${mediumDate(addDays(noticeDay(year, row.noticeMonths), 1)).replace(/ \d{4}$/, '')}`,
      state: 'next',
    })
  const isOver = today > end
  items.push({
    title: isOver ? 'Finie' : row.stopped === null ? 'Finit au plus tard' : 'Finit',
    ...on(end),
    state: isOver ? 'now' : 'next',
  })
  return items
}

/** The panel « La vie de la convention ». */
export function lifeLine(told: Told): Html {
  const begun = told.history.find(({ name }) => name === 'agreement.begun')
  const items: TimelineItem[] = [
    ...(begun === undefined
      ? []
      : [{ title: 'Rédigée', ...on(dayOf(begun.at, told.zone)), text: `par ${begun.actorLabel}` }]),
    ...told.steps
      .filter(({ kind }) => kind !== 'denounced' || told.row.stopped === 'denounced')
      .map((step) => doneItem(step, told)),
    ...dueItem(told),
    ...comingItems(told),
  ]
  return html`<div class="life">${timeline(items)}</div>`
}
