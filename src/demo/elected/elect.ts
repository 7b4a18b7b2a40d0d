// The elected members of the demonstration: invented people on the structure of the reference territory, two of whom have an account.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type LoadedBody, type LoadedSeat, loadBodies } from '#bodies'
import type { Write } from '#platform/db/db.ts'
import { of, town } from '#platform/french/noun.ts'
import { type Authority, type Territory, territory } from '#territory'

const COUNCILLORS = 150
/** Of those who have an account: the mayor of Bron, and a councillor of the metropolis. */
export type Elected = 'mayor' | 'councillor'

const BRON = '69029'
/** Seats of the council of Bron (code général des collectivités territoriales, article L2121-2). */
const BRON_SEATS = 43
const DEPUTIES = 2

const names = z.array(z.string()).min(1)
const Structure = z.object({
  since: z.object({ communes: z.iso.date(), metropolis: z.iso.date() }),
  conferences: z.record(z.string(), names),
  commissions: names,
  groups: names,
  delegations: z.object({ metropolis: names, communes: names }),
  first: names,
  last: names,
})
type Structure = z.infer<typeof Structure>

interface Telling {
  place: Territory
  said: Structure
  /** By name: those who have an account. */
  accounts: ReadonlyMap<string, number>
  names: Iterator<string, never>
}

/** Invented names, each once: the steps have no divisor of the lengths of the lists. */
function* namesIn({ first, last }: Structure): Generator<string, never> {
  for (let n = 0; ; n++) {
    const turn = Math.floor(n / first.length)
    yield `${first[(n * 29) % first.length]} ${last[(n * 13 + turn) % last.length]}`
  }
}

const newName = ({ names }: Telling): string => names.next().value

const newNames = (telling: Telling, count: number): string[] =>
  Array.from({ length: count }, () => newName(telling))

/** With their account, when they have one. */
const seat = ({ accounts }: Telling, { name, ...held }: Omit<LoadedSeat, 'personId'>): LoadedSeat => {
  const personId = accounts.get(name)
  return personId === undefined ? { name, ...held } : { name, ...held, personId }
}

/** One leads, some come after with what is delegated to them, the others sit. */
function assembly(
  telling: Telling,
  people: readonly string[],
  posts: {
    head: LoadedSeat['post']
    ranked: LoadedSeat['post']
    others: LoadedSeat['post']
    delegations: readonly string[]
  },
): LoadedSeat[] {
  const { head, ranked, others, delegations } = posts
  return people.map((name, place) => {
    const delegation = delegations[place - 1]
    if (place === 0) return seat(telling, { name, post: head })
    if (delegation === undefined) return seat(telling, { name, post: others })
    return seat(telling, { name, post: ranked, rank: place, delegation })
  })
}

function municipal(telling: Telling, commune: Authority, mayor: string): LoadedBody {
  const { said, place } = telling
  const isWhole = commune.code === BRON
  const people = [mayor, ...newNames(telling, isWhole ? BRON_SEATS - 1 : DEPUTIES)]
  const delegations = said.delegations.communes.slice(0, isWhole ? undefined : DEPUTIES)
  return {
    authorityId: commune.id,
    kind: 'municipal',
    name: `Conseil municipal ${of(town(place.area(commune.code)?.name ?? commune.name))}`,
    term: { from: said.since.communes, to: null },
    seats: assembly(telling, people, { head: 'mayor', ranked: 'deputy', others: 'councillor', delegations }),
  }
}

/** The first leads, the second comes after, the others are members. */
const led = (telling: Telling, people: readonly string[]): LoadedSeat[] =>
  people.map((name, place) =>
    seat(
      telling,
      place === 0
        ? { name, post: 'president' }
        : place === 1
          ? { name, post: 'vice_president', rank: 1 }
          : { name, post: 'member' },
    ),
  )

/** Two, for the first two. */
const substitutesFor = (
  telling: Telling,
  people: readonly string[],
  others: readonly string[],
): LoadedSeat[] =>
  people.slice(0, 2).flatMap((standsFor, at) => {
    const name = others[others.length - 1 - at]
    return name === undefined ? [] : [seat(telling, { name, post: 'substitute', standsFor })]
  })

function metropolitan(telling: Telling, councillors: readonly string[]): LoadedBody[] {
  const { said, place } = telling
  const { metropolis: delegations } = said.delegations
  const base = { authorityId: place.metropolis.id, term: { from: said.since.metropolis, to: null } }
  const executive = councillors.slice(0, delegations.length + 1)
  const parts = (names: readonly string[], kind: LoadedBody['kind']) =>
    names.map((name, part): LoadedBody => {
      const people = councillors.filter((_, index) => index % names.length === part)
      // Somebody of the next commission replaces its president, and who comes after.
      const next = councillors.filter((_, index) => index % names.length === (part + 1) % names.length)
      const substitutes =
        kind === 'commission' && names.length > 1 ? substitutesFor(telling, people, next) : []
      return { ...base, kind, name, seats: [...led(telling, people), ...substitutes] }
    })
  return [
    {
      ...base,
      kind: 'metropolitan',
      name: 'Conseil de la métropole',
      seats: assembly(telling, councillors, {
        head: 'president',
        ranked: 'vice_president',
        others: 'councillor',
        delegations,
      }),
    },
    {
      ...base,
      kind: 'permanent',
      name: 'Commission permanente',
      seats: led(telling, councillors.slice(0, 66)),
    },
    { ...base, kind: 'bureau', name: 'Bureau', seats: led(telling, executive) },
    ...parts(said.commissions, 'commission'),
    ...parts(said.groups, 'group'),
  ]
}

function conferences(telling: Telling, mayors: ReadonlyMap<string, string>): LoadedBody[] {
  const { said, place } = telling
  return Object.entries(said.conferences).map(([name, codes]) => ({
    authorityId: place.metropolis.id,
    kind: 'conference',
    name: `Conférence territoriale des maires ${name}`,
    term: { from: said.since.metropolis, to: null },
    gathers: codes.flatMap((code) => place.authorityByCode(code)?.id ?? []),
    seats: [seat(telling, { name: mayors.get(codes[0] ?? '') ?? newName(telling), post: 'president' })],
  }))
}

/** As the system. `definitions`: their folder; `own`: those who have an account. */
export async function electPeople(
  tx: Write,
  definitions: string,
  own: ReadonlyMap<Elected, { name: string; personId: number }>,
): Promise<void> {
  const said = Structure.parse(JSON.parse(await readFile(join(definitions, 'demo/elected.json'), 'utf8')))
  const accounts = new Map([...own.values()].map(({ name, personId }) => [name, personId]))
  const place = await territory(tx)
  const telling: Telling = { place, said, accounts, names: namesIn(said) }
  const nameOf = (who: Elected): string => own.get(who)?.name ?? newName(telling)
  const [mayor, councillor] = [nameOf('mayor'), nameOf('councillor')]
  const communes = place.authorities.filter(({ level }) => level === 'commune')
  const mayors = new Map(communes.map(({ code }) => [code, code === BRON ? mayor : newName(telling)]))
  // Half of the mayors sit in the council of the metropolis too.
  const both = [...mayors].flatMap(([code, name], index) => (index % 2 === 0 && code !== BRON ? [name] : []))
  const others = newNames(telling, COUNCILLORS - both.length - 2)
  const councillors = [...others.slice(0, 40), ...both, mayor, councillor, ...others.slice(40)]
  await loadBodies(tx, [
    ...communes.map((commune) => municipal(telling, commune, mayors.get(commune.code) ?? mayor)),
    ...metropolitan(telling, councillors),
    ...conferences(telling, mayors),
  ])
}
