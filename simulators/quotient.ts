// The simulator of the family-quotient API (API Particulier v3, by civil identity): invented households, a quota, faults on demand.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, headerOf, json, pause, send } from './http.ts'

/** What can go wrong, on purpose. */
export type QuotientFault = 'slow' | 'down' | 'quota' | 'not_json' | 'other_shape' | 'token'

interface Household {
  family: string
  given: readonly string[]
  /** `YYYY-MM-DD` */
  birth: string
  provider: 'CNAF' | 'MSA'
  value: number
  children: readonly string[]
}

/** Invented: two of them are homonyms, told apart by their birth. */
const HOUSEHOLDS: readonly Household[] = [
  {
    ...{ family: 'AUBRAC', given: ['LÉONIE'], birth: '1990-04-12' },
    provider: 'CNAF',
    value: 352,
    children: ['TOM', 'ZOÉ'],
  },
  {
    ...{ family: 'FONTANIÈRE', given: ['YANIS', 'PAUL'], birth: '1985-11-02' },
    provider: 'CNAF',
    value: 700,
    children: ['INÈS'],
  },
  {
    ...{ family: 'GRANGENEUVE', given: ['SALOMÉ'], birth: '1979-02-28' },
    provider: 'MSA',
    value: 1250,
    children: ['LOU'],
  },
  {
    ...{ family: 'MARTIN', given: ['CLAIRE'], birth: '1982-06-01' },
    provider: 'CNAF',
    value: 980,
    children: [],
  },
  {
    ...{ family: 'MARTIN', given: ['CLAIRE'], birth: '1991-06-01' },
    provider: 'CNAF',
    value: 2310,
    children: ['ÉLIO'],
  },
]

export interface QuotientSimulator {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string
  setFault(fault: QuotientFault | null): void
  stop(): Promise<void>
}

export interface QuotientOptions {
  readonly port: number
  readonly token: string
  /** How long « slow » waits, in seconds. */
  readonly slowSeconds?: number
}

const PATH = '/v3/dss/quotient_familial/identite'
const ASKED = ['nomNaissance', 'anneeDateNaissance', 'moisDateNaissance', 'jourDateNaissance', 'recipient']

const problem = (status: number, code: string, title: string, detail: string): Answer =>
  json({ errors: [{ code, title, detail, meta: { provider: 'CNAF & MSA' } }] }, status)

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()

function found(given: URLSearchParams): Household | undefined {
  const part = (name: string, size: number) => (given.get(name) ?? '').padStart(size, '0')
  const birth = `${part('anneeDateNaissance', 4)}-${part('moisDateNaissance', 2)}-${part('jourDateNaissance', 2)}`
  const [first = ''] = given.getAll('prenoms[]')
  return HOUSEHOLDS.find(
    (one) =>
      plain(one.family) === plain(given.get('nomNaissance') ?? '') &&
      plain(one.given[0] ?? '') === plain(first) &&
      one.birth === birth,
  )
}

function bodyOf({ family, given, birth, provider, value, children }: Household, now: Date): Answer {
  const [annee, mois] = [now.getUTCFullYear(), now.getUTCMonth() + 1]
  const person = (prenoms: string, date: string) => ({
    ...{ nom_naissance: family, nom_usage: null, prenoms, date_naissance: date, sexe: 'F' },
  })
  return json({
    data: {
      quotient_familial: {
        fournisseur: provider,
        valeur: value,
        annee,
        mois,
        annee_calcul: annee,
        mois_calcul: mois,
      },
      allocataires: [person(given.join(' '), birth)],
      enfants: children.map((child) => person(child, '2018-01-01')),
      adresse: {
        destinataire: `MADAME ${family}`,
        ...{ complement_information: null, complement_information_geographique: null, lieu_dit: null },
        ...{ numero_libelle_voie: '1 RUE INVENTÉE', code_postal_ville: '69000 LYON', pays: 'FRANCE' },
      },
    },
    links: {},
    meta: {},
  })
}

async function answerOf(
  request: IncomingMessage,
  { token, slowSeconds = 30 }: QuotientOptions,
  fault: QuotientFault | null,
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://simulator')
  if (fault === 'slow') await pause(slowSeconds * 1000)
  if (fault === 'down') return problem(503, '37003', 'Service indisponible', 'Simulé.')
  if (fault === 'not_json') return { status: 200, type: 'text/html', body: '<html>Maintenance' }
  if (fault === 'other_shape') return json({ data: { quotient_familial: { valeur: '352' } } })
  if (fault === 'quota') return problem(429, '00429', 'Trop de requêtes', 'Simulé.')
  if (request.method !== 'GET' || url.pathname !== PATH)
    return problem(404, '00404', 'Chemin inconnu', 'Simulé.')
  if (fault === 'token' || headerOf(request, 'authorization') !== `Bearer ${token}`)
    return problem(401, '00101', 'Jeton refusé', 'Simulé.')
  const lacking = ASKED.filter((name) => (url.searchParams.get(name) ?? '') === '')
  if (lacking.length > 0) return problem(422, '00300', 'Paramètre manquant', lacking.join(', '))
  const household = found(url.searchParams)
  return household === undefined
    ? problem(404, '37001', 'Dossier allocataire inexistant', 'Simulé.')
    : bodyOf(household, new Date())
}

/** On this machine alone. */
export async function startQuotientSimulator(options: QuotientOptions): Promise<QuotientSimulator> {
  let fault: QuotientFault | null = null
  const server = createServer((request, response) => {
    answerOf(request, options, fault).then(
      (given) => send(response, given),
      () => send(response, { status: 500, type: 'text/plain', body: 'simulator failure' }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setFault: (next) => {
      fault = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
