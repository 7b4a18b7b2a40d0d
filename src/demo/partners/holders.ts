// Holders of the pass of the demonstration: 3,000 invented people, a quarter of them children of the one before, with a pass and what carries
// it; Lucette Morandat and her son. What each has is drawn (held.ts).
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import { addDays, type Day } from '#territory'
import { classAt, type Dice, HELD, sinceDay, visits } from './held.ts'

const HOLDERS = 3000

const GIVEN =
  'Adèle,Amine,Anouk,Baptiste,Camille,Chloé,Clément,Diane,Élias,Élise,Emma,Fanny,Farid,Gabriel,Hana,Hugo,Inaya,Jeanne,Jules,Karima,Léo,Lina,Louise,Lucas,Maëlle,Malik,Manon,Marius,Nadia,Naël,Nina,Noé,Océane,Omar,Paul,Rachid,Rose,Sacha,Salomé,Samir,Sofia,Théo,Tiago,Victor,Yanis,Zélie,Zoé'.split(
    ',',
  )
const FAMILY =
  'Ainay,Beauvisage,Bellevaux,Bonnevay,Brotteaux,Chalamont,Champvert,Charmeaux,Cordeliers,Duchère,Étangs,Fontanières,Gerlandet,Grézieu,Islettes,Jonage,Laennat,Limonest,Mazagran,Ménival,Millery,Monplaisy,Moulin,Oullinet,Parilly,Perralière,Pusignan,Quarantaine,Rillieu,Sainte-Foyet,Sathonet,Serin,Tassinet,Vaisette,Valmy,Vernaisot'.split(
    ',',
  )

/** What somebody has of a product, and when they came. */
export interface Right {
  passId: number
  partner: string
  product: string
  class: string
  since: Day
  visits: readonly Date[]
}

interface Holder {
  name: string
  born: Day
  /** Of the adult before. */
  isChild: boolean
  opened: Day
  passId: number
}

const idsOf = ({ rows }: { rows: readonly { id: number }[] }): number[] =>
  rows.map(({ id }) => id).toSorted((one, other) => one - other)

/** Who they are: every fourth is a child, named as the adult before. */
const invent = (today: Day): Omit<Holder, 'passId'>[] =>
  Array.from({ length: HOLDERS }, (_, at) => {
    const isChild = at % 4 === 3
    const family = Math.floor(at / 4) * 3 + Math.min(at % 4, 2)
    const age = isChild ? 3 + (at % 14) : 19 + ((at * 11) % 62)
    return {
      name: `${GIVEN[(at * 7) % GIVEN.length]} ${FAMILY[(family * 13) % FAMILY.length]}`,
      born: addDays(today, -365 * age - (at % 300)),
      isChild,
      opened: addDays(today, -(at % 330) - 365),
    }
  })

/** People with their birth date, their parents, a pass, a card or a paper. */
async function bringHolders(tx: Write, today: Day): Promise<Holder[]> {
  const invented = invent(today)
  const names = invented.map(({ name }) => name)
  const born = invented.map((one) => one.born)
  const opened = invented.map((one) => one.opened)
  // Ids are drawn in the order of the rows: that of those who were invented.
  const people = idsOf(
    await sql<{ id: number }>`insert into accounts.person (name, created_at)
      select name, opened from unnest(${names}::text[], ${opened}::date[]) with ordinality x (name, opened, n) order by n returning id`.execute(
      tx.q,
    ),
  )
  await sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
    select id, 'birthdate', born::text, 'declared', 'declared', ${tx.now} from unnest(${people}::bigint[], ${born}::date[]) x (id, born)`.execute(
    tx.q,
  )
  const children = invented.flatMap(({ isChild }, at) => (isChild ? [at] : []))
  const [whose, parents, births] = [people, people, born].map((list, column) =>
    children.map((at) => list[column === 1 ? at - 1 : at]),
  )
  await sql`insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
    select 'parent', child, parent, parent, ${today}::date - 30, (born + interval '18 years' - interval '1 day')::date, ${tx.now}, ${tx.now}
    from unnest(${whose}::bigint[], ${parents}::bigint[], ${births}::date[]) x (child, parent, born)`.execute(
    tx.q,
  )
  const passes = idsOf(
    await sql<{ id: number }>`insert into pass.pass (person_id, opened_at)
      select id, opened from unnest(${people}::bigint[], ${opened}::date[]) with ordinality x (id, opened, n) order by n returning id`.execute(
      tx.q,
    ),
  )
  await sql`insert into pass.support (pass_id, kind, label, state, made_at)
    select id, case when n % 3 = 0 then 'paper' else 'card' end::pass.carrier,
      case when n % 3 = 0 then 'Pass sur papier' else 'Carte finissant par ' || (1000 + (n * 37) % 9000) end, 'active', opened
    from unnest(${passes}::bigint[], ${opened}::date[]) with ordinality x (id, opened, n)`.execute(tx.q)
  return invented.map((one, at) => ({ ...one, passId: passes[at] ?? 0 }))
}

/** How much of a product there is, by its partner and name; null: none is counted. */
export type Products = ReadonlyMap<string, { quantity: number | null; isWeekly: boolean }>

function drawRights(holders: readonly Holder[], today: Day, products: Products, dice: Dice): Right[] {
  const year = Number(today.slice(0, 4))
  return holders.flatMap(({ passId, born }) =>
    HELD.flatMap((held) => {
      const name = classAt(held, year - Number(born.slice(0, 4)), dice)
      const product = products.get(held.product)
      if (name === null || product === undefined) return []
      const since = sinceDay(today, dice)
      const { quantity: most, isWeekly } = product
      const came = visits({ since, today, uses: held.uses, most, isWeekly }, dice)
      return [{ passId, partner: held.partner, product: held.product, class: name, since, visits: came }]
    }),
  )
}

/** Days ago: yesterday, both the library and the pool. */
const HERS: readonly (readonly [
  isHers: boolean,
  product: string,
  name: string,
  hour: number,
  daysAgo: readonly number[],
])[] = [
  [true, 'Carte de lecteur', 'gratuite', 10, [91, 56, 21, 1]],
  [true, 'Dix entrées', 'solidaire', 15, [70, 40, 16, 1]],
  [true, 'Entrée des collections', 'reduit', 13, [83, 26]],
  [true, 'Crédit des ateliers', '', 14, [47, 12]],
  [true, 'Vingt-quatre passages', 'habitant', 9, [129, 104, 88, 62, 44, 38, 27, 10]],
  [false, 'Carte de lecteur', 'gratuite', 10, [56, 21]],
  [false, 'Entrée des collections', 'libre', 13, [26]],
  [false, 'Place jeune', 'jeune', 14, [66, 38, 17]],
]

/** Lucette Morandat and her son, whom the simulated fund knows too (simulators/quotient.ts), as the pages show them. */
async function bringLucette(tx: Write, today: Day): Promise<Right[]> {
  const { rows } = await sql<{ id: number; isHers: boolean }>`
    with lucette as (select id from accounts.person where email = 'habitante@parvis.example'),
    hugo as (insert into accounts.person (name, created_at) select 'Hugo Morandat', ${tx.now} from lucette returning id),
    born as (insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
      select id, v, case v when 'birthdate' then '2018-05-20' when 'given_name' then 'Hugo' else 'Morandat' end, 'declared', 'declared', ${tx.now}
      from hugo, unnest(array['given_name', 'family_name', 'birthdate']) v),
    parent as (insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
      select 'parent', hugo.id, lucette.id, lucette.id, ${today}::date - 200, '2036-05-19', ${tx.now}, ${tx.now} from hugo, lucette),
    opened as (insert into pass.pass (person_id, opened_at)
      select id, ${tx.now}::timestamptz - interval '200 days' from (select id from lucette union all select id from hugo) who returning id, person_id)
    select o.id, o.person_id = (select id from lucette) as "isHers" from opened o`.execute(tx.q)
  return HERS.flatMap(([isHers, product, name, hour, daysAgo]) => {
    const pass = rows.find((one) => one.isHers === isHers)
    const partner = HELD.find((one) => one.product === product)?.partner
    if (pass === undefined || partner === undefined) return []
    const came = daysAgo.map(
      (days) => new Date(`${addDays(today, -days)}T${String(hour).padStart(2, '0')}:20:00Z`),
    )
    return [{ passId: pass.id, partner, product, class: name, since: addDays(today, -150), visits: came }]
  })
}

/** Brings them all. Act as the system. @returns what they have */
export async function bringPeople(tx: Write, today: Day, products: Products, dice: Dice): Promise<Right[]> {
  const holders = await bringHolders(tx, today)
  return [...drawRights(holders, today, products, dice), ...(await bringLucette(tx, today))]
}
