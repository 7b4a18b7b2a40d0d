// In demonstration, where FranceConnect and ProConnect are not set: both simulated in this process, for this machine alone.
import { type Config, isLoopback } from './platform/config.ts'

export interface Simulated {
  config: Config
  /** Issuers of the simulators, for whoever starts the program; none when they were not started. */
  issuers: readonly string[]
  stop(): Promise<void>
}

/** Never beyond the loopback address, on either side: whoever reaches a simulator can be anybody. */
function mayStart({ demo, role, host, publicUrl, franceconnect, proconnect }: Config): boolean {
  const isLocal = isLoopback(host) && isLoopback(new URL(publicUrl).hostname)
  return demo && role !== 'worker' && isLocal && franceconnect === null && proconnect === null
}

/** The configuration to use: the one given, or the same with both simulators as providers. */
export async function withSimulators(config: Config): Promise<Simulated> {
  if (!mayStart(config)) return { config, issuers: [], stop: async () => {} }
  const { franceConnect, proConnect, startSimulator } = await import('../simulators/index.ts')
  const { clientFor } = await import('../simulators/clients.ts')
  const secret = crypto.randomUUID()
  const clients = {
    franceconnect: clientFor(config.publicUrl, 'franceconnect', secret),
    proconnect: clientFor(config.publicUrl, 'proconnect', secret),
  }
  const [france, pro] = await Promise.all([
    startSimulator(franceConnect, { port: 0, clients: [clients.franceconnect] }),
    startSimulator(proConnect, { port: 0, clients: [clients.proconnect] }),
  ])
  const registered = (issuer: string, clientId: string) => ({ issuer, clientId, clientSecret: secret })
  return {
    config: {
      ...config,
      franceconnect: registered(france.issuer, clients.franceconnect.id),
      proconnect: registered(pro.issuer, clients.proconnect.id),
    },
    issuers: [france.issuer, pro.issuer],
    stop: async () => void (await Promise.all([france.stop(), pro.stop()])),
  }
}
