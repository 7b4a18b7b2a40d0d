// The simulator of a site of open data that gives a list as JSON: invented libraries, and faults on demand.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, json, pause, send } from './http.ts'

/** What can go wrong, on purpose. */
export type ListFault =
  | 'slow'
  | 'down'
  | 'gone'
  | 'not_json'
  | 'other_shape'
  | 'huge'
  | 'elsewhere'
  | 'double'
  | 'empty'

export interface Library {
  id: string
  name: string
  town: string
}

/** Invented. */
export const LIBRARIES: readonly Library[] = [
  { id: 'bron-les-lilas', name: 'Médiathèque des Lilas', town: 'Bron' },
  { id: 'bron-parilly', name: 'Bibliothèque de Parilly', town: 'Bron' },
  { id: 'villeurbanne-canal', name: 'Médiathèque du Canal', town: 'Villeurbanne' },
  { id: 'villeurbanne-rize', name: 'Bibliothèque du Rize', town: 'Villeurbanne' },
  { id: 'venissieux-moulin', name: 'Médiathèque du Moulin', town: 'Vénissieux' },
  { id: 'vaulx-planetarium', name: 'Bibliothèque du Planétarium', town: 'Vaulx-en-Velin' },
  { id: 'saint-priest-garenne', name: 'Médiathèque de la Garenne', town: 'Saint-Priest' },
  { id: 'givors-gier', name: 'Bibliothèque du Gier', town: 'Givors' },
]

export interface ListSimulator {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** Where the list stands, its rows at `/records`, the value and the label of each at `/id` and `/fields/label`. */
  readonly address: string
  /** How many times it was asked. */
  readonly asked: () => number
  setFault(fault: ListFault | null): void
  /** What it gives from now on. */
  give(libraries: readonly Library[]): void
  stop(): Promise<void>
}

const PATH = '/mediatheques.json'

const bodyOf = (libraries: readonly Library[]): Answer =>
  json({
    total_count: libraries.length,
    records: libraries.map(({ id, name, town }) => ({
      id,
      fields: { label: `${name}, ${town}`, commune: town },
    })),
  })

const FAULTS: Readonly<Record<Exclude<ListFault, 'slow'>, () => Answer>> = {
  down: () => json({ error: 'maintenance' }, 503),
  gone: () => json({ error: 'unknown' }, 404),
  not_json: () => ({ status: 200, type: 'text/html', body: '<html>Maintenance' }),
  other_shape: () => json({ records: [{ id: { a: 1 }, fields: null }] }),
  huge: () => ({ status: 200, type: 'application/json', body: `{"records":["${'x'.repeat(2_100_000)}"]}` }),
  elsewhere: () => ({ status: 302, location: 'http://127.0.0.1:1/secret' }),
  double: () => bodyOf([...LIBRARIES, { id: 'autre', name: 'MEDIATHEQUE des lilas', town: 'bron' }]),
  empty: () => bodyOf([]),
}

/** On this machine alone. */
export async function startListSimulator({
  port,
  slowSeconds = 30,
}: {
  port: number
  slowSeconds?: number
}): Promise<ListSimulator> {
  let fault: ListFault | null = null
  let given = LIBRARIES
  let count = 0
  const server = createServer(async (request, response) => {
    count++
    if (request.url !== PATH) return send(response, json({ error: 'unknown' }, 404))
    if (fault === 'slow') await pause(slowSeconds * 1000)
    send(response, fault === null || fault === 'slow' ? bodyOf(given) : FAULTS[fault]())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ origin, address: origin + PATH, asked: () => count },
    setFault: (next) => {
      fault = next
    },
    give: (libraries) => {
      given = libraries
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
