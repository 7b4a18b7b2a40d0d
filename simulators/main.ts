// `npm run simulators`: the services on fixed ports, until Ctrl-C. Settings come from the environment (README).
import { clientFor, clientsOfFile } from './clients.ts'
import { faultNamed } from './faults.ts'
import { franceConnect } from './franceconnect.ts'
import { proConnect } from './proconnect.ts'
import { startListSimulator } from './list.ts'
import { startSimulator } from './provider.ts'
import { startQuotientSimulator } from './quotient.ts'

const {
  FRANCECONNECT_PORT = '4001',
  PROCONNECT_PORT = '4002',
  QUOTIENT_PORT = '4003',
  QUOTIENT_TOKEN = 'jeton-de-simulateur',
  LIST_PORT = '4004',
  SIMULATORS_SITE = 'http://localhost:3000',
  SIMULATORS_CLIENTS,
  SIMULATORS_FAULT,
} = process.env
const given = SIMULATORS_CLIENTS === undefined ? null : clientsOfFile(SIMULATORS_CLIENTS)
const fault = faultNamed(SIMULATORS_FAULT)
if (SIMULATORS_FAULT !== undefined && fault === null)
  throw new Error(`SIMULATORS_FAULT: no fault is called ${SIMULATORS_FAULT}`)

const services = [
  {
    flavour: franceConnect,
    port: Number(FRANCECONNECT_PORT),
    clients: given ?? [clientFor(SIMULATORS_SITE, 'franceconnect')],
  },
  {
    flavour: proConnect,
    port: Number(PROCONNECT_PORT),
    clients: given ?? [clientFor(SIMULATORS_SITE, 'proconnect')],
  },
]

const running = await Promise.all(
  services.map(({ flavour, port, clients }) => startSimulator(flavour, { port, clients, fault })),
)
for (const [index, { flavour, clients }] of services.entries()) {
  console.log(`Simulateur de ${flavour.name} : ${running[index]?.issuer}`)
  for (const { id, secret, redirectUris } of clients)
    console.log(`  client ${id}, secret ${secret ?? '(private_key_jwt)'}, retour ${redirectUris.join(', ')}`)
}

const quotient = await startQuotientSimulator({ port: Number(QUOTIENT_PORT), token: QUOTIENT_TOKEN })
console.log(`Simulateur du quotient familial : ${quotient.baseUrl}\n  jeton ${QUOTIENT_TOKEN}`)

const list = await startListSimulator({ port: Number(LIST_PORT) })
console.log(`Simulateur d’une liste en JSON : ${list.address}`)

const stop = () =>
  void Promise.all([...running, quotient, list].map((simulator) => simulator.stop())).then(() =>
    process.exit(0),
  )
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
