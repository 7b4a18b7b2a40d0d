// The agreements of the demonstration: some forty communes, in every state of their life, told by the real verbs with the clock moved.
import {
  amend,
  begin,
  denounce,
  insertGrid,
  insertMeeting,
  issue,
  noteAct,
  type Offer,
  populationOf,
  sayBilling,
  turn,
  type Written,
} from '#agreements'
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { actorOfPerson } from '#people'
import { addDays, type Authority, type Day, localDay, territory, weekdayOf } from '#territory'

/** From how many inhabitants: what the whole offer costs a year, then the restricted one, in euros (deliberation 2018/4385). */
const PRICES = [
  [0, 1_800, 1_400],
  [5_000, 5_400, 4_200],
  [10_000, 8_400, 6_500],
  [20_000, 10_800, 8_400],
  [40_000, 14_000, 10_800],
  [80_000, 18_000, 14_000],
] as const

const LYON = '69123'
const BRON = '69029'
const MIONS = '69283'
/** Those who began it, with half of their first year. */
const INITIAL = new Set([LYON, BRON, '69072', '69149', '69256'])
/** Those who keep the tools of their agents. */
const RESTRICTED = new Set([LYON, '69266', '69091', '69202', '69034'])
/** Sectors of the pass that whole offers of the demonstration open; communes of that size, transport too. */
const PASS = ['pass.culture', 'pass.sport'] as const
const LARGE = 80_000
const opensOf = (offer: Offer, { population }: Authority): string[] =>
  offer === 'restricted' ? [] : [...PASS, ...(population >= LARGE ? ['pass.mobilite'] : [])]
/** How many of the communes are partners, or about to be. */
const PARTNERS = 41
/** The one whose agreement ends with the year, and whose next is in preparation. */
const ENDING = '69256'
/** The one that left last year: its data wait to be erased. */
const LEFT = 14
/** Always among them: people of the demonstration work there. */
const FIRST = [BRON, MIONS, LYON, '69072', '69149', '69256', '69266', '69091', '69202', '69034']

interface Telling {
  tx: Write
  actor: Actor
  zone: string
  /** The year that runs. */
  year: number
  grids: { first: number; last: number }
}

/** That day at nine in the morning: what is told then is dated so. */
const on = ({ tx, actor }: Telling, day: Day): Write => ({ ...tx, actor, now: new Date(`${day}T08:00:00Z`) })

async function recordDecrees(tx: Write, communes: readonly Authority[], year: number): Promise<void> {
  for (const { id, population } of communes)
    for (const [ago, share] of [
      [4, 0.985],
      [1, 1],
    ] as const)
      await populationOf(tx, id, {
        figure: Math.round(population * share),
        kind: 'municipal',
        year: year - ago - 2,
        decree: `décret n° ${year - ago}-${1300 + 62 * ago}`,
        decreeOn: `${year - ago}-12-29`,
      })
}

interface Plan {
  commune: Authority
  from: Day
  to: Day
  offer: Offer
  /** Years before the one that runs in which its population was counted. */
  counted: 3 | 6
}

/** A draft, written some months before. */
function draft(telling: Telling, { commune, from, to, offer, counted }: Plan): Promise<number> {
  const { year, grids } = telling
  const share = counted === 6 ? 0.985 : 1
  const decreed = year - counted + 2
  const isFirst = counted === 6 && INITIAL.has(commune.code)
  const written: Written = {
    authorityId: commune.id,
    startsOn: from,
    endsOn: to,
    noticeMonths: 3,
    seats: Math.max(4, Math.round(commune.population / 700)),
    offer,
    opens: opensOf(offer, commune),
    gridId: counted === 6 ? grids.first : grids.last,
    discount: isFirst ? { year: Number(from.slice(0, 4)), percent: 50 } : null,
    population: {
      figure: Math.round(commune.population * share),
      kind: 'municipal',
      year: year - counted,
      decree: `décret n° ${decreed}-${1300 + 62 * (year - decreed)}`,
      decreeOn: `${decreed}-12-29`,
    },
  }
  return begin(on(telling, addDays(from, -120)), written)
}

const ACTS = [
  ['voted', 'commune', -100],
  ['voted', 'metropolis', -75],
  ['signed', 'commune', -60],
  ['signed', 'metropolis', -60],
  ['notified', null, -42],
] as const

/** That day, or the Friday before: nobody votes at the weekend. */
const workday = (day: Day): Day => (weekdayOf(day) > 5 ? addDays(day, 5 - weekdayOf(day)) : day)

/** How many acts those in preparation have had. */
const PREPARED = [0, 0, 1, 2, 4, 5]

/** Acts of a deed, so many of them, each so many days before its first day. */
async function note(telling: Telling, id: number, rank: number, from: Day, upTo: number): Promise<void> {
  for (const [act, side, days] of ACTS.slice(0, upTo)) {
    const day = workday(addDays(from, days))
    const number = `${day.slice(0, 4)}-${100 + ((id * 7) % 80) + rank}`
    const reference =
      act === 'voted' ? (side === 'commune' ? number : `${day.slice(0, 4)}-31${20 + (id % 70)}`) : ''
    await noteAct(on(telling, day), id, 0, { rank, act, side, onDay: day, reference })
  }
}

/** The key of that many digits, which makes their sum a multiple of ten (Luhn). */
const keyOf = (digits: string): number => {
  const sum = [...digits].reduce((total, digit, index) => {
    const counted = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (counted > 9 ? counted - 9 : counted)
  }, 0)
  return (10 - (sum % 10)) % 10
}

/** Most communes have said who is billed; some are still asked. */
async function bill(telling: Telling, id: number, { siren }: Authority, index: number): Promise<void> {
  if (index % 9 === 7 || siren === '') return
  const digits = `${siren}0001`
  const serviceCode = index % 5 === 0 ? 'FINANCES' : ''
  const commitment = index % 4 === 1 ? `${telling.year}-${400 + index}` : ''
  await sayBilling(telling.tx, id, 0, { siret: `${digits}${keyOf(digits)}`, serviceCode, commitment })
}

/** How far each went: the first ones are told apart, the others run. */
async function tell(telling: Telling, commune: Authority, index: number): Promise<void> {
  const { year, tx, zone } = telling
  const today = localDay(tx.now, zone)
  const offer = RESTRICTED.has(commune.code) ? 'restricted' : 'full'
  const running = { commune, offer, counted: 6, from: `${year - 2}-01-01`, to: `${year + 2}-12-31` } as const
  if (index >= PARTNERS - 7) {
    // In preparation for next year, and a late one that began this year.
    const isLate = index === PARTNERS - 7
    const from = isLate ? `${year}-01-01` : `${year + 1}-01-01`
    const id = await draft(telling, {
      commune,
      from,
      to: `${year + 4}-12-31`,
      offer,
      counted: isLate ? 6 : 3,
    })
    const begun = isLate ? ACTS.length : (PREPARED[index - (PARTNERS - 6)] ?? 0)
    const done = ACTS.slice(0, begun).filter(([, , days]) => addDays(from, days) <= today).length
    return note(telling, id, 0, from, done)
  }
  const isEnding = commune.code === ENDING
  const last = isEnding ? year : index === LEFT ? year - 1 : year + 2
  const plan = { ...running, to: `${last}-12-31` } as const
  const id = await draft(telling, plan)
  await note(telling, id, 0, plan.from, ACTS.length)
  await bill({ ...telling, tx: on(telling, plan.from) }, id, commune, index)
  if (index % 11 === 10) await change(telling, id, { commune, offer })
  if (index === PARTNERS - 8)
    await denounce(on(telling, `${year}-01-20`), id, 0, {
      side: 'commune',
      onDay: `${year}-01-20`,
      reference: 'lettre du maire',
    })
  if (isEnding) {
    const next = { commune, offer, counted: 3, from: `${year + 1}-01-01`, to: `${year + 5}-12-31` } as const
    const renewed = await draft(telling, next)
    await note(
      telling,
      renewed,
      0,
      next.from,
      ACTS.slice(0, 4).filter(([, , days]) => addDays(next.from, days) <= today).length,
    )
  }
}

/** The other offer, from the middle of last year. */
async function change(
  telling: Telling,
  id: number,
  { commune, offer }: Pick<Plan, 'commune' | 'offer'>,
): Promise<void> {
  const from = `${telling.year - 1}-07-01`
  const other = offer === 'full' ? 'restricted' : 'full'
  await amend(on(telling, addDays(from, -110)), id, 0, {
    startsOn: from,
    offer: other,
    opens: opensOf(other, commune),
    gridId: telling.grids.first,
  })
  await note(telling, id, 1, from, ACTS.length)
}

/** What the committee said, last year and this one. */
const MEETINGS = [
  {
    ago: 400,
    title: 'Bilan de la première année',
    minutes:
      'Les communes présentes jugent le suivi des demandes plus clair. Les délais de réponse baissent dans toutes les communes qui utilisent l’outil commun.\n\nLes petites communes demandent une formation plus courte.',
    decisions: [
      'Une formation de deux heures, à distance, chaque trimestre',
      'Un tableau de bord par commune, chaque mois',
    ],
  },
  {
    ago: 60,
    title: 'Budget et nouvelles démarches',
    minutes:
      'La Métropole présente les comptes\u00a0: les recettes des conventions couvrent l’aide aux usagers et un tiers de l’hébergement.\n\nLe comité examine la liste des démarches demandées par les communes.',
    decisions: [
      'Les prix ne changent pas l’an prochain',
      'La réservation de salles ouvre à toutes les communes au printemps',
    ],
  },
] as const

/** Signs them all. Act as the system; whoever administers the metropolis is who notes. */
export async function signAgreements(tx: Write): Promise<void> {
  const place = await territory(tx)
  const { id } = await tx.q
    .selectFrom('accounts.person')
    .select('id')
    .where('email', '=', 'admin@parvis.example')
    .executeTakeFirstOrThrow()
  const actor = await actorOfPerson(tx, id)
  if (actor === null) throw new Error('demo: nobody administers the metropolis')
  const year = Number(localDay(tx.now, place.zone).slice(0, 4))
  const rank = ({ code }: Authority) => (FIRST.includes(code) ? FIRST.indexOf(code) : FIRST.length)
  const communes = place.authorities
    .filter(({ level }) => level === 'commune')
    .toSorted((one, other) => rank(one) - rank(other) || other.population - one.population)
  await recordDecrees(tx, communes, year)
  const brackets = PRICES.map(([from, full, restricted]) => ({
    from,
    full: full * 100,
    restricted: restricted * 100,
  }))
  const grids = {
    first: await insertGrid(tx, {
      votedOn: workday(`${year - 3}-06-25`),
      deliberation: `${year - 3}-1180`,
      rate: 2000,
      brackets,
      discount: {
        percent: 50,
        year: year - 2,
        authorityIds: communes.filter(({ code }) => INITIAL.has(code)).map(({ id }) => id),
      },
    }),
    last: await insertGrid(tx, {
      votedOn: workday(`${year - 1}-11-16`),
      deliberation: `${year - 1}-3120`,
      rate: 2000,
      brackets,
      discount: null,
    }),
  }
  const telling: Telling = { tx, actor, zone: place.zone, year, grids }
  for (const [index, commune] of communes.slice(0, PARTNERS).entries()) await tell(telling, commune, index)
  for (const past of [year - 2, year - 1, year]) {
    const day = `${past}-03-01`
    if (day > localDay(tx.now, place.zone)) continue
    await turn({ ...tx, now: on(telling, day).now })
    await issue(on(telling, day), past)
  }
  await turn(tx)
  for (const { ago, ...said } of MEETINGS)
    await insertMeeting(tx, {
      ...said,
      decisions: [...said.decisions],
      onDay: addDays(localDay(tx.now, place.zone), -ago),
    })
}
