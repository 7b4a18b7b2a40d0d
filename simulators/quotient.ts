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
  children: readonly (readonly [given: string, birth: string])[]
}

const household = (
  [given, family, birth]: readonly [given: string, family: string, birth: string],
  value: number,
  { provider = 'CNAF', children = [] }: Partial<Pick<Household, 'provider' | 'children'>> = {},
): Household => ({ given: given.split(' '), family, birth, value, provider, children })

/** Invented: two of them are homonyms, told apart by their birth; the last ones are people of the demonstration and of FranceConnect. */
const HOUSEHOLDS: readonly Household[] = [
  household(['LÉONIE', 'AUBRAC', '1990-04-12'], 352, {
    children: [
      ['TOM', '2016-09-03'],
      ['ZOÉ', '2018-01-01'],
    ],
  }),
  household(['YANIS PAUL', 'FONTANIÈRE', '1985-11-02'], 700, { children: [['INÈS', '2018-01-01']] }),
  household(['SALOMÉ', 'GRANGENEUVE', '1979-02-28'], 1250, { provider: 'MSA' }),
  household(['CLAIRE', 'MARTIN', '1982-06-01'], 980),
  household(['CLAIRE', 'MARTIN', '1991-06-01'], 2310, { children: [['ÉLIO', '2018-01-01']] }),
  household(['LUCETTE', 'MORANDAT', '1984-02-17'], 612, { children: [['HUGO', '2018-05-20']] }),
  household(['SOLANGE MARIE', 'BRESSAND', '1974-08-12'], 388),
  household(['FIRMIN', 'CHARPENNES', '1989-03-02'], 1120),
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
      enfants: children.map(([name, date]) => person(name, date)),
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
