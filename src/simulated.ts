// In demonstration, what is not set of FranceConnect and ProConnect, and the family fund: simulated in this process, for this machine alone.
import { portBeside } from './demo-site.ts'
import { type Config, isLoopback } from './platform/config.ts'

export interface Simulated {
  config: Config
  /** Issuers of the simulators, for whoever starts the program; none when they were not started. */
  issuers: readonly string[]
  stop(): Promise<void>
}

/**
 * Never beyond the loopback address, on either side: whoever reaches a simulator can be anybody. Never beside anything real: what is invented
 * would be believed of real people.
 */
const mayStart = ({ demo, role, host, publicUrl, franceconnect, proconnect, quotient }: Config): boolean =>
  demo &&
  role !== 'worker' &&
  isLoopback(host) &&
  isLoopback(new URL(publicUrl).hostname) &&
  [franceconnect, proconnect, quotient].every((real) => real === null)

/** The configuration to use: the one given, or the same with simulators as providers. */
export async function withSimulators(config: Config): Promise<Simulated> {
  if (!mayStart(config)) return { config, issuers: [], stop: async () => {} }
  const [providers, fund, list] = await Promise.all([
    simulatedProviders(config),
    simulatedFund(),
    simulatedList(config),
  ])
  return {
    config: { ...config, ...providers.registered, ...fund.registered, ...list.registered },
    issuers: providers.issuers,
    stop: async () => void (await Promise.all([providers.stop(), fund.stop(), list.stop()])),
  }
}

/** At the same port at each start, since the list that is read there keeps its address; elsewhere when something else listens there. */
async function simulatedList({ port, listOrigins }: Config) {
  const { startListSimulator } = await import('../simulators/index.ts')
  const beside = portBeside(port)
  const { origin, address, stop } = await startListSimulator({ port: beside === 0 ? 0 : beside + 1 }).catch(
    () => startListSimulator({ port: 0 }),
  )
  return { registered: { listOrigins: [...listOrigins, origin], demoList: address }, stop }
}

async function simulatedFund() {
  const { startQuotientSimulator } = await import('../simulators/index.ts')
  const token = crypto.randomUUID()
  const { baseUrl, stop } = await startQuotientSimulator({ port: 0, token })
  return { registered: { quotient: { baseUrl, token, recipient: '00000000000000' } }, stop }
}

async function simulatedProviders({ publicUrl }: Config) {
  const { franceConnect, proConnect, startSimulator } = await import('../simulators/index.ts')
  const { clientFor } = await import('../simulators/clients.ts')
  const secret = crypto.randomUUID()
  const clients = {
    franceconnect: clientFor(publicUrl, 'franceconnect', secret),
    proconnect: clientFor(publicUrl, 'proconnect', secret),
  }
  const [france, pro] = await Promise.all([
    startSimulator(franceConnect, { port: 0, clients: [clients.franceconnect] }),
    startSimulator(proConnect, { port: 0, clients: [clients.proconnect] }),
  ])
  const registered = (issuer: string, clientId: string) => ({ issuer, clientId, clientSecret: secret })
  return {
    registered: {
      franceconnect: registered(france.issuer, clients.franceconnect.id),
      proconnect: registered(pro.issuer, clients.proconnect.id),
    },
    issuers: [france.issuer, pro.issuer],
    stop: async () => void (await Promise.all([france.stop(), pro.stop()])),
  }
}
