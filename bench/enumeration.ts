// Can a known address be told from an unknown one by the time of the answer? `node bench/enumeration.ts [--visits 80]`:
// failed sign-ins, resets and sign-ups, known and unknown in turn, each from a network of its own; the medians compared.
import { demoPeople } from '#demo'
import { type Options, readOptions } from './options.ts'
import { openWorld, startProgram } from './world.ts'

/** Milliseconds that nobody should see between the two (OWASP ASVS 5.0 V6.3.8). */
const MOST = 5

const DOORS = {
  'sign-in': { path: '/connexion', more: { password: 'pas le bon mot' } },
  reset: { path: '/mot-de-passe-oublie', more: {} },
  'sign-up': { path: '/inscription', more: { name: 'Ada', password: 'quatre chevaux dans le vent' } },
} as const

interface Difference {
  known: number
  unknown: number
  difference: number
  /** The same between every other try of known addresses: what the machine alone makes. */
  noise: number
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

/** Milliseconds of one post, from a new visitor on a network of its own. */
async function timeOf(origin: string, door: (typeof DOORS)[keyof typeof DOORS], email: string, ip: string) {
  const forwarded = { 'x-forwarded-for': ip }
  const shown = await fetch(`${origin}/connexion`, { headers: forwarded })
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await shown.text())?.[1] ?? ''
  const cookie = shown.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ')
  const body = new URLSearchParams({ _csrf: csrf, email, ...door.more })
  const start = performance.now()
  const reply = await fetch(`${origin}${door.path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...forwarded, cookie },
    body,
  })
  await reply.arrayBuffer()
  if (reply.status !== 422 && reply.status !== 303) throw new Error(`${door.path} answered ${reply.status}`)
  return performance.now() - start
}

/** The medians of each door over `tries` known and as many unknown addresses, in turn. */
async function measure(origin: string, tries: number): Promise<Record<string, Difference>> {
  const results: Record<string, Difference> = {}
  let network = 0
  const ip = () => `10.${(network >> 16) & 255}.${(network >> 8) & 255}.${network++ & 255}`
  for (const [name, door] of Object.entries(DOORS)) {
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let index = -10; index < tries; index++) {
      const known = demoPeople[(index + 10) % demoPeople.length]?.email ?? ''
      const unknown = `personne.${index}.${name}@parvis.example`
      const pair = [['known', known] as const, ['unknown', unknown] as const]
      for (const [kind, email] of index % 2 === 0 ? pair : pair.toReversed()) {
        const time = await timeOf(origin, door, email, ip())
        if (index >= 0) times[kind].push(time)
      }
    }
    const [known, unknown] = [median(times.known), median(times.unknown)]
    const half = (rest: number) => median(times.known.filter((_, at) => at % 2 === rest))
    const noise = Math.abs(half(0) - half(1))
    results[name] = { known, unknown, difference: Math.abs(known - unknown), noise }
  }
  return results
}

async function run(options: Options): Promise<void> {
  const world = await openWorld({ ...options, parts: new Set(['logins']) })
  try {
    const program = await startProgram(world, { settings: { PARVIS_TRUST_PROXY: '1' } })
    try {
      // Five mails to an address in a quarter of an hour: known addresses are few in the demonstration.
      const tries = Math.min(options.visits, demoPeople.length * 5 - 10)
      for (const [name, found] of Object.entries(await measure(program.origin, tries))) {
        const { known, unknown, difference, noise } = found
        const said = `${known.toFixed(1)} ms known, ${unknown.toFixed(1)} ms unknown, ${difference.toFixed(2)} ms apart (noise ${noise.toFixed(2)})`
        console.log(`${name.padEnd(8)} ${said}: ${difference < MOST ? 'within' : 'beyond'} ${MOST} ms`)
      }
      console.log(`medians of ${tries} tries of each, in turn`)
    } finally {
      await program.stop()
    }
  } finally {
    await world.close()
  }
}

await run(readOptions(process.argv.slice(2)))
process.exit(0)
